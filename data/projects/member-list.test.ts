import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { leaveProject, pauseOrganization } from "@/data/memberships/pause";
import { memberList } from "@/data/projects/member-list";
import { read } from "@/data/transaction";
import { publicViewer } from "@/data/viewer";
import { withdraw } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, publishingPolicy, T0, type World } from "@/tests/world";

const publishing = (list: Parameters<typeof publishingPolicy>[0]) => makeWorld(publishingPolicy(list));

async function slugOf(w: World): Promise<string> {
  const [row] = await asOwner((q) => q`select slug from projects where id = ${w.projectId}`);
  return String(row?.["slug"]);
}
const listed = async (w: World) => memberList(publicViewer(), await slugOf(w));
/** What the public may read of the list by SQL of its own. */
const bySql = (w: World) =>
  read(publicViewer(), async (ctx) => [
    ...(await ctx.tx.execute(sql`select name from published_members where project_id = ${w.projectId}`)),
  ]);

describe("the member list of a project (P32)", () => {
  test("is published where the policy in force says so, by name and date, and never an address", async () => {
    for (const list of ["organizations", "organizationsAndAliases"] as const) {
      const w = await publishing(list);
      const org = await makeOrg(w, { name: "Kestrel", groupIds: [w.groupId, w.otherGroupId] });
      await makeOrg(w, { name: "Waiting", state: "accepted" });
      const found = await listed(w);
      expect(found.members).toEqual([{ name: "Kestrel", since: T0 }]);
      expect(found.changes).toEqual([{ name: "Kestrel", what: "joined", at: T0 }]);
      expect(JSON.stringify(found)).not.toContain(org.address);
    }
  });

  test("is absent where the policy says none or nothing, and raw SQL of the public finds nothing there", async () => {
    for (const list of ["none", null] as const) {
      const w = await publishing(list);
      await makeOrg(w);
      await expect(listed(w)).rejects.toMatchObject({ code: "not_found" });
      expect(await bySql(w)).toEqual([]);
    }
    const silent = await makeWorld();
    await makeOrg(silent);
    await expect(listed(silent)).rejects.toMatchObject({ code: "not_found" });
    expect(await bySql(silent)).toEqual([]);
    await expect(memberList(publicViewer(), "no-such-project")).rejects.toMatchObject({ code: "not_found" });
  });

  test("goes by the newest version whose instant has come, and by no later one", async () => {
    const w = await publishing("organizations");
    await makeOrg(w, { name: "Kestrel" });
    const version = (number: number, effective: string, list: string) =>
      asOwner(
        (q) => q`insert into project_policies (project_id, number, document, effective_at, adopted_at)
          select project_id, ${number}, jsonb_set(document, '{transparency,memberList}', to_jsonb(${list}::text)),
            ${effective}, ${T0.toString()} from project_policies where project_id = ${w.projectId} and number = 1`,
      );
    await version(2, "2999-01-01T00:00:00Z", "none");
    expect((await listed(w)).members).toHaveLength(1);
    expect(await bySql(w)).toHaveLength(1);
    await version(3, "2020-01-01T00:00:00Z", "none");
    await expect(listed(w)).rejects.toMatchObject({ code: "not_found" });
    expect(await bySql(w)).toEqual([]);
  });

  test("shows no pause and no reason: a member that was withdrawn left as any other", async () => {
    const w = await publishing("organizations");
    const [paused, left, gone] = [
      await makeOrg(w, { name: "Paused" }),
      await makeOrg(w, { name: "Left" }),
      await makeOrg(w, { name: "Gone" }),
    ];
    const of = { projectId: w.projectId, reason: "a reason" };
    await pauseOrganization(w.ada, { ...of, organizationId: paused.id, told: "a rumour" }, at(1));
    await leaveProject(w.ada, { ...of, organizationId: left.id }, at(2));
    await withdraw(w, gone, 3);
    const { members, changes } = await listed(w);
    expect(members.map((m) => m.name)).toEqual(["Paused"]);
    expect(changes.filter((c) => c.what === "left").map((c) => c.name)).toEqual(["Gone", "Left"]);
    const keys = new Set(changes.flatMap((c) => Object.keys(c)));
    expect([...keys].sort()).toEqual(["at", "name", "what"]);
  });

  test("keeps from every viewer of a database session what no policy publishes", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    for (const viewer of [w.ada, org.person, publicViewer()])
      expect([
        ...(await read(viewer, (ctx) =>
          ctx.tx.execute(sql`select 1 from published_members where project_id = ${w.projectId}`),
        )),
      ]).toEqual([]);
  });
});
