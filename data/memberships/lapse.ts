import { and, eq, gt, isNull, lte, or } from "drizzle-orm";
import { addChange } from "@/data/memberships/history";
import { entryOf } from "@/data/memberships/lock";
import type { Ctx } from "@/data/transaction";
import { memberships } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decideMembership } from "@/domain/organization/membership";

/** Memberships that hold a place at this moment: what lapsed holds none, whether or not it was recorded yet. */
export const holdsPlace = (ctx: Ctx) =>
  and(isNull(memberships.endedAt), or(isNull(memberships.lapsesAt), gt(memberships.lapsesAt, ctx.now)));

/** Those whose time ran out and whose end is not recorded yet. */
export const unrecordedLapse = (ctx: Ctx) =>
  and(isNull(memberships.endedAt), lte(memberships.lapsesAt, ctx.now));

type Row = typeof memberships.$inferSelect;

/** Records that a membership ended because nobody reviewed it in time, as of the instant at which it did. */
export async function recordLapse(ctx: Ctx, row: Row): Promise<AuditEvent[]> {
  const lapsed = decideMembership(row, { type: "lapse" }, ctx.now);
  if (!lapsed.ok) return [];
  await ctx.tx
    .update(memberships)
    .set({ ...lapsed.next, endedAt: row.lapsesAt })
    .where(eq(memberships.id, row.id));
  await addChange(ctx, {
    membershipId: row.id,
    state: "lapsed",
    reason: "Nobody reviewed it in time",
    by: null,
    at: row.lapsesAt ?? ctx.now,
  });
  return [entryOf(row, "membership.lapsed", { membershipId: row.id })];
}

/** What lapsed in a group and was not recorded yet stands in the way of nobody's return. */
export async function endLapsed(ctx: Ctx, organizationId: string, groupId: string): Promise<AuditEvent[]> {
  const [row] = await ctx.tx
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.groupId, groupId),
        unrecordedLapse(ctx),
      ),
    )
    .for("update");
  return row ? recordLapse(ctx, row) : [];
}
