import { and, eq, inArray } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { groups, projects } from "@/db/schema";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** A group of the member's projects; hidden and absent are the same answer. */
export async function groupOf(ctx: Ctx<Member>, id: string) {
  if (!isId(id)) throw notFound();
  const [group] = await ctx.tx
    .select({ id: groups.id, name: groups.name, projectId: groups.projectId, project: projects.name })
    .from(groups)
    .innerJoin(projects, eq(projects.id, groups.projectId))
    .where(and(eq(groups.id, id), inArray(groups.projectId, [...ctx.viewer.projectIds])));
  if (!group) throw notFound();
  return group;
}
