import { and, eq, isNull } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { newId } from "@/data/audit";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command, demand } from "@/data/command";
import { policyOf } from "@/data/policies/in-force";
import { blamedIn, clockOf, runningIn, type Subject, subjectsOf } from "@/data/retention/facts";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { dataKeys, destructions } from "@/db/schema";
import type { AuditAction, AuditEvent } from "@/domain/audit";
import { decideDestruction, keeping, NO_END } from "@/domain/retention";
import type { Member } from "@/domain/viewer";
import { env } from "@/lib/env";
import { notFound, refused } from "@/lib/errors";

/** The record under the lock of its case, if its time has passed and the member may take part. @returns since when it is due */
async function due(ctx: Ctx<Member>, id: string): Promise<{ of: Subject; since: Temporal.Instant }> {
  const [found] = await subjectsOf(ctx, id);
  if (!found) throw notFound();
  await lockCase(ctx, found.caseId);
  const [of] = await subjectsOf(ctx, id);
  if (!of) throw notFound();
  for (const organizationId of await blamedIn(ctx, of.caseId))
    await requireUntied(ctx, of.projectId, organizationId);
  const keep = (await policyOf(ctx, of.projectId)).retention?.keep ?? NO_END;
  const kept = keeping(of.facts, keep[of.kind], clockOf(ctx));
  // An incident is closed by itself; a case is the ground of its incidents and messages.
  const running =
    of.kind === "case" ? await runningIn(ctx, of.caseId) : { openIncidents: 0, openMessages: 0 };
  return { of, since: demand(decideDestruction(kept, running)) };
}

const entry = (of: Subject, action: AuditAction, more: AuditEvent["facts"] = {}): AuditEvent => ({
  stream: { type: "case", id: of.caseId },
  action,
  facts: {
    kind: of.kind,
    caseId: of.caseId,
    ...(of.kind === "incident" ? { incidentId: of.id } : {}),
    ...more,
  },
});

/** Proposes to destroy the key of a case or incident whose time has passed. Nothing is destroyed by it. */
export const proposeDestruction = command(
  "destruction.propose",
  z.object({ subjectId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    const { of, since } = await due(ctx, input.subjectId);
    if (of.proposal) throw refused("This is proposed already. A different member confirms it.");
    const id = newId();
    await ctx.tx.insert(destructions).values({
      id,
      kind: of.kind,
      subjectId: of.id,
      projectId: of.projectId,
      caseId: of.caseId,
      keptUntil: since,
      proposedBy: ctx.viewer.userId,
      proposedAt: ctx.now,
    });
    return {
      result: { destructionId: id },
      audit: [entry(of, "destruction.proposed", { destructionId: id })],
    };
  },
);

const Which = z.object({ destructionId: z.uuid() });

/** The open proposal, and what it is about. */
async function proposed(ctx: Ctx<Member>, id: string) {
  const [row] = await ctx.tx
    .select()
    .from(destructions)
    .where(and(eq(destructions.id, id), isNull(destructions.takenBackAt), isNull(destructions.confirmedAt)));
  if (!row || !ctx.viewer.projectIds.includes(row.projectId)) throw notFound();
  return row;
}

/**
 * A different member confirms, and the key is gone: every text that it sealed, in this database and in each copy of it
 * without its key. Backups hold the key as long as they live; until then it is destroyed, and not complete.
 */
export const confirmDestruction = command("destruction.confirm", Which, byMember, async (ctx, input) => {
  const proposal = await proposed(ctx, input.destructionId);
  if (proposal.proposedBy === ctx.viewer.userId)
    throw refused("You proposed it. A different member confirms.");
  const { of } = await due(ctx, proposal.subjectId);
  if (of.proposal?.id !== proposal.id) throw notFound();
  const { backupDays } = env();
  const [gone] = await ctx.tx
    .update(dataKeys)
    .set({ wrapped: null, wrappedBy: null, destroyedAt: ctx.realNow })
    .where(and(eq(dataKeys.scope, of.id), isNull(dataKeys.destroyedAt)))
    .returning({ id: dataKeys.id });
  if (!gone) throw new Error("there was no key to destroy");
  await ctx.tx
    .update(destructions)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now, backupDays })
    .where(eq(destructions.id, proposal.id));
  return {
    result: { destructionId: proposal.id },
    audit: [entry(of, "key.destroyed", { destructionId: proposal.id, keyId: gone.id, backupDays })],
  };
});

/** Any member of the project takes a proposal back. */
export const takeBackDestruction = command("destruction.take_back", Which, byMember, async (ctx, input) => {
  const proposal = await proposed(ctx, input.destructionId);
  await lockCase(ctx, proposal.caseId);
  const [ended] = await ctx.tx
    .update(destructions)
    .set({ takenBackAt: ctx.now })
    .where(
      and(
        eq(destructions.id, proposal.id),
        isNull(destructions.takenBackAt),
        isNull(destructions.confirmedAt),
      ),
    )
    .returning();
  const [of] = await subjectsOf(ctx, proposal.subjectId);
  if (!ended || !of) throw notFound();
  return {
    result: { destructionId: ended.id },
    audit: [entry(of, "destruction.taken_back", { destructionId: ended.id })],
  };
});
