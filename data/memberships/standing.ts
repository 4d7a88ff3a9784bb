import { and, asc, inArray } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { memberships } from "@/db/schema";
import { type MembershipState, membershipAt } from "@/domain/organization/membership";

/**
 * How organizations stand in projects at this moment: the best current membership of each, else how its last one
 * ended; null for one that never had any.
 */
export async function standingIn(
  ctx: Ctx,
  projectIds: readonly string[],
  organizationIds: readonly string[],
): Promise<(projectId: string, organizationId: string) => MembershipState | null> {
  const rows = await ctx.tx
    .select()
    .from(memberships)
    .where(
      and(inArray(memberships.projectId, projectIds), inArray(memberships.organizationId, organizationIds)),
    )
    .orderBy(asc(memberships.startedAt));
  return (projectId, organizationId) => {
    const states = rows
      .filter((m) => m.projectId === projectId && m.organizationId === organizationId)
      .map((m) => membershipAt(m, ctx.now));
    return states.find((s) => s === "active") ?? states.find((s) => s === "paused") ?? states.at(-1) ?? null;
  };
}
