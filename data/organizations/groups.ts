import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { listGroups } from "@/data/organizations/queries";
import { stateNow } from "@/data/organizations/standing";
import { visibleTo } from "@/data/organizations/visibility";
import { read } from "@/data/transaction";
import { memberships, organizations } from "@/db/schema";
import { type MembershipState, membershipAt } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";

/** How many organizations of a group its page names; the directory has the others. */
export const NAMED = 50;

/**
 * The groups with how many organizations stand how in each, and the first of them by name: those that hold a place, or
 * stood in it last.
 */
export const groupsWithMembers = async (viewer: Member) => {
  const groups = await listGroups(viewer);
  const ids = groups.map((g) => g.id);
  if (ids.length === 0) return [];
  return read(viewer, async (ctx) => {
    const state = stateNow(ctx);
    // Each organization once in a group: where it stands now, or stood last.
    const newest = ctx.tx
      .selectDistinctOn([memberships.groupId, memberships.organizationId], {
        groupId: memberships.groupId,
        organizationId: memberships.organizationId,
        state: sql<MembershipState>`${state}`.as("state_now"),
        stored: memberships.state,
        pausedUntil: memberships.pausedUntil,
        lapsesAt: memberships.lapsesAt,
      })
      .from(memberships)
      .where(and(inArray(memberships.groupId, ids), inArray(memberships.projectId, [...viewer.projectIds])))
      .orderBy(
        memberships.groupId,
        memberships.organizationId,
        sql`${isNull(memberships.endedAt)} desc`,
        sql`${memberships.startedAt} desc`,
      )
      .as("newest");
    const counts = await ctx.tx
      .select({ groupId: newest.groupId, state: newest.state, count: sql<number>`count(*)::int` })
      .from(newest)
      .groupBy(newest.groupId, newest.state);
    const placed = ctx.tx
      .select({
        groupId: newest.groupId,
        organizationId: newest.organizationId,
        name: organizations.name,
        stored: newest.stored,
        pausedUntil: newest.pausedUntil,
        lapsesAt: newest.lapsesAt,
        place:
          sql<number>`row_number() over (partition by ${newest.groupId} order by lower(${organizations.name}))`.as(
            "place",
          ),
      })
      .from(newest)
      .innerJoin(organizations, eq(organizations.id, newest.organizationId))
      .where(visibleTo(viewer))
      .as("placed");
    const rows = await ctx.tx
      .select()
      .from(placed)
      .where(sql`${placed.place} <= ${NAMED}`)
      .orderBy(asc(placed.place));
    return groups.map((g) => {
      const own = counts.filter((c) => c.groupId === g.id);
      return {
        ...g,
        active: own.find((c) => c.state === "active")?.count ?? 0,
        all: own.reduce((sum, c) => sum + c.count, 0),
        members: rows
          .filter((r) => r.groupId === g.id)
          .map(({ stored, place: _, ...m }) => ({
            ...m,
            state: membershipAt({ ...m, state: stored }, ctx.now),
          })),
      };
    });
  });
};
