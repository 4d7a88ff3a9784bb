import { randomUUID } from "node:crypto";
import { caseActivity } from "@/data/activity/queries";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, rejectCase, setRelease } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { listCases } from "@/data/cases/list";
import { proposeOverride } from "@/data/cases/override";
import { getCase } from "@/data/cases/queries";
import { startCase } from "@/data/cases/start";
import { addVulnerability, editVulnerability, removeVulnerability } from "@/data/cases/vulnerabilities";
import { dispatchNotice } from "@/data/deliveries/commands";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { openSentFile } from "@/data/files/download";
import { listFiles } from "@/data/files/queries";
import { uploadFile } from "@/data/files/upload";
import { confirmIncident, recordIncident } from "@/data/incidents/commands";
import { getIncident } from "@/data/incidents/queries";
import { answerAppeal, writeAppeal } from "@/data/memberships/appeals";
import { ownOrganization } from "@/data/memberships/own";
import { endPause, pauseOrganization } from "@/data/memberships/pause";
import { organizationStanding } from "@/data/memberships/queries";
import { sendBackNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { answerTerms, recordSeen } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import { queueSignInMail } from "@/data/sign-in/lane";
import { makeStatement } from "@/data/statements/commands";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { authenticators, restores, sendingStops } from "@/db/schema";
import { writeVulnerability } from "@/formats/vulnerability";
import { plantMembers } from "@/tests/canary-members";
import { approve, deliveriesOf, SEND, written } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { at, makeOrg, makeWorld, type Org, sample, T0, type World, wall, worker } from "@/tests/world";
import { handOver, type Transport } from "@/worker/transports/transport";

/** A word that stands in no program, record or message by itself. */
export const CANARY = "zqxcanaryvwk";
const word = (where: string) => `${CANARY} ${where}`;

const revisionOf = async (w: World, reference: string) => (await getCase(w.ada, reference)).revision;

/** A case with the word in its every field, decided and ready to be prenotified. */
async function caseOf(w: World) {
  const { caseId, reference } = await startCase(
    w.ada,
    { projectId: w.projectId, title: word("title"), summary: word("summary") },
    at(0),
  );
  const form = async () => ({ caseId, revision: await revisionOf(w, reference) });
  const typed = {
    summary: word("flaw"),
    details: word("details"),
    references: `https://x.example/${CANARY}`,
  };
  for (let n = 0; n < 2; n++) await addVulnerability(w.ada, { ...(await form()), ...typed }, at(0.1));
  const [one, two] = (await getCase(w.ada, reference)).vulnerabilities;
  if (!one || !two) throw new Error("two vulnerabilities were added");
  await editVulnerability(
    w.ada,
    { ...(await form()), vulnerabilityId: one.rowId, ...writeVulnerability(one), details: word("edited") },
    at(0.2),
  );
  await removeVulnerability(
    w.ada,
    { ...(await form()), vulnerabilityId: two.rowId, reason: word("removed") },
    at(0.3),
  );
  await decideSeverity(
    w.ada,
    { ...(await form()), vulnerabilityId: one.rowId, severity: "HIGH", reason: word("severity") },
    at(0.4),
  );
  await confirmCase(w.ada, await form(), at(0.5));
  await choosePrenotify(w.ada, { ...(await form()), prenotify: "yes", reason: word("prenotify") }, at(0.5));
  await setRelease(w.ada, { ...(await form()), ...wall(24 * 7) }, at(0.5));
  const [version] = (await listVersions(w.ada, reference)).versions;
  const file = { reference, name: `${CANARY}.txt`, bytes: Buffer.from(word("bytes")) };
  const { fileId } = await uploadFile(w.ada, file, at(0.5));
  const text = { ...version?.content, impact: word("impact") };
  await saveAdvisory(w.ada, { caseId, base: 1, ...text, fileIds: [fileId] }, at(0.6));
  return { caseId, reference, vulnerabilityId: one.rowId, fileId };
}

/** Approved, and handed to the transports in turn; and another one sent back with the word in its note. */
async function tell(w: World, c: { caseId: string; reference: string }, orgs: Org[], by: Transport[]) {
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  const rows = await deliveriesOf(noticeId);
  for (const [i, d] of rows.entries()) {
    await beginDelivery(worker, d.id, at(SEND));
    await finishDelivery(worker, d.id, (mail) => handOver(by[i % by.length] as Transport, mail), at(SEND));
  }
  const another = await written(w, c, [await makeOrg(w)]);
  const { revision } = await getNotice(w.ben, c.reference, another);
  await sendBackNotice(w.ben, { noticeId: another, revision, note: word("sent back") }, at(25));
}

async function answers(w: World, c: { reference: string; vulnerabilityId: string }, org: Org) {
  const { reference } = c;
  await answerTerms(org.person, { reference, answer: "accepted", termsVersion: "curfew-1" }, at(30));
  await recordSeen(org.person, { reference }, at(30));
  await makeStatement(
    org.person,
    {
      reference,
      vulnerabilityId: c.vulnerabilityId,
      number: 0,
      state: "affected",
      note: word("note"),
      trackingId: CANARY,
    },
    at(30),
  );
  const of = { organizationId: org.id, projectId: w.projectId };
  await pauseOrganization(w.ben, { ...of, reason: word("pause"), told: word("told") }, at(31));
  const { appealId } = await writeAppeal(
    org.person,
    { projectId: w.projectId, text: word("appeal") },
    at(31),
  );
  await answerAppeal(w.ben, { appealId, answer: word("answer") }, at(31));
}

/**
 * Puts the word into every secret field of a database, and sends what leaves through the transports.
 * @returns what those who may read it get to read, by who
 */
export async function plant(transports: Transport[]): Promise<Record<string, string>> {
  const w = await makeWorld();
  const [org, gone] = [await makeOrg(w), await makeOrg(w)];
  const c = await caseOf(w);
  await tell(w, c, [org, gone], transports);
  await answers(w, c, org);
  const seen = { what: word("what"), where: word("where"), pasted: word("pasted"), broughtBy: word("who") };
  const { incidentId } = await recordIncident(
    w.ada,
    { caseId: c.caseId, ...seen, link: `https://x.example/${CANARY}`, ...wall(31), publicElsewhere: "no" },
    at(32),
  );
  await confirmIncident(w.ada, { incidentId, reason: word("finding") }, at(32));
  await withdraw(w, gone, 33, {
    reason: word("withdrawal"),
    told: word("withdrawn"),
    channels: word("channel"),
    keepCaseId: c.caseId,
    keepReason: word("kept"),
  });
  const record = { ...JSON.parse(sample("PYSEC-2025-42")), details: word("record") };
  const other = await importOsv(
    w.ada,
    { projectId: w.projectId, record: JSON.stringify(record), published: "replay" },
    at(1),
  );
  await rejectCase(
    w.ada,
    { caseId: other.caseId, revision: await revisionOf(w, other.reference), reason: word("rejected") },
    at(2),
  );
  await exceptionOf(w);
  const mail = {
    from: "a@x.example",
    to: "b@x.example",
    subject: "s",
    text: word("link"),
    html: "",
    replyTo: null,
  };
  await queueSignInMail(systemViewer("sign-in"), { ...mail, date: T0.toString() });
  await stopsAndRestores(w);
  const read = {
    ...(await plantMembers(word)),
    "a member, in the list": JSON.stringify(await listCases(w.cyd)),
    "a member, in the case": JSON.stringify(await getCase(w.cyd, c.reference)),
    "a member, in the record": JSON.stringify(await caseActivity(w.cyd, c.reference)),
    "a member, of the files": JSON.stringify(await listFiles(w.cyd, c.reference)),
    "a member, of the incident": JSON.stringify(await getIncident(w.cyd, c.reference, incidentId)),
    "a member, of the vendor": JSON.stringify(await organizationStanding(w.cyd, gone.id)),
    "the vendor, of its standing": JSON.stringify(await ownOrganization(org.person)),
    "the vendor, of the case": "",
    "the vendor, of the file": "",
  };
  await endPause(w.ben, { organizationId: org.id, projectId: w.projectId, reason: word("over") }, at(40));
  read["the vendor, of the case"] = JSON.stringify(await vendorCase(org.person, c.reference));
  const { bytes } = await openSentFile(org.person, { reference: c.reference, id: c.fileId });
  read["the vendor, of the file"] = Buffer.from(bytes).toString();
  return read;
}

/** A case of a severity that the policy does not list, with an exception that waits for a second member. */
async function exceptionOf(w: World) {
  const { caseId, reference } = await startCase(
    w.ada,
    { projectId: w.projectId, title: "t", summary: "" },
    at(0),
  );
  const form = async () => ({ caseId, revision: await revisionOf(w, reference) });
  await addVulnerability(w.ada, { ...(await form()), summary: "flaw" }, at(0.1));
  const [v] = (await getCase(w.ada, reference)).vulnerabilities;
  await decideSeverity(
    w.ada,
    { ...(await form()), vulnerabilityId: v?.rowId, severity: "LOW", reason: "by the definition" },
    at(0.2),
  );
  await confirmCase(w.ada, await form(), at(0.3));
  await proposeOverride(w.ada, { ...(await form()), wants: "yes", reason: word("exception") }, at(0.4));
}

/** What no command of a test's own can make without stopping every other. */
const stopsAndRestores = (w: World) =>
  transact(systemViewer("seed"), "write", async (ctx) => {
    const place = (table: string, row: string, column: string) => ({
      scope: "deployment",
      table,
      row,
      column,
    });
    const [stop, restore, app] = [randomUUID(), randomUUID(), randomUUID()];
    await ctx.tx.insert(authenticators).values({
      id: app,
      userId: w.ada.userId,
      secret: await ctx.seal(place("authenticators", app, "secret"), word("authenticator")),
      addedAt: ctx.realNow,
    });
    await ctx.tx.insert(sendingStops).values({
      id: stop,
      reason: await ctx.seal(place("sending_stops", stop, "reason"), word("stop")),
      at: ctx.realNow,
      endedAt: ctx.realNow,
    });
    await ctx.tx.insert(restores).values({
      id: restore,
      kind: "behind",
      foundAt: ctx.realNow,
      checkpoint: 1,
      missing: [],
      note: await ctx.seal(place("restores", restore, "note"), word("restore")),
      proposedBy: w.ada.userId,
      proposedAt: ctx.realNow,
      confirmedBy: w.ben.userId,
      confirmedAt: ctx.realNow,
    });
  });
