import { eq } from "drizzle-orm";
import { listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, setRelease } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice, finishNotice } from "@/data/deliveries/commands";
import type { Handover } from "@/data/deliveries/handover";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { approveNotice } from "@/data/notices/approval";
import { writeNotice } from "@/data/notices/commands";
import { getNotice } from "@/data/notices/queries";
import { confirmPublication, proposePublication } from "@/data/publications/commands";
import { read } from "@/data/transaction";
import { deliveries } from "@/db/schema";
import type { OutgoingMail } from "@/lib/mail";
import { at, type Org, sample, type World, wall, worker } from "@/tests/world";
import { unlessRefused } from "@/worker/jobs/unless-refused";

/** When the tests' cases are released and their notices leave, in hours after T0. */
export const RELEASE = 24 * 7;
export const SEND = 24;

export type Case = { caseId: string; reference: string };

const revisionOf = async (w: World, reference: string) => (await getCase(w.ada, reference)).revision;

/** Imported by Ada, and left in triage. @param change what stands in the record in place of its own */
export const imported = async (
  w: World,
  record = "PYSEC-2025-42",
  change: Record<string, unknown> = {},
): Promise<Case> => {
  const text = JSON.stringify({ ...JSON.parse(sample(record)), ...change });
  const { caseId, reference } = await importOsv(
    w.ada,
    { projectId: w.projectId, record: text, published: "replay" },
    at(0),
  );
  return { caseId, reference };
};

/** Decided, confirmed, to be prenotified, with a release instant a week away: everything by Ada. */
export async function scheduled(w: World, change: Record<string, unknown> = {}): Promise<Case> {
  const c = await imported(w, undefined, change);
  const form = async () => ({ caseId: c.caseId, revision: await revisionOf(w, c.reference) });
  const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
  await decideSeverity(
    w.ada,
    {
      ...(await form()),
      vulnerabilityId: v?.rowId,
      severity: "HIGH",
      reason: "an optional distributed mode",
    },
    at(0.1),
  );
  await confirmCase(w.ada, await form(), at(0.2));
  await choosePrenotify(
    w.ada,
    { ...(await form()), prenotify: "yes", reason: "reachable over the network" },
    at(0.3),
  );
  await setRelease(w.ada, { ...(await form()), ...wall(RELEASE) }, at(0.4));
  return c;
}

/** A notice by Ada to the chosen organizations, waiting for approval. */
export async function written(w: World, c: Case, orgs: Org[], groupIds = [w.groupId]): Promise<string> {
  const { noticeId } = await writeNotice(
    w.ada,
    { caseId: c.caseId, groupIds, organizationIds: orgs.map((o) => o.id), ...wall(SEND) },
    at(1),
  );
  return noticeId;
}

export async function approve(w: World, c: Case, noticeId: string, by = w.ben) {
  const n = await getNotice(by, c.reference, noticeId);
  return approveNotice(by, { noticeId, revision: n.revision, versionId: n.version?.id }, at(2));
}

export const deliveriesOf = (noticeId: string) =>
  read(worker, (ctx) => ctx.tx.select().from(deliveries).where(eq(deliveries.noticeId, noticeId)));

/** Hands every open delivery of a notice to a transport that takes it. @returns what was handed over */
export async function send(
  noticeId: string,
  hours = SEND,
  answer: (mail: OutgoingMail) => Handover = (m) => ({ outcome: "accepted", providerId: m.id }),
) {
  const mails: OutgoingMail[] = [];
  for (const d of await deliveriesOf(noticeId)) {
    if (!(await beginDelivery(worker, d.id, at(hours)))) continue;
    await finishDelivery(
      worker,
      d.id,
      async (mail) => {
        mails.push(mail);
        return answer(mail);
      },
      at(hours),
    );
  }
  await unlessRefused(() => finishNotice(worker, { noticeId }, at(hours)));
  return mails;
}

/** All the way until the organizations were told. */
export async function told(
  w: World,
  orgs: Org[],
  change: Record<string, unknown> = {},
  before: (c: Case) => Promise<unknown> = async () => {},
): Promise<Case & { noticeId: string }> {
  const c = await scheduled(w, change);
  await before(c);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  await send(noticeId);
  return { ...c, noticeId };
}

/** Ada proposes, Ben confirms, a minute after the release instant. */
export async function publish(w: World, c: Case, hours = RELEASE + 0.02): Promise<void> {
  const early = hours < RELEASE ? { typedReference: c.reference } : {};
  const { versions } = await listVersions(w.ada, c.reference);
  const { publicationId } = await proposePublication(
    w.ada,
    { caseId: c.caseId, versionId: versions[0]?.id, ...early },
    at(hours),
  );
  await confirmPublication(w.ben, { caseId: c.caseId, publicationId, ...early }, at(hours));
}
