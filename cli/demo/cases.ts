import { readFileSync } from "node:fs";
import type { Temporal } from "temporal-polyfill";
import type { Directory } from "@/cli/demo/directory";
import type { Team } from "@/cli/demo/team";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, setRelease } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice, finishNotice } from "@/data/deliveries/commands";
import { dueWork, openDeliveries } from "@/data/deliveries/queries";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { approveNotice } from "@/data/notices/approval";
import { writeNotice } from "@/data/notices/commands";
import { getNotice } from "@/data/notices/queries";
import { confirmPublication, proposePublication } from "@/data/publications/commands";
import { acknowledge, answerTerms, recordSeen } from "@/data/readings/commands";
import { systemViewer } from "@/data/viewer";
import { wallInput } from "@/domain/time";
import type { Member } from "@/domain/viewer";

const worker = systemViewer("seed");
const utc = (at: Temporal.Instant) => ({ local: wallInput(at, "UTC"), zone: "UTC" });
const days = (n: number) => ({ hours: 24 * n });

type Plan = {
  record: string;
  severity: string;
  reason: string;
  impact: string;
  mitigation: string;
  release: Temporal.Instant;
  begun: Temporal.Instant;
};

/** Import to scheduled: what a coordinator does in the first days of a case. */
async function prepare(coordinator: Member, projectId: string, plan: Plan): Promise<string> {
  const record = readFileSync(`formats/samples/osv/${plan.record}.json`, "utf8");
  const { reference, caseId } = await importOsv(
    coordinator,
    { projectId, record, published: "replay" },
    { at: plan.begun },
  );
  const step = async (hours: number) => ({
    form: { caseId, revision: (await getCase(coordinator, reference)).revision },
    options: { at: plan.begun.add({ hours }) },
  });
  const [v] = (await getCase(coordinator, reference)).vulnerabilities;
  const severity = await step(1);
  await decideSeverity(
    coordinator,
    { ...severity.form, vulnerabilityId: v?.rowId, severity: plan.severity, reason: plan.reason },
    severity.options,
  );
  const confirm = await step(2);
  await confirmCase(coordinator, confirm.form, confirm.options);
  const [draft] = (await listVersions(coordinator, reference)).versions;
  await saveAdvisory(
    coordinator,
    { caseId, base: 1, ...draft?.content, impact: plan.impact, mitigation: plan.mitigation },
    { at: plan.begun.add({ hours: 5 }) },
  );
  const choose = await step(6);
  await choosePrenotify(
    coordinator,
    {
      ...choose.form,
      prenotify: "yes",
      reason: "Distributors need days to rebuild, and the flaw is reachable over the network.",
    },
    choose.options,
  );
  const release = await step(7);
  await setRelease(coordinator, { ...release.form, ...utc(plan.release) }, release.options);
  return reference;
}

async function write(
  coordinator: Member,
  reference: string,
  directory: Directory,
  send: Temporal.Instant,
  at: Temporal.Instant,
  leaveOut: string[] = [],
): Promise<string> {
  const { id: caseId } = await getCase(coordinator, reference);
  const inGroups = [
    "Kestrel Linux",
    "Orchid Cloud",
    "Basalt Compute",
    "Tern Systems",
    "Halyard AI",
    "Quillwort Labs",
    "Northlight Research",
  ].filter((n) => !leaveOut.includes(n));
  const { noticeId } = await writeNotice(
    coordinator,
    {
      caseId,
      groupIds: Object.values(directory.groups),
      organizationIds: inGroups.map((n) => directory.organizations[n]),
      ...utc(send),
    },
    { at },
  );
  return noticeId;
}

const PYSEC_2025_42: Omit<Plan, "release" | "begun"> = {
  record: "PYSEC-2025-42",
  severity: "HIGH",
  reason:
    "The score is 10.0, but only deployments that switch on the optional mooncake integration are reachable: an advanced, multi-node mode, which the policy's definition of HIGH names.",
  impact:
    "A host that can reach the ZeroMQ sockets of the mooncake integration can **run code** in the serving process. Deployments without mooncake are not affected.",
  mitigation:
    "Until you can update, bind the integration's sockets to a private interface and let no other host reach their ports:\n\n```\niptables -A INPUT -p tcp --dport 5000:6000 ! -s 10.0.0.0/8 -j DROP\n```\n\nOr switch the integration off.",
};

/** The case that a newcomer walks: a notice waits for an approval by somebody who touched nothing. */
export async function seedWaiting(
  team: Team,
  directory: Directory,
  projectId: string,
  now: Temporal.Instant,
): Promise<void> {
  const mara = await team.mara();
  const reference = await prepare(mara, projectId, {
    ...PYSEC_2025_42,
    begun: now.subtract(days(2)),
    release: atHour(now.add(days(6)), 15),
  });
  await write(mara, reference, directory, atHour(now.add(days(1)), 15), now.subtract({ hours: 3 }));
}

/** The case that is over: two vendors were told, consented, read; two members published; everybody got the lift. */
export async function seedReleased(
  team: Team,
  directory: Directory,
  projectId: string,
  now: Temporal.Instant,
): Promise<void> {
  const jiwoo = await team.jiwoo();
  const mara = await team.mara();
  const begun = atHour(now.subtract(days(26)), 8);
  const release = begun.add({ hours: 24 * 12 + 7 });
  const reference = await prepare(jiwoo, projectId, {
    record: "CVE-2025-47277",
    severity: "CRITICAL",
    reason: "",
    impact:
      "A host that can reach the PyNcclPipe service can run code. Only deployments that use PyNcclPipe with the V0 engine are affected.",
    mitigation: "Bind the service to the private interface of the cluster, or use the V1 engine.",
    begun,
    release,
  });
  const leaves = begun.add({ hours: 24 * 5 + 7 });
  const noticeId = await write(jiwoo, reference, directory, leaves, begun.add(days(3)), ["Halyard AI"]);
  const notice = await getNotice(mara, reference, noticeId);
  await approveNotice(
    mara,
    { noticeId, revision: notice.revision, versionId: notice.version?.id },
    { at: begun.add(days(4)) },
  );
  await dispatchNotice(worker, { noticeId }, { at: leaves });
  await sendOpen(leaves);
  for (const [who, minutes] of [
    [await directory.priya(), 12],
    [await directory.leon(), 95],
  ] as const) {
    const at = { at: leaves.add({ minutes }) };
    await answerTerms(who, { reference, answer: "accepted", termsVersion: "curfew-1" }, at);
    await recordSeen(who, { reference }, at);
    await acknowledge(who, { reference, version: 2 }, { at: leaves.add({ minutes: minutes + 9 }) });
  }
  const { id: caseId } = await getCase(jiwoo, reference);
  const { publicationId } = await proposePublication(
    jiwoo,
    { caseId, versionId: notice.version?.id },
    { at: release.add({ minutes: 2 }) },
  );
  await confirmPublication(mara, { caseId, publicationId }, { at: release.add({ minutes: 4 }) });
  await sendOpen(release.add({ minutes: 4 }));
}

/** The case that came in yesterday: 7.5 by its score, denial of service by the policy's definitions. */
export async function seedTriage(team: Team, projectId: string, now: Temporal.Instant): Promise<void> {
  const record = readFileSync("formats/samples/osv/PYSEC-2026-250.json", "utf8");
  await importOsv(
    await team.tomas(),
    { projectId, record, published: "replay" },
    { at: now.subtract({ hours: 20 }) },
  );
}

/** Hands everything that is due to a transport that takes it, by the same two halves as the worker. */
async function sendOpen(at: Temporal.Instant): Promise<void> {
  for (const id of await openDeliveries(worker)) {
    if (await beginDelivery(worker, id, { at }))
      await finishDelivery(worker, id, async (mail) => ({ outcome: "accepted", providerId: mail.id }), {
        at: at.add({ seconds: 2 }),
      });
  }
  const { finished } = await dueWork(worker);
  for (const noticeId of finished) await finishNotice(worker, { noticeId }, { at: at.add({ seconds: 2 }) });
}

/** The next full hour of that day in UTC, so that the demo's instants look like a person chose them. */
const atHour = (day: Temporal.Instant, hour: number): Temporal.Instant =>
  day.toZonedDateTimeISO("UTC").with({ hour, minute: 0, second: 0, millisecond: 0 }).toInstant();
