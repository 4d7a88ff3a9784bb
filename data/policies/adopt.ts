import { and, eq, isNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { lockMemberships } from "@/data/memberships/lock";
import { insertWithdrawal } from "@/data/memberships/propose";
import { draftEvent, fatesOf, lockDraft, newestNumber, policyIn } from "@/data/policies/drafts";
import { requireUntied, tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { groups, policyDrafts, policyFates, projectPolicies } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decideDraft, effectiveAt, FATES } from "@/domain/policy/draft";
import type { Policy } from "@/domain/policy/policy";
import { isRecused } from "@/domain/recusal";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { invalidField, refused } from "@/lib/errors";
import { keysOf } from "@/lib/keys";

type Row = typeof policyDrafts.$inferSelect;

const Decide = z.object({
  draftId: z.uuid(),
  organizationIds: z.preprocess(
    (v) => [v ?? []].flat(),
    z.array(z.uuid("Choose from the list.")).min(1, "Choose at least one.").max(10_000),
  ),
  fate: z.enum(keysOf(FATES), "Choose what becomes of it."),
  reason: z
    .string({ error: "Give a reason." })
    .trim()
    .min(3, "Give a reason in a few words.")
    .max(2000, "At most 2000 characters."),
});

/** Says what becomes of members whom the draft's criteria would not let in. Who is tied to one takes no part in it (rule 14). */
export const decideFate = command("policy.fate", Decide, byMember, async (ctx, input) => {
  const row = await lockDraft(ctx, input.draftId);
  if (row.endedAt) throw refused("This draft has ended.");
  const lost = await fatesOf(ctx, row, policyIn(row));
  const { fate, reason } = input;
  const set = { fate, reason, by: ctx.viewer.userId, at: ctx.now };
  const decided = [...new Set(input.organizationIds)];
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  const tied = decided.find((id) => ties && isRecused(ties, id));
  if (tied) await requireUntied(ctx, row.projectId, tied);
  if (!decided.every((id) => lost.some((l) => l.organizationId === id)))
    throw invalidField("organizationIds", "The draft changes nothing for this organization.");
  await ctx.tx
    .insert(policyFates)
    .values(decided.map((organizationId) => ({ draftId: row.id, organizationId, ...set })))
    .onConflictDoUpdate({ target: [policyFates.draftId, policyFates.organizationId], set });
  const facts = { draftId: row.id, organizationIds: decided, fate };
  return {
    result: { draftId: row.id },
    audit: [draftEvent(row, "policy.fate_decided", facts, reason)],
  };
});

const Adopt = z.object({ draftId: z.uuid(), revision: z.coerce.number().int() });

/**
 * A second member adopts what the first proposed: it holds from its first day on, and never from before. Cases that run
 * stay under the version that governs them until a member moves each.
 */
export const adoptDraft = command("policy.adopt", Adopt, byMember, async (ctx, input) => {
  const row = await lockDraft(ctx, input.draftId);
  if (row.revision !== input.revision)
    throw refused("The draft changed meanwhile. Load the page again, and read what you adopt.");
  const policy = policyIn(row);
  const lost = await fatesOf(ctx, row, policy);
  const newest = await newestNumber(ctx, row.projectId);
  demand(
    decideDraft(
      { state: row.state, base: row.baseNumber, proposedBy: row.proposedBy },
      {
        type: "adopt",
        by: ctx.viewer.userId,
        newest,
        undecided: new Set(lost.filter((l) => !l.decided).map((l) => l.organizationId)).size,
      },
    ),
  );
  const first = policy.effectiveFrom
    ? Temporal.PlainDate.from(policy.effectiveFrom).toZonedDateTime("UTC").toInstant()
    : null;
  const from = effectiveAt(first, ctx.now);
  await ctx.tx.insert(projectPolicies).values({
    projectId: row.projectId,
    number: newest + 1,
    document: policy,
    source: row.source,
    effectiveAt: from,
    proposedBy: row.proposedBy,
    adoptedBy: ctx.viewer.userId,
    adoptedAt: ctx.now,
    reason: row.reason,
    vote: row.vote,
  });
  await ctx.tx
    .update(policyDrafts)
    .set({
      state: "adopted",
      revision: row.revision + 1,
      endedBy: ctx.viewer.userId,
      endedAt: ctx.now,
    })
    .where(eq(policyDrafts.id, row.id));
  await addGroups(ctx, row.projectId, policy);
  const facts = { number: newest + 1, version: policy.version, from: inUtc(from), draftId: row.id };
  return {
    result: { number: newest + 1 },
    audit: [
      draftEvent(row, "policy.adopted", facts, row.reason ?? undefined),
      ...(await proposeWithdrawals(
        ctx,
        row,
        lost.map((l) => l.organizationId),
      )),
    ],
  };
});

/** Groups that the text names and the project lacks; one that it no longer names stays, with its members. */
async function addGroups(ctx: Ctx<Member>, projectId: string, policy: Policy): Promise<void> {
  const known = await ctx.tx
    .select({ name: groups.name })
    .from(groups)
    .where(eq(groups.projectId, projectId));
  for (const { name, description } of policy.groups)
    if (!known.some((g) => g.name === name))
      await ctx.tx.insert(groups).values({ projectId, name, description, createdAt: ctx.now });
}

/**
 * Proposed in the name of who decided it; a second member confirms each, as ever (rule 13). What was decided of one whom
 * the version lets in after all has no effect: the draft, or what is on record, changed since.
 */
async function proposeWithdrawals(
  ctx: Ctx<Member>,
  row: Row,
  lost: readonly string[],
): Promise<AuditEvent[]> {
  const rows = await ctx.tx.select().from(policyFates).where(eq(policyFates.draftId, row.id));
  const events: AuditEvent[] = [];
  for (const f of rows) {
    if (!lost.includes(f.organizationId)) {
      await ctx.tx
        .update(policyFates)
        .set({ reviewedAt: ctx.now })
        .where(and(eq(policyFates.draftId, row.id), eq(policyFates.organizationId, f.organizationId)));
      continue;
    }
    if (f.fate !== "withdraw") continue;
    const of = { organizationId: f.organizationId, projectId: row.projectId };
    if ((await lockMemberships(ctx, of)).length === 0) continue;
    const event = await insertWithdrawal(ctx, newId(), of, {
      reasonCode: "policy_refined",
      scope: "future",
      reason: f.reason,
      told: `The policy changed who may be included, and your organization does not fit it as it is now. ${f.reason}`,
      by: f.by,
    });
    if (event) events.push(event);
  }
  return events;
}

const Review = z.object({
  draftId: z.uuid(),
  organizationId: z.uuid(),
  note: z.string().trim().min(3, "Say what you found, in a few words.").max(2000, "At most 2000 characters."),
});

/** A member looked at a membership that a change of the policy had put in doubt. */
export const reviewAfterChange = command("policy.review", Review, byMember, async (ctx, input) => {
  const row = await lockDraft(ctx, input.draftId);
  await requireUntied(ctx, row.projectId, input.organizationId);
  const [done] = await ctx.tx
    .update(policyFates)
    .set({ reviewedBy: ctx.viewer.userId, reviewedAt: ctx.now })
    .where(
      and(
        eq(policyFates.draftId, row.id),
        eq(policyFates.organizationId, input.organizationId),
        eq(policyFates.fate, "review"),
        isNull(policyFates.reviewedAt),
      ),
    )
    .returning({ organizationId: policyFates.organizationId });
  if (!done) throw refused("It was reviewed already.");
  return {
    result: { organizationId: done.organizationId },
    audit: [
      {
        stream: { type: "organization", id: done.organizationId },
        action: "policy.reviewed",
        facts: { draftId: row.id, projectId: row.projectId },
        note: input.note,
      },
    ],
  };
});
