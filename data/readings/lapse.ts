import { and, eq, isNull } from "drizzle-orm";
import { governing } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { type cases, consents } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";

/**
 * Where the policy has consent lapse on a revision (P45), every organization is asked again before it reads on: what it
 * accepted stays on record.
 */
export async function lapseConsents(ctx: Ctx, of: typeof cases.$inferSelect): Promise<AuditEvent[]> {
  if (!(await governing(ctx, of)).consent?.lapsesOnRevision) return [];
  // What a vendor said is its own to write: row-level security lets no member touch it, in whatever hand it is.
  const held = await ctx.everywhere(async () => {
    const rows = await ctx.tx
      .update(consents)
      .set({ supersededAt: ctx.now })
      .where(and(eq(consents.caseId, of.id), eq(consents.state, "accepted"), isNull(consents.supersededAt)))
      .returning();
    if (rows.length > 0)
      await ctx.tx.insert(consents).values(
        rows.map(({ id: _, ...before }) => ({
          ...before,
          state: "lapsed" as const,
          at: ctx.now,
          supersededAt: null,
        })),
      );
    return rows;
  });
  return held.map((c) => ({
    stream: { type: "case", id: of.id },
    action: "consent.lapsed",
    facts: { organizationId: c.organizationId },
  }));
}
