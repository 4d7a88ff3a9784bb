import { expect, test } from "vitest";
import { erasePerson } from "@/data/persons/commands";
import { exportPerson } from "@/data/persons/export";
import { publicPolicy } from "@/data/policies/public";
import { endProjectMember } from "@/data/projects/members";
import { nameMe } from "@/data/projects/naming";
import { read } from "@/data/transaction";
import { publicViewer, systemViewer } from "@/data/viewer";
import { auditEntries } from "@/db/schema";
import { asAdmin, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeWorld, omniPolicy, type World, worker } from "@/tests/world";

const absent = { code: "not_found", message: "Not found." };

async function teamOf(w: World): Promise<readonly string[]> {
  const [row] = await asOwner((sql) => sql`select slug from projects where id = ${w.projectId}`);
  return (await publicPolicy(publicViewer(), String(row?.["slug"]))).team;
}

test("the public page names who agreed, as they typed it, and nobody else", async () => {
  const w = await makeWorld();
  expect(await teamOf(w)).toEqual([]);
  await nameMe(w.ada, { projectId: w.projectId, namedAs: "  Ada L. " });
  expect(await teamOf(w)).toEqual(["Ada L."]);
  await nameMe(w.ben, { projectId: w.projectId, namedAs: "Ben" });
  await nameMe(w.ada, { projectId: w.projectId, namedAs: "" });
  expect(await teamOf(w)).toEqual(["Ben"]);
});

test("each change stands in the project's record, without the name", async () => {
  const w = await makeWorld();
  await nameMe(w.ada, { projectId: w.projectId, namedAs: "Ada of Somewhere" });
  const entries = (await read(worker, (ctx) => ctx.tx.select().from(auditEntries))).filter(
    (e) => e.streamId === w.projectId && e.action === "project.member_named",
  );
  expect(entries).toMatchObject([{ facts: { userId: w.ada.userId, named: true } }]);
  expect(JSON.stringify(entries)).not.toContain("Somewhere");
});

test("a member who left is not named any more, and cannot agree again", async () => {
  const w = await makeWorld();
  await nameMe(w.cyd, { projectId: w.projectId, namedAs: "Cyd" });
  await endProjectMember(await asAdmin(w.ada), { projectId: w.projectId, userId: w.cyd.userId }, at(1));
  expect(await teamOf(w)).toEqual([]);
  await expect(nameMe(w.cyd, { projectId: w.projectId, namedAs: "Cyd" })).rejects.toMatchObject(absent);
});

test("an erasure takes the name away, also from a membership that ended, and an export holds it", async () => {
  const w = await makeWorld();
  await nameMe(w.cyd, { projectId: w.projectId, namedAs: "Cyd of Somewhere" });
  const operator = systemViewer("cli");
  expect((await exportPerson(operator, { address: w.cyd.email })).json).toContain("Cyd of Somewhere");
  await asOwner(async (sql) => {
    await sql`update team_members set ended_at = now() where user_id = ${w.cyd.userId}`;
    await sql`update project_members set ended_at = now() where user_id = ${w.cyd.userId}`;
  });
  await erasePerson(operator, { address: w.cyd.email });
  const rows = await asOwner(
    (sql) => sql`select named_as from project_members where user_id = ${w.cyd.userId}`,
  );
  expect(rows).toMatchObject([{ named_as: null }]);
});

test("a project that the member does not work on does not exist for them", async () => {
  const [w, other] = [await makeWorld(), await makeWorld()];
  const second = await makeProject(w, omniPolicy(), [w.ben]);
  for (const projectId of [other.projectId, second])
    await expect(nameMe(w.ada, { projectId, namedAs: "Ada" })).rejects.toMatchObject(absent);
  await expect(nameMe(publicViewer(), { projectId: w.projectId, namedAs: "A" })).rejects.toMatchObject(
    absent,
  );
});

test.each(["x".repeat(81), "12", "…", "Ada\u202enimda", "A\u200bda", "Ada\nBen"])(
  "a name is no %j",
  async (namedAs) => {
    const w = await makeWorld();
    await expect(nameMe(w.ada, { projectId: w.projectId, namedAs })).rejects.toMatchObject({
      fields: { namedAs: expect.any(String) },
    });
    expect(await teamOf(w)).toEqual([]);
  },
);
