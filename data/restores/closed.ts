import { and, eq, isNull } from "drizzle-orm";
import { activeAt } from "@/data/cases/visibility";
import type { Ctx } from "@/data/transaction";
import { memberships, organizations } from "@/db/schema";
import { closedByMissing, type Missing, type OfProject } from "@/domain/restore";

/** The organizations that what is missing closed out of a project, and that are active in it again. */
export async function closedAndActive(
  ctx: Ctx,
  missing: readonly Missing[],
): Promise<(OfProject & { name: string })[]> {
  const active: (OfProject & { name: string })[] = [];
  for (const { organizationId, projectId } of closedByMissing(missing)) {
    const [row] = await ctx.tx
      .select({ name: organizations.name })
      .from(memberships)
      .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          eq(memberships.projectId, projectId),
          isNull(memberships.endedAt),
          activeAt(ctx),
        ),
      )
      .limit(1);
    if (row) active.push({ organizationId, projectId, name: row.name });
  }
  return active;
}
