import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { closeCase, confirmCase, decideSeverity, rejectCase } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { uploadFile } from "@/data/files/upload";
import { recordIncident } from "@/data/incidents/commands";
import { pauseOrganization } from "@/data/memberships/pause";
import { setContactAdmin } from "@/data/organizations/own";
import { answerTerms } from "@/data/readings/commands";
import { compareAtStart } from "@/data/restores/start";
import { startSession } from "@/data/sign-in/sessions";
import { addMember } from "@/data/teams/commands";
import { tieMember } from "@/data/teams/ties";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";
import { type Persona, STATES, type State } from "@/domain/access/personas";
import { realNow } from "@/lib/clock";
import { newToken } from "@/lib/random";
import { submitted } from "@/tests/applying";
import { type Case, imported, publish, scheduled, told, written } from "@/tests/case";
import { lateContact } from "@/tests/late";
import { ofProject, withdraw } from "@/tests/membership";
import { makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy, publishingPolicy, type World, wall } from "@/tests/world";
import { type BreakInWorld, type Ids, type Tried, wordOf } from "./words";

// Run against a deployment: a case in every state, and everybody who tries, each with a session.

const WORD = "zqxbreakin";

const systemMember = systemViewer("cli");

async function main(): Promise<BreakInWorld> {
  // As every process does when it begins: without it nothing is sent.
  await compareAtStart(systemViewer("worker"));
  // Its list of members is a page that everybody reads.
  const w = await makeWorld(publishingPolicy("organizations"));
  const other = await makeProject(w, omniPolicy(), [w.cyd]);
  const orgs = {
    stranger: await makeOrg(w, { name: "Stranger Ltd" }),
    undecided: await makeOrg(w, { name: "Undecided Ltd" }),
    reader: await makeOrg(w, { name: "Reader Ltd" }),
    keeper: await makeOrg(w, { name: "Keeper Ltd" }),
    paused: await makeOrg(w, { name: "Paused Ltd" }),
    withdrawn: await makeOrg(w, { name: "Withdrawn Ltd" }),
  };
  const addressed = [orgs.undecided, orgs.reader, orgs.keeper, orgs.paused, orgs.withdrawn];
  await told(w, [orgs.stranger], { id: "OSV-OTHER-1", aliases: [] });
  const cases = {} as Record<State, Tried>;
  for (const [i, state] of STATES.entries()) {
    const change = {
      id: `OSV-BREAK-${i}`,
      aliases: [],
      summary: `${wordOf(WORD, state)} in the parser`,
    };
    cases[state] = await triedIn(w, await caseIn(w, state, addressed, change));
  }
  const late = await lateContact(w.ada, orgs.reader, 200);
  await pauseOrganization(
    w.ben,
    { ...ofProject(w, orgs.paused), reason: "a rumour", told: "Please wait." },
    at(201),
  );
  const { contactId } = orgs.keeper.person;
  await setContactAdmin(w.ada, { organizationId: orgs.keeper.id, contactId, admin: "true" }, at(201));
  const applied = await submitted(w, 200);
  const withdrawalId = await withdraw(w, orgs.withdrawn, 202);
  await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: orgs.withdrawn.id }, at(203));
  // What only time brings.
  await asOwner(
    (sql) =>
      sql`update cases set release_at = now() - interval '1 hour' where reference = ${cases.overdue.reference}`,
  );
  const slug = await slugOf(other);
  const join = async (name: string, admin: boolean) =>
    (
      await addMember(systemMember, {
        email: `${name.toLowerCase()}@breakin.example`,
        name,
        admin,
        projects: [slug],
      })
    ).userId as string;
  const people: Record<Persona, string | null> = {
    nobody: null,
    mailbox: w.ada.userId,
    stranger: orgs.stranger.person.userId,
    undecided: orgs.undecided.person.userId,
    reader: orgs.reader.person.userId,
    keeper: orgs.keeper.person.userId,
    late: late.userId,
    paused: orgs.paused.person.userId,
    withdrawn: orgs.withdrawn.person.userId,
    applicant: applied.applicant.userId,
    foreign: await join("Foreign", false),
    recused: w.cyd.userId,
    member: w.ben.userId,
    admin: await join("Admin", true),
  };
  const cookies = {} as Record<Persona, string>;
  for (const [persona, userId] of Object.entries(people) as [Persona, string | null][])
    cookies[persona] = userId ? await cookieOf(userId, persona !== "mailbox") : "";
  const [one] = await asOwner(
    (sql) => sql<Ids[]>`
      select m.id as "membershipId", m.group_id as "groupId", c.id as "contactId"
      from memberships m join contacts c on c.organization_id = m.organization_id
      where m.organization_id = ${orgs.reader.id} limit 1`,
  );
  const shared: Ids = {
    ...one,
    projectId: w.projectId,
    slug: await slugOf(w.projectId),
    organizationId: orgs.reader.id,
    userId: w.ben.userId,
    withdrawalId,
    applicationId: applied.id,
  };
  return { word: WORD, cookies, cases, shared };
}

async function slugOf(projectId: string): Promise<string> {
  const [row] = await asOwner(
    (sql) => sql<{ slug: string }[]>`select slug from projects where id = ${projectId}`,
  );
  return row?.slug ?? "";
}

async function cookieOf(userId: string, proved: boolean): Promise<string> {
  const token = newToken();
  await transact(systemViewer("sign-in"), "write", (ctx) =>
    startSession(ctx, userId, token, { name: "A browser", deviceToken: token }, proved ? realNow() : null),
  );
  return `curfew-session=${token}`;
}

/** A case brought into a state by the commands that bring cases there. */
async function caseIn(
  w: World,
  state: State,
  orgs: Parameters<typeof told>[1],
  change: Record<string, unknown>,
): Promise<Case> {
  const form = async (c: Case) => ({
    caseId: c.caseId,
    revision: (await getCase(w.ada, c.reference)).revision,
  });
  if (state === "triaging" || state === "rejected" || state === "confirmed") {
    const c = await imported(w, undefined, change);
    if (state === "rejected") await rejectCase(w.ada, { ...(await form(c)), reason: "no flaw" }, at(0.1));
    if (state !== "confirmed") return c;
    const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
    const severity = { vulnerabilityId: v?.rowId, severity: "HIGH", reason: "by the definitions" };
    await decideSeverity(w.ada, { ...(await form(c)), ...severity }, at(0.1));
    await confirmCase(w.ada, await form(c), at(0.2));
    return c;
  }
  if (state === "scheduled") return scheduled(w, change);
  const c = await told(w, orgs, change, (made) => withFile(w, made, wordOf(WORD, state)));
  const { reference } = c;
  // The first of them never answers.
  for (const org of orgs.slice(1))
    await answerTerms(org.person, { reference, answer: "accepted", termsVersion: "curfew-1" }, at(30));
  if (state === "public" || state === "closed") await publish(w, c);
  if (state === "closed") await closeCase(w.ada, { ...(await form(c)), reason: "done" }, at(300));
  return c;
}

/** A patch of the case, in the version of the advisory that goes out. */
async function withFile(w: World, c: Case, word: string): Promise<void> {
  const bytes = new TextEncoder().encode(`--- a\n+++ b\n+${word}\n`);
  const { fileId } = await uploadFile(w.ada, { reference: c.reference, name: "fix.patch", bytes }, at(0.5));
  const [version] = (await listVersions(w.ada, c.reference)).versions;
  await saveAdvisory(
    w.ada,
    { caseId: c.caseId, base: version?.number, ...version?.content, fileIds: [fileId] },
    at(0.6),
  );
}

/** The case with ids of everything that hangs on it: a notice and an incident where its state takes them. */
async function triedIn(w: World, c: Case): Promise<Tried> {
  const org = await makeOrg(w);
  const noticeId = await written(w, c, [org]).catch(() => "");
  const incidentId = await recordIncident(
    w.ada,
    {
      caseId: c.caseId,
      what: "seen",
      where: "a list",
      pasted: "",
      broughtBy: "somebody",
      link: "",
      ...wall(31),
      publicElsewhere: "no",
    },
    at(32),
  ).then(
    (r) => String(r["incidentId"]),
    () => "",
  );
  const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
  const rows = await asOwner(
    (sql) => sql<{ n: string | null; v: string; f: string | null }[]>`
      select (select id from notices where case_id = ${c.caseId} limit 1) as n,
        (select id from advisory_versions where case_id = ${c.caseId} order by number desc limit 1) as v,
        (select id from case_files where case_id = ${c.caseId} limit 1) as f`,
  );
  return {
    reference: c.reference,
    ids: {
      caseId: c.caseId,
      reference: c.reference,
      typedReference: c.reference,
      vulnerabilityId: v?.rowId ?? "",
      noticeId: noticeId || rows[0]?.n || "",
      incidentId,
      versionId: rows[0]?.v ?? "",
      fileId: rows[0]?.f ?? "",
    },
  };
}

process.stdout.write(`${JSON.stringify(await main())}\n`);
await disconnect();
