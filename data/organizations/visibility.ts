import { and, eq } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { organizations } from "@/db/schema";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/** A member sees the organizations of the team; they are shared between its projects. */
export const visibleTo = (viewer: Member) => eq(organizations.teamId, viewer.teamId);

/** The organization, locked against a second change; hidden and absent are the same answer. */
export async function lockOrganization(ctx: Ctx<Member>, id: string) {
  const [row] = await ctx.tx
    .select()
    .from(organizations)
    .where(and(eq(organizations.id, id), visibleTo(ctx.viewer)))
    .for("no key update");
  if (!row) throw notFound();
  return row;
}
