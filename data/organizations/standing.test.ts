import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { addOrganization } from "@/data/organizations/commands";
import { exportDirectory } from "@/data/organizations/export";
import { groupsWithMembers, NAMED } from "@/data/organizations/groups";
import { listOrganizations, PAGE } from "@/data/organizations/queries";
import { LACKS, STANDINGS, stateNow } from "@/data/organizations/standing";
import { read, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { contacts, memberships, organizations } from "@/db/schema";
import { isCurrent, MEMBERSHIP_STATES, membershipAt } from "@/domain/organization/membership";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, T0, type World } from "@/tests/world";

const seed = systemViewer("seed");
// Pages read the real time, so that these lie safely before and after it.
const [PAST, FUTURE] = [T0.subtract({ hours: 24 * 2000 }), T0.add({ hours: 24 * 5000 })];

/** Organizations with one membership each, in every state and with every time that may have run out. */
async function everyState(w: World): Promise<void> {
  for (const state of MEMBERSHIP_STATES)
    for (const lapsesAt of [null, PAST, FUTURE])
      for (const pausedUntil of state === "paused" ? [PAST, FUTURE] : [null]) {
        const [made] = await transact(seed, "write", ({ tx }) =>
          tx
            .insert(organizations)
            .values({ teamId: w.teamId, name: `${state} ${lapsesAt} ${pausedUntil}`, createdAt: T0 })
            .returning(),
        );
        await transact(seed, "write", ({ tx }) =>
          tx.insert(memberships).values({
            organizationId: made?.id ?? "",
            projectId: w.projectId,
            groupId: w.groupId,
            state,
            lapsesAt,
            pausedUntil,
            startedAt: PAST,
            endedAt: isCurrent(state) ? null : PAST,
          }),
        );
      }
}

describe("the directory", () => {
  test("finds in SQL the state that the domain derives from the clock, for every state and time", async () => {
    const w = await makeWorld();
    await everyState(w);
    await read(w.ada, async (ctx) => {
      const rows = await ctx.tx
        .select({ m: memberships, state: stateNow(ctx) })
        .from(memberships)
        .where(eq(memberships.projectId, w.projectId));
      expect(rows).toHaveLength(24);
      for (const { m, state } of rows) expect(state, JSON.stringify(m)).toBe(membershipAt(m, ctx.now));
    });
  });

  test("filters by the standing and the gaps that it shows, each organization under exactly one standing", async () => {
    const w = await makeWorld();
    await everyState(w);
    const both = await makeOrg(w, { groupIds: [w.groupId, w.otherGroupId] });
    await asOwner(
      (sql) =>
        sql`update memberships set state = 'left', ended_at = ${T0.toString()} where id = ${both.membershipIds[0] ?? ""}`,
    );
    await makeOrg(w, { state: "none", contact: "proposed" });
    await makeOrg(w, { state: "left", contact: "none" });
    const { organizations: all } = await listOrganizations(w.ada);
    for (const standing of STANDINGS) {
      const found = await listOrganizations(w.ada, { standing });
      const expected = all.filter((o) => o.standing === standing).map((o) => o.name);
      expect(
        found.organizations.map((o) => o.name),
        standing,
      ).toEqual(expected);
      expect(found).toMatchObject({ all: all.length, found: expected.length });
    }
    for (const lacks of LACKS)
      expect(
        (await listOrganizations(w.ada, { lacks })).organizations.map((o) => o.name),
        lacks,
      ).toEqual(all.filter((o) => o.lacks.includes(lacks)).map((o) => o.name));
    const inGroup = await listOrganizations(w.ada, { groupId: w.otherGroupId });
    expect(inGroup.organizations.map((o) => o.id)).toEqual([both.id]);
  });

  test("comes a page at a time, every organization on one page, and a page beyond the last is the last", async () => {
    const w = await makeWorld();
    await transact(seed, "write", ({ tx }) =>
      tx.insert(organizations).values(
        Array.from({ length: PAGE * 2 + 1 }, (_, i) => ({
          teamId: w.teamId,
          name: `Org ${String(i).padStart(3, "0")}`,
          createdAt: T0,
        })),
      ),
    );
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await listOrganizations(w.ada, {}, page));
    expect(pages.map((p) => p.organizations.length)).toEqual([PAGE, PAGE, 1]);
    const names = pages.flatMap((p) => p.organizations.map((o) => o.name));
    expect(names).toEqual([...new Set(names)].sort());
    expect(await listOrganizations(w.ada, {}, 99)).toMatchObject({ page: 3, pages: 3, found: 101 });
    expect(await listOrganizations(w.ada, {}, Number.NaN)).toMatchObject({ page: 1 });
  });

  test("names the first of a group alone, and counts them all", async () => {
    const w = await makeWorld();
    await transact(seed, "write", async ({ tx }) => {
      const made = await tx
        .insert(organizations)
        .values(
          Array.from({ length: NAMED + 5 }, (_, i) => ({
            teamId: w.teamId,
            name: `Org ${i}`,
            createdAt: T0,
          })),
        )
        .returning();
      await tx.insert(memberships).values(
        made.map((o, i) => ({
          organizationId: o.id,
          projectId: w.projectId,
          groupId: w.groupId,
          state: "active" as const,
          lapsesAt: i === 0 ? PAST : null,
          startedAt: PAST,
        })),
      );
    });
    const [group, other] = await groupsWithMembers(w.ada);
    expect(group).toMatchObject({ active: NAMED + 4, all: NAMED + 5 });
    expect(group?.members).toHaveLength(NAMED);
    expect(other).toMatchObject({ active: 0, all: 0, members: [] });
    const { ada: stranger } = await makeWorld();
    expect((await groupsWithMembers(stranger)).flatMap((g) => g.members)).toEqual([]);
  });
});

describe("an export of the directory", () => {
  test("holds what the filter finds with role addresses alone, runs no formula, and is on record", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { name: "Kestrel" });
    await addOrganization(w.ada, { name: "=HYPERLINK(1)" });
    const { text, count } = await exportDirectory(w.ada, {});
    expect(count).toBe(2);
    expect(text).toContain(`"Kestrel","","","`);
    expect(text).toContain(`"Distributors","active","2027-01-04T09:00:00Z","2","${org.address}"`);
    expect(text).toContain(`"'=HYPERLINK(1)"`);
    expect(text).not.toContain("person@");
    expect((await exportDirectory(w.ada, { search: org.address })).count).toBe(1);
    const entries = await asOwner(
      (sql) =>
        sql`select facts->>'count' as count from audit_entries where action = 'directory.exported' and actor_id = ${w.ada.userId} order by real_at`,
    );
    expect(entries.map((e) => e["count"])).toEqual(["2", "1"]);
  });

  test("is refused to contacts, and shows a stranger nothing", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await transact(seed, "write", ({ tx }) =>
      tx.update(contacts).set({ admin: true }).where(eq(contacts.id, org.person.contactId)),
    );
    await expect(exportDirectory(org.person, {})).rejects.toMatchObject({ code: "not_found" });
    const { ada: stranger } = await makeWorld();
    expect(await exportDirectory(stranger, {})).toMatchObject({ count: 0 });
  });
});
