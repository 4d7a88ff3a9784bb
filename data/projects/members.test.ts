import { describe, expect, test } from "vitest";
import { caseActivity, organizationActivity } from "@/data/activity/queries";
import { listVersions } from "@/data/advisories/queries";
import { confirmCase } from "@/data/cases/commands";
import { importOsv } from "@/data/cases/import";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { startCase } from "@/data/cases/start";
import { addVulnerability } from "@/data/cases/vulnerabilities";
import { today } from "@/data/duties/queries";
import { approveNotice } from "@/data/notices/approval";
import { getNotice, listNotices } from "@/data/notices/queries";
import { getOrganization, listGroups, listOrganizations } from "@/data/organizations/queries";
import { addProject } from "@/data/projects/commands";
import { addProjectMember, endProjectMember } from "@/data/projects/members";
import { getProject, listProjects } from "@/data/projects/queries";
import { inbox } from "@/data/readings/queries";
import { readinessBoard } from "@/data/statements/readiness";
import { addMember } from "@/data/teams/commands";
import { getTeam } from "@/data/teams/queries";
import { read } from "@/data/transaction";
import { auditEntries } from "@/db/schema";
import { approve, imported, scheduled, told, written } from "@/tests/case";
import { lateContact } from "@/tests/late";
import { again, asAdmin, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy, omniSource, sample, worker } from "@/tests/world";

const absent = { code: "not_found", message: "Not found." };

/** Ada and Cyd work on the first project, Ben and Cyd on the second; Ada is an admin, Ben a stranger to the first. */
async function twoProjects() {
  const w = await makeWorld();
  const second = await makeProject(w, omniPolicy(), [w.ben, w.cyd]);
  const admin = await asAdmin(w.ada);
  await endProjectMember(admin, { projectId: w.projectId, userId: w.ben.userId }, at(0));
  return { ...w, ada: admin, second, stranger: await again(w.ben) };
}

describe("a member of another project of the same team learns nothing of a case", () => {
  test("not in a list, nor by its reference, in any page or form: as if it had never been", async () => {
    const w = await twoProjects();
    const org = await makeOrg(w);
    const c = await told({ ...w, ben: w.cyd }, [org]);
    const { revision } = await getCase(w.ada, c.reference);
    const tries = [
      () => getCase(w.stranger, c.reference),
      () => listVersions(w.stranger, c.reference),
      () => listNotices(w.stranger, c.reference),
      () => getNotice(w.stranger, c.reference, c.noticeId),
      () => readinessBoard(w.stranger, c.reference),
      () => caseActivity(w.stranger, c.reference),
      () => confirmCase(w.stranger, { caseId: c.caseId, revision }),
      () => addVulnerability(w.stranger, { caseId: c.caseId, revision, summary: "x" }),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(absent);
    expect((await listCases(w.stranger)).cases).toEqual([]);
  });

  test("and opens none by a contact that they admit: it waits for a second member of that project", async () => {
    const w = await twoProjects();
    const org = await makeOrg(w);
    const c = await told({ ...w, ben: w.cyd }, [org]);
    const late = await lateContact(w.stranger, org, 30);
    expect((await inbox(late)).items).toEqual([]);
    expect((await inbox(org.person)).items.map((i) => i.reference)).toEqual([c.reference]);
    const held = (await caseActivity(w.ada, c.reference)).entries.filter((e) => e.code === "delivery.held");
    expect(held.map((e) => e.actor)).toEqual([w.stranger.name]);
  });

  test("not on Today, nor in groups, policies or the choice of a project", async () => {
    const w = await twoProjects();
    await imported(w);
    const { groups, cases, upcoming } = await today(w.stranger);
    expect({ groups, cases, upcoming }).toEqual({ groups: [], cases: 0, upcoming: [] });
    expect(await listGroups(w.stranger)).toEqual([]);
    expect((await listProjects(w.stranger)).map((p) => p.id)).toEqual([w.second]);
    const [first] = await listProjects(w.ada);
    await expect(getProject(w.stranger, first?.slug ?? "")).rejects.toMatchObject(absent);
    const input = { projectId: w.projectId, record: sample("PYSEC-2025-42"), published: "replay" };
    await expect(importOsv(w.stranger, input, at(0))).rejects.toMatchObject({ code: "invalid" });
    await expect(startCase(w.stranger, { projectId: w.projectId, title: "t" })).rejects.toMatchObject({
      fields: { projectId: "Choose one of the list." },
    });
  });

  test("an organization's page shows its name and contacts, and neither its memberships nor what happened there", async () => {
    const w = await twoProjects();
    const org = await makeOrg(w);
    const c = await told({ ...w, ben: w.cyd }, [org]);
    const own = await getOrganization(w.ada, org.id);
    expect(own.memberships).toHaveLength(1);
    const seen = await getOrganization(w.stranger, org.id);
    expect(seen.contacts.map((k) => k.email)).toEqual(own.contacts.map((k) => k.email));
    expect(seen.memberships).toEqual([]);
    const [listed] = (await listOrganizations(w.stranger)).organizations.filter((o) => o.id === org.id);
    expect(listed?.memberships).toEqual([]);
    const mine = (await organizationActivity(w.ada, org.id)).entries;
    expect(mine.some((e) => e.reference === c.reference)).toBe(true);
    const theirs = (await organizationActivity(w.stranger, org.id)).entries;
    expect(theirs.filter((e) => "caseId" in e.facts || "projectId" in e.facts)).toEqual([]);
  });
});

describe("membership of a project", () => {
  test("that ended holds on the next read, and that began too", async () => {
    const w = await twoProjects();
    const c = await imported(w);
    expect((await getCase(w.cyd, c.reference)).id).toBe(c.caseId);
    await endProjectMember(w.ada, { projectId: w.projectId, userId: w.cyd.userId }, at(1));
    await expect(getCase(await again(w.cyd), c.reference)).rejects.toMatchObject(absent);
    await addProjectMember(w.ada, { projectId: w.projectId, userId: w.cyd.userId }, at(2));
    expect((await getCase(await again(w.cyd), c.reference)).id).toBe(c.caseId);
  });

  test("is kept with who began and ended it, and each change stands in the project's record", async () => {
    const w = await twoProjects();
    await addProjectMember(w.ada, { projectId: w.projectId, userId: w.ben.userId }, at(1));
    const rows = await asOwner(
      (sql) =>
        sql`select ended_by, added_by from project_members where project_id = ${w.projectId} and user_id = ${w.ben.userId} order by started_at`,
    );
    expect(rows).toMatchObject([{ ended_by: w.ada.userId }, { ended_by: null, added_by: w.ada.userId }]);
    const entries = await read(worker, (ctx) =>
      ctx.tx.select().from(auditEntries).orderBy(auditEntries.sequence),
    );
    expect(entries.filter((e) => e.streamId === w.projectId).map((e) => e.action)).toEqual([
      "project.member_ended",
      "project.member_added",
    ]);
  });

  test("is for admins to change: to others, and to admins of another team, the command does not exist", async () => {
    const w = await twoProjects();
    const other = await makeWorld();
    const otherAdmin = await asAdmin(other.ada);
    const input = { projectId: w.projectId, userId: w.cyd.userId };
    for (const who of [w.cyd, w.stranger, otherAdmin]) {
      await expect(endProjectMember(who, input)).rejects.toMatchObject(absent);
      await expect(addProjectMember(who, input)).rejects.toMatchObject(absent);
    }
    await expect(
      addProjectMember(w.ada, { projectId: w.projectId, userId: other.ben.userId }),
    ).rejects.toMatchObject({ fields: { userId: "Choose one of the list." } });
  });

  test("never leaves a project without anybody, also when two are ended at the same moment", async () => {
    const w = await twoProjects();
    const end = (userId: string) => endProjectMember(w.ada, { projectId: w.projectId, userId }, at(1));
    // Both are on their way while a third holds one of the rows; then they run into one another.
    const answers = await asOwner((sql) =>
      sql.begin(async (held) => {
        await held`select 1 from project_members where project_id = ${w.projectId} and user_id = ${w.ada.userId} and ended_at is null for update`;
        const both = Promise.allSettled([end(w.ada.userId), end(w.cyd.userId)]);
        await new Promise((done) => setTimeout(done, 400));
        return { both };
      }),
    ).then(({ both }) => both);
    expect(answers.map((a) => a.status).sort()).toEqual(["fulfilled", "rejected"]);
    const project = (await getTeam(w.ada)).projects.find((p) => p.id === w.projectId);
    expect(project?.members).toHaveLength(1);
    const left = project?.members[0]?.userId ?? "";
    await expect(end(left)).rejects.toThrow("would be left without anybody");
  });

  test("an admin who works on no project sees none of its cases", async () => {
    const w = await twoProjects();
    const c = await imported(w);
    await endProjectMember(w.ada, { projectId: w.projectId, userId: w.ada.userId }, at(1));
    await expect(getCase(await again(w.ada), c.reference)).rejects.toMatchObject(absent);
  });
});

test("whoever may approve is a member of that project: the others are not named, and cannot", async () => {
  const w = await twoProjects();
  const org = await makeOrg(w);
  const c = await scheduled(w);
  const noticeId = await written(w, c, [org]);
  const n = await getNotice(w.ada, c.reference, noticeId);
  expect(n.approval.others).toEqual(["Cyd"]);
  expect((await getCase(w.ada, c.reference)).members.map((m) => m.name)).toEqual(["Ada", "Cyd"]);
  const input = { noticeId, revision: n.revision, versionId: n.version?.id };
  await expect(approveNotice(w.ada, input)).rejects.toThrow("Ask Cyd.");
  await expect(approveNotice(w.stranger, input)).rejects.toMatchObject(absent);
  await approve(w, c, noticeId, w.cyd);
});

describe("on the terminal", () => {
  const operator = worker;
  const unique = () => Math.random().toString(36).slice(2, 10);

  test("a project begins with the members that are named, and is refused for a stranger", async () => {
    const [team] = await asOwner((sql) => sql`select id from teams order by created_at limit 1`);
    if (!team) await makeWorld();
    const email = `eve-${unique()}@team.example`;
    const { userId } = await addMember(operator, { email, name: "Eve", projects: [] });
    const preset = {
      slug: `s-${unique()}`,
      name: "S",
      prefix: `S${unique().toUpperCase()}`,
      source: omniSource(),
    };
    await expect(addProject(operator, { ...preset, members: ["nobody@team.example"] })).rejects.toThrow(
      "nobody@team.example is no member of the team",
    );
    const { projectId } = await addProject(operator, { ...preset, members: [email.toUpperCase()] });
    const rows = await asOwner(
      (sql) => sql`select user_id from project_members where project_id = ${projectId}`,
    );
    expect(rows).toMatchObject([{ user_id: userId }]);
  });

  test("a new member joins every project of that moment, or those that are named; one who is a member joins what is named", async () => {
    const preset = {
      slug: `s-${unique()}`,
      name: "S",
      prefix: `S${unique().toUpperCase()}`,
      source: omniSource(),
    };
    const first = `fay-${unique()}@team.example`;
    await addMember(operator, { email: first, name: "Fay", projects: [] });
    const { projectId } = await addProject(operator, { ...preset, members: [first] });
    const on = async (userId: string) =>
      (await asOwner((sql) => sql`select project_id from project_members where user_id = ${userId}`)).map(
        (r) => r["project_id"],
      );
    const all = await addMember(operator, { email: `gus-${unique()}@team.example`, name: "Gus" });
    expect(await on(all.userId)).toContain(projectId);
    const email = `hal-${unique()}@team.example`;
    const none = await addMember(operator, { email, name: "Hal", projects: [] });
    expect(await on(none.userId)).toEqual([]);
    await addMember(operator, { email, projects: [preset.slug] });
    expect(await on(none.userId)).toEqual([projectId]);
    await expect(addMember(operator, { email, projects: [preset.slug] })).rejects.toThrow("already");
    await expect(addMember(operator, { email, projects: ["no-such"] })).rejects.toMatchObject({
      fields: { projects: "There is no project no-such." },
    });
  });
});
