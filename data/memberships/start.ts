import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { byMember, command, demand } from "@/data/command";
import { acceptInto } from "@/data/memberships/begin";
import { onRecord } from "@/data/memberships/evidence";
import { holdsPlace } from "@/data/memberships/lapse";
import { idField, reasonField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { groups, membershipProposals, memberships, withdrawals } from "@/db/schema";
import { enoughFor } from "@/domain/application/quorum";
import { membershipAt } from "@/domain/organization/membership";
import {
  beginsAtOnce,
  confirmProposal,
  proposalState,
  takeBackProposal,
} from "@/domain/organization/withdrawal";
import { eligibilityOf, evaluateAll } from "@/domain/policy/eligibility";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

type Group = typeof groups.$inferSelect;

async function groupFor(ctx: Ctx<Member>, groupId: string): Promise<Group> {
  const [group] = await ctx.tx
    .select()
    .from(groups)
    .where(and(eq(groups.id, groupId), inArray(groups.projectId, [...ctx.viewer.projectIds])));
  if (!group) throw invalidField("groupId", "Choose one of the list.");
  return group;
}

/**
 * Whether two members withdrew it from the project before.
 * @throws AppError after a withdrawal for good: a membership cannot begin again
 */
export async function wasWithdrawn(ctx: Ctx, organizationId: string, projectId: string): Promise<boolean> {
  const rows = await ctx.tx
    .select({ scope: withdrawals.scope })
    .from(withdrawals)
    .where(
      and(
        eq(withdrawals.organizationId, organizationId),
        eq(withdrawals.projectId, projectId),
        isNotNull(withdrawals.confirmedAt),
      ),
    );
  if (rows.some((w) => w.scope === "permanent"))
    throw refused("The organization was withdrawn for good: it may not return to this project.");
  return rows.length > 0;
}

/** A pause holds for the whole project: one member does not walk around it by another group. */
export async function refuseWhilePaused(ctx: Ctx, organizationId: string, projectId: string): Promise<void> {
  const held = await ctx.tx
    .select({
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.projectId, projectId),
        isNull(memberships.endedAt),
      ),
    );
  if (held.some((m) => membershipAt(m, ctx.now) === "paused"))
    throw refused("It is paused in this project. Resume it first, or wait until the pause is over.");
}

type Proposed = Pick<typeof membershipProposals.$inferInsert, "organizationId" | "groupId" | "reason">;

/** Puts memberships before a second member; nothing of those that are proposed already. */
export const storeProposals = (ctx: Ctx<Member>, proposed: readonly Proposed[]) =>
  ctx.tx
    .insert(membershipProposals)
    .values(proposed.map((p) => ({ ...p, proposedBy: ctx.viewer.userId, proposedAt: ctx.now })))
    .onConflictDoNothing()
    .returning({ id: membershipProposals.id });

const Start = z.object({ organizationId: idField, groupId: idField, reason: reasonField });

/**
 * A member proposes that an organization becomes a member of a group, and a second one confirms it; where the policy asks
 * for one alone, the criteria are met and nobody withdrew it before, it is accepted at once. Nothing that was sent before
 * it began opens to it.
 */
export const startMembership = command("membership.start", Start, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const group = await groupFor(ctx, input.groupId);
  await requireUntied(ctx, group.projectId, organizationId);
  const returns = await wasWithdrawn(ctx, organizationId, group.projectId);
  await refuseWhilePaused(ctx, organizationId, group.projectId);
  const [already] = await ctx.tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(eq(memberships.organizationId, organizationId), eq(memberships.groupId, group.id), holdsPlace(ctx)),
    );
  if (already) throw invalidField("groupId", `It is a member of ${group.name} already.`);
  const policy = await policyOf(ctx, group.projectId);
  if (!enoughFor(policy, 2))
    throw refused("The policy asks for more members, or for several steps. Enter an application for it.");
  const { standing } = evaluateAll(
    eligibilityOf(
      policy,
      policy.groups.find((g) => g.name === group.name),
    ),
    await onRecord(ctx, organizationId, group.projectId),
  );
  if (enoughFor(policy, 1) && beginsAtOnce(standing, returns)) {
    const { reason } = input;
    const { membershipId, events } = await acceptInto(ctx, { organizationId, group, reason });
    return { result: { id: membershipId, proposed: false as boolean }, audit: events };
  }
  const [made] = await storeProposals(ctx, [{ organizationId, groupId: group.id, reason: input.reason }]);
  if (!made)
    throw invalidField("groupId", "This membership is proposed already. Another member confirms it.");
  return {
    result: { id: made.id, proposed: true as boolean },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "membership.proposed",
        facts: { group: group.name, projectId: group.projectId, standing },
        note: input.reason,
      },
    ],
  };
});

async function lockProposal(ctx: Ctx<Member>, id: string) {
  const [found] = await ctx.tx
    .select({ organizationId: membershipProposals.organizationId })
    .from(membershipProposals)
    .where(eq(membershipProposals.id, id));
  if (!found) throw notFound();
  await lockOrganization(ctx, found.organizationId);
  const [row] = await ctx.tx
    .select({ proposal: membershipProposals, group: groups })
    .from(membershipProposals)
    .innerJoin(groups, eq(groups.id, membershipProposals.groupId))
    .where(and(eq(membershipProposals.id, id), inArray(groups.projectId, [...ctx.viewer.projectIds])))
    .for("no key update", { of: membershipProposals });
  if (!row) throw notFound();
  return row;
}

/** A second member agrees to a membership. */
export const confirmMembership = command(
  "membership.confirm",
  z.object({ proposalId: idField }),
  byMember,
  async (ctx, input) => {
    const { proposal, group } = await lockProposal(ctx, input.proposalId);
    await requireUntied(ctx, group.projectId, proposal.organizationId);
    await wasWithdrawn(ctx, proposal.organizationId, group.projectId);
    await refuseWhilePaused(ctx, proposal.organizationId, group.projectId);
    demand(
      confirmProposal({ proposedBy: proposal.proposedBy, state: proposalState(proposal) }, ctx.viewer.userId),
    );
    await ctx.tx
      .update(membershipProposals)
      .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now })
      .where(eq(membershipProposals.id, proposal.id));
    const { organizationId, reason, proposedBy } = proposal;
    const { membershipId, events } = await acceptInto(ctx, {
      organizationId,
      group,
      reason,
      facts: { proposedBy },
    });
    return { result: { membershipId }, audit: events };
  },
);

export const takeBackMembership = command(
  "membership.take_back",
  z.object({ proposalId: idField }),
  byMember,
  async (ctx, input) => {
    const { proposal, group } = await lockProposal(ctx, input.proposalId);
    demand(takeBackProposal({ proposedBy: proposal.proposedBy, state: proposalState(proposal) }));
    await ctx.tx
      .update(membershipProposals)
      .set({ takenBackAt: ctx.now })
      .where(eq(membershipProposals.id, proposal.id));
    return {
      result: { proposalId: proposal.id },
      audit: [
        {
          stream: { type: "organization", id: proposal.organizationId },
          action: "membership.proposal_taken_back",
          facts: { group: group.name, projectId: group.projectId },
        },
      ],
    };
  },
);
