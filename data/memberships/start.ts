import { and, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { onRecord } from "@/data/memberships/evidence";
import { idField, reasonField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { groups, membershipChanges, membershipProposals, memberships, withdrawals } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
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
async function wasWithdrawn(ctx: Ctx, organizationId: string, projectId: string): Promise<boolean> {
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
async function refuseWhilePaused(ctx: Ctx, organizationId: string, projectId: string): Promise<void> {
  const held = await ctx.tx
    .select({ state: memberships.state, pausedUntil: memberships.pausedUntil })
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

async function begin(
  ctx: Ctx<Member>,
  organizationId: string,
  group: Group,
  reason: string,
  facts: AuditEvent["facts"] = {},
) {
  const membershipId = newId();
  const [made] = await ctx.tx
    .insert(memberships)
    .values({
      id: membershipId,
      organizationId,
      projectId: group.projectId,
      groupId: group.id,
      state: "active",
      startedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  if (!made) throw invalidField("groupId", `It is a member of ${group.name} already.`);
  await ctx.tx.insert(membershipChanges).values({
    membershipId,
    number: 1,
    state: "active",
    reason,
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  const event: AuditEvent = {
    stream: { type: "organization", id: organizationId },
    action: "membership.started",
    facts: { membershipId, group: group.name, projectId: group.projectId, ...facts },
    note: reason,
  };
  return { membershipId, event };
}

const Start = z.object({ organizationId: idField, groupId: idField, reason: reasonField });

/**
 * Makes an organization a member of a group: at once where its evidence meets the policy's criterion; else, and after a
 * withdrawal, as a proposal that a second member confirms. Nothing that was sent before it began opens to it.
 */
export const startMembership = command("membership.start", Start, byMember, async (ctx, input) => {
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  const group = await groupFor(ctx, input.groupId);
  await requireUntied(ctx, group.projectId, organizationId);
  const returns = await wasWithdrawn(ctx, organizationId, group.projectId);
  await refuseWhilePaused(ctx, organizationId, group.projectId);
  const policy = await policyOf(ctx, group.projectId);
  const { standing } = evaluateAll(
    eligibilityOf(
      policy,
      policy.groups.find((g) => g.name === group.name),
    ),
    await onRecord(ctx, organizationId, group.projectId),
  );
  if (beginsAtOnce(standing, returns)) {
    const { membershipId, event } = await begin(ctx, organizationId, group, input.reason);
    return { result: { id: membershipId, proposed: false as boolean }, audit: [event] };
  }
  const [already] = await ctx.tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.groupId, group.id),
        isNull(memberships.endedAt),
      ),
    );
  if (already) throw invalidField("groupId", `It is a member of ${group.name} already.`);
  const [made] = await ctx.tx
    .insert(membershipProposals)
    .values({
      organizationId,
      groupId: group.id,
      reason: input.reason,
      proposedBy: ctx.viewer.userId,
      proposedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: membershipProposals.id });
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

/** A second member agrees to a membership whose criteria are not met. */
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
    const { membershipId, event } = await begin(ctx, proposal.organizationId, group, proposal.reason, {
      proposedBy: proposal.proposedBy,
      override: true,
    });
    return { result: { membershipId }, audit: [event] };
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
