import { and, eq, inArray, ne } from "drizzle-orm";
import type { ApplicationRow } from "@/data/applications/places";
import type { Ctx } from "@/data/transaction";
import { applications, groups } from "@/db/schema";
import type { Applicant, Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** An applicant sees their own. A member sees those of their projects once they were submitted: a draft is nobody else's. */
export const visibleTo = (viewer: Member | Applicant) =>
  viewer.kind === "member"
    ? and(inArray(applications.projectId, [...viewer.projectIds]), ne(applications.state, "draft"))
    : eq(applications.userId, viewer.userId);

/** The application, locked against a second change; hidden and absent are the same answer. */
export async function lockApplication(ctx: Ctx<Member | Applicant>, id: string): Promise<ApplicationRow> {
  const [row] = await ctx.tx
    .select()
    .from(applications)
    .where(and(eq(applications.id, id), visibleTo(ctx.viewer)))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}

export async function findApplication(ctx: Ctx<Member | Applicant>, id: string): Promise<ApplicationRow> {
  if (!isId(id)) throw notFound();
  const [row] = await ctx.tx
    .select()
    .from(applications)
    .where(and(eq(applications.id, id), visibleTo(ctx.viewer)));
  if (!row) throw notFound();
  return row;
}

export async function groupOf(ctx: Ctx, id: string) {
  const [group] = await ctx.tx.select().from(groups).where(eq(groups.id, id));
  if (!group) throw notFound();
  return group;
}
