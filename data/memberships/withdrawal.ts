import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { entryOf, lockMemberships, moveMembership, stopInvitations } from "@/data/memberships/lock";
import { endPauses, toldField } from "@/data/memberships/pause";
import { insertWithdrawal } from "@/data/memberships/propose";
import { toldCases } from "@/data/memberships/told";
import { tellOrganization } from "@/data/notices/tell";
import { idField, reasonField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { endSessions, ofOrganization } from "@/data/sign-in/sessions";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { cases, channelRevocations, incidents, withdrawalCases, withdrawals } from "@/db/schema";
import { isEmbargoed } from "@/domain/case/state";
import {
  confirmProposal,
  proposalState,
  takeBackProposal,
  WITHDRAWAL_REASONS,
  WITHDRAWAL_SCOPES,
  type WithdrawalReason,
} from "@/domain/organization/withdrawal";
import { groundsOf, scopesOf } from "@/domain/policy/withdrawing";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";
import { keysOf } from "@/lib/keys";

const lines = z
  .string()
  .max(4000, "At most 4000 characters.")
  .default("")
  .transform((t) => [...new Set(t.split("\n").map((l) => l.trim()))].filter(Boolean));

export const keptPlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "withdrawal_cases",
  row,
  column: "reason",
});
export const channelPlace = (row: string) => ({
  scope: "deployment",
  table: "channel_revocations",
  row,
  column: "channel",
});

/** Why, in the words that people read: the policy's, where it was one of its grounds. */
export const withdrawnBecause = (row: { reasonCode: WithdrawalReason; ground: string | null }): string =>
  row.ground?.replace(/\.$/, "") ?? WITHDRAWAL_REASONS[row.reasonCode];

const Propose = z.object({
  organizationId: idField,
  projectId: idField,
  /** A reason of ours, or a ground of the policy. */
  reasonCode: z.string({ error: "Choose why." }).min(1, "Choose why.").max(100),
  scope: z.enum(keysOf(WITHDRAWAL_SCOPES), "Choose how it may return."),
  reason: reasonField,
  told: toldField,
  incidentId: z.preprocess((v) => v || null, z.uuid().nullable()),
  /** By exception: a running case that stays readable, with the reason. */
  keepCaseId: z.preprocess((v) => v || null, z.uuid().nullable()),
  keepReason: z.string().trim().max(1000, "At most 1000 characters.").default(""),
  /** Other channels it still has, one a line, such as a seat on an upstream advisory. */
  channels: lines,
});

/** Proposes to end an organization's memberships in a project. Nothing changes before a second member confirms. */
export const proposeWithdrawal = command("withdrawal.propose", Propose, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const of = { organizationId, projectId: input.projectId };
  if (!ctx.viewer.projectIds.includes(of.projectId)) throw notFound();
  await requireUntied(ctx, of.projectId, organizationId);
  if ((await lockMemberships(ctx, of)).length === 0)
    throw refused("It has no membership in this project that could end.");
  await checkLinks(ctx, input);
  const id = newId();
  const policy = await policyOf(ctx, of.projectId);
  const own = WITHDRAWAL_REASONS[input.reasonCode as WithdrawalReason];
  const found = groundsOf(policy).find((g) => g.value === input.reasonCode);
  if (!own && !found) throw invalidField("reasonCode", "Choose why.");
  const { scope, reason, told, incidentId, keepCaseId: kept } = input;
  if (!scopesOf(policy).includes(scope))
    throw invalidField("scope", "The policy names no withdrawal for good: it may apply again.");
  const reasonCode = found?.reasonCode ?? (input.reasonCode as WithdrawalReason);
  const ground = found?.ground ?? null;
  const by = ctx.viewer.userId;
  const event = await insertWithdrawal(ctx, id, of, {
    reasonCode,
    ground,
    scope,
    reason,
    told,
    by,
    incidentId,
    kept,
  });
  if (!event)
    throw refused("Its withdrawal is proposed already. Another member confirms it, or takes it back.");
  if (input.keepCaseId)
    await ctx.tx.insert(withdrawalCases).values({
      withdrawalId: id,
      caseId: input.keepCaseId,
      organizationId,
      reason: await ctx.seal(keptPlace(input.keepCaseId, id), input.keepReason),
    });
  for (const channel of input.channels) {
    const row = newId();
    await ctx.tx
      .insert(channelRevocations)
      .values({ id: row, withdrawalId: id, channel: await ctx.seal(channelPlace(row), channel) });
  }
  return { result: { withdrawalId: id }, audit: [event] };
});

async function checkLinks(ctx: Ctx<Member>, input: z.output<typeof Propose>): Promise<void> {
  if (input.keepCaseId) {
    const told = await toldCases(ctx, input.organizationId, [input.projectId]);
    if (!told.some((c) => c.id === input.keepCaseId && isEmbargoed(c.state)))
      throw invalidField("keepCaseId", "Choose a running case of this project that it was told of.");
    if (input.keepReason.length < 3)
      throw invalidField("keepReason", "Say why this case stays readable: it is an exception.");
  }
  if (!input.incidentId) return;
  const [found] = await ctx.tx
    .select({ id: incidents.id })
    .from(incidents)
    .innerJoin(cases, eq(cases.id, incidents.caseId))
    .where(and(eq(incidents.id, input.incidentId), eq(cases.projectId, input.projectId)));
  if (!found) throw invalidField("incidentId", "Choose an incident of this project.");
}

/** The proposal with its organization, both locked. */
async function lockWithdrawal(ctx: Ctx<Member>, id: string) {
  const [found] = await ctx.tx
    .select({ organizationId: withdrawals.organizationId })
    .from(withdrawals)
    .where(and(eq(withdrawals.id, id), inArray(withdrawals.projectId, [...ctx.viewer.projectIds])));
  if (!found) throw notFound();
  await lockOrganization(ctx, found.organizationId);
  const [row] = await ctx.tx.select().from(withdrawals).where(eq(withdrawals.id, id)).for("no key update");
  if (!row) throw notFound();
  return row;
}

const existing = z.object({ withdrawalId: idField });

/**
 * A second member without ties confirms, and from the commit on no request that invites the organization to read is
 * begun, and its cases are closed to it (rule 1). What was accepted before stays on record; it is told, and nothing is
 * deleted.
 */
export const confirmWithdrawal = command("withdrawal.confirm", existing, byMember, async (ctx, input) => {
  const row = await lockWithdrawal(ctx, input.withdrawalId);
  const of = { organizationId: row.organizationId, projectId: row.projectId };
  await requireUntied(ctx, of.projectId, of.organizationId);
  demand(confirmProposal({ proposedBy: row.proposedBy, state: proposalState(row) }, ctx.viewer.userId));
  const stopped = await stopInvitations(ctx, of, "The organization was withdrawn");
  const held = await lockMemberships(ctx, of);
  for (const m of held) await moveMembership(ctx, m, { type: "withdraw" }, withdrawnBecause(row));
  await ctx.tx
    .update(withdrawals)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now })
    .where(eq(withdrawals.id, row.id));
  await ctx.tx
    .update(withdrawalCases)
    .set({ since: ctx.now })
    .where(eq(withdrawalCases.withdrawalId, row.id));
  await endPauses(ctx, of);
  const told = await tellOrganization(ctx, of, "withdrawn");
  return {
    result: { withdrawalId: row.id, stopped: stopped.length },
    audit: [
      entryOf(of, "membership.withdrawn", {
        withdrawalId: row.id,
        reasonCode: row.reasonCode,
        scope: row.scope,
        proposedBy: row.proposedBy,
        stopped,
      }),
      ...told,
      ...(await endSessions(ctx, ofOrganization(ctx, of.organizationId))),
    ],
  };
});

/** Taking a proposal back needs only one. */
export const takeBackWithdrawal = command("withdrawal.take_back", existing, byMember, async (ctx, input) => {
  const row = await lockWithdrawal(ctx, input.withdrawalId);
  await requireUntied(ctx, row.projectId, row.organizationId);
  demand(takeBackProposal({ proposedBy: row.proposedBy, state: proposalState(row) }));
  await ctx.tx.update(withdrawals).set({ takenBackAt: ctx.now }).where(eq(withdrawals.id, row.id));
  return {
    result: { withdrawalId: row.id },
    audit: [entryOf(row, "membership.withdrawal_taken_back", { withdrawalId: row.id })],
  };
});

/** A member closed another channel that the organization had, and says so. */
export const confirmChannelClosed = command(
  "withdrawal.channel_closed",
  z.object({ channelId: idField }),
  byMember,
  async (ctx, input) => {
    const [found] = await ctx.tx
      .select({ withdrawalId: channelRevocations.withdrawalId })
      .from(channelRevocations)
      .where(eq(channelRevocations.id, input.channelId));
    if (!found) throw notFound();
    const row = await lockWithdrawal(ctx, found.withdrawalId);
    if (!row.confirmedAt) throw refused("The withdrawal is not confirmed yet.");
    const [done] = await ctx.tx
      .update(channelRevocations)
      .set({ doneBy: ctx.viewer.userId, doneAt: ctx.now })
      .where(and(eq(channelRevocations.id, input.channelId), isNull(channelRevocations.doneAt)))
      .returning({ id: channelRevocations.id });
    if (!done) throw refused("This is done already.");
    return {
      result: { channelId: done.id },
      audit: [entryOf(row, "membership.channel_revoked", { withdrawalId: row.id, channelId: done.id })],
    };
  },
);
