import { and, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import {
  entryOf,
  lockMemberships,
  moveMembership,
  type OfProject,
  stopInvitations,
} from "@/data/memberships/lock";
import { endPauses } from "@/data/memberships/pause";
import { tellOrganization } from "@/data/notices/tell";
import { idField } from "@/data/organizations/fields";
import { lockOrganization, visibleTo } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { groups, membershipProposals, membershipTransfers, organizations } from "@/db/schema";
import { enoughFor } from "@/domain/application/quorum";
import type { AuditEvent } from "@/domain/audit";
import { confirmProposal, proposalState, takeBackProposal } from "@/domain/organization/withdrawal";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

export const transferPlace = (row: string) => ({
  scope: "deployment",
  table: "membership_transfers",
  row,
  column: "reason",
});

const Propose = z.object({
  organizationId: idField,
  projectId: idField,
  /** Its name in the directory. */
  successor: z
    .string({ error: "Enter its name." })
    .trim()
    .min(1, "Enter its name.")
    .max(120, "At most 120 characters."),
  reason: z
    .string({ error: "Say how you know." })
    .trim()
    .min(3, "Say how you know: what was announced, and where.")
    .max(4000, "At most 4000 characters."),
});

/**
 * Proposes that another organization of the directory succeeds this one, which was bought or merged. Nothing changes
 * before a second member confirms.
 */
export const proposeTransfer = command("transfer.propose", Propose, byMember, async (ctx, input) => {
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  const successorId = await inDirectory(ctx, input.successor);
  if (input.organizationId === successorId)
    throw invalidField("successor", "Choose another organization: this is the one that ends.");
  // In one order, whoever asks: two members who propose opposite transfers do not wait for each other.
  for (const id of [input.organizationId, successorId].sort()) await lockOrganization(ctx, id);
  const of = { organizationId: input.organizationId, projectId: input.projectId };
  await requireUntied(ctx, of.projectId, of.organizationId);
  await requireUntied(ctx, of.projectId, successorId);
  if ((await lockMemberships(ctx, of)).length === 0)
    throw refused("It has no membership in this project that could be transferred.");
  const id = newId();
  const [made] = await ctx.tx
    .insert(membershipTransfers)
    .values({
      id,
      ...of,
      successorId,
      reason: await ctx.seal(transferPlace(id), input.reason),
      proposedBy: ctx.viewer.userId,
      proposedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: membershipTransfers.id });
  if (!made) throw refused("A transfer is proposed already. Another member confirms it, or takes it back.");
  return {
    result: { transferId: id },
    audit: [entryOf(of, "membership.transfer_proposed", { transferId: id, successorId }, input.reason)],
  };
});

async function inDirectory(ctx: Ctx<Member>, name: string): Promise<string> {
  const [found] = await ctx.tx
    .select({ id: organizations.id })
    .from(organizations)
    .where(and(visibleTo(ctx.viewer), eq(sql`lower(${organizations.name})`, name.toLowerCase())));
  if (!found)
    throw invalidField("successor", "The directory has no organization of this name. Add it there first.");
  return found.id;
}

async function lockTransfer(ctx: Ctx<Member>, id: string) {
  const [found] = await ctx.tx
    .select()
    .from(membershipTransfers)
    .where(
      and(eq(membershipTransfers.id, id), inArray(membershipTransfers.projectId, [...ctx.viewer.projectIds])),
    );
  if (!found) throw notFound();
  for (const organizationId of [found.organizationId, found.successorId].sort())
    await lockOrganization(ctx, organizationId);
  const [row] = await ctx.tx
    .select()
    .from(membershipTransfers)
    .where(eq(membershipTransfers.id, id))
    .for("no key update");
  if (!row) throw notFound();
  await requireUntied(ctx, row.projectId, row.organizationId);
  await requireUntied(ctx, row.projectId, row.successorId);
  return row;
}

const existing = z.object({ transferId: idField });

/**
 * A second member confirms: the memberships end, what is on its way is stopped, and no address of it is admitted any more.
 * The successor inherits nothing: its place is proposed, and its criteria, contacts and terms are looked at anew.
 */
export const confirmTransfer = command("transfer.confirm", existing, byMember, async (ctx, input) => {
  const row = await lockTransfer(ctx, input.transferId);
  demand(confirmProposal({ proposedBy: row.proposedBy, state: proposalState(row) }, ctx.viewer.userId));
  const of = { organizationId: row.organizationId, projectId: row.projectId };
  const [successor] = await ctx.tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, row.successorId));
  const stopped = await stopInvitations(ctx, of, "The organization was succeeded by another");
  const held = await lockMemberships(ctx, of);
  for (const m of held)
    await moveMembership(ctx, m, { type: "transfer" }, `Succeeded by ${successor?.name ?? "another"}`);
  await ctx.tx
    .update(membershipTransfers)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now })
    .where(eq(membershipTransfers.id, row.id));
  await endPauses(ctx, of);
  const told = await tellOrganization(ctx, of, "transferred");
  const facts = { transferId: row.id, successorId: row.successorId, proposedBy: row.proposedBy, stopped };
  return {
    result: { transferId: row.id },
    audit: [
      entryOf(of, "membership.transferred", facts),
      ...told,
      ...(await proposeSuccessor(
        ctx,
        row,
        held.map((m) => m.membership.groupId),
      )),
    ],
  };
});

/** In the name of who proposed the transfer; where the policy asks for more than two members, it applies. */
async function proposeSuccessor(
  ctx: Ctx<Member>,
  row: typeof membershipTransfers.$inferSelect,
  groupIds: readonly string[],
): Promise<AuditEvent[]> {
  if (!enoughFor(await policyOf(ctx, row.projectId), 2)) return [];
  const [before] = await ctx.tx
    .select({ name: organizations.name })
    .from(organizations)
    .where(eq(organizations.id, row.organizationId));
  const events: AuditEvent[] = [];
  for (const groupId of groupIds) {
    const [group] = await ctx.tx.select().from(groups).where(eq(groups.id, groupId));
    const [made] = await ctx.tx
      .insert(membershipProposals)
      .values({
        organizationId: row.successorId,
        groupId,
        reason: `Succeeds ${before?.name ?? "another organization"}`,
        proposedBy: row.proposedBy,
        proposedAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: membershipProposals.id });
    const of: OfProject = { organizationId: row.successorId, projectId: row.projectId };
    if (made)
      events.push(
        entryOf(of, "membership.proposed", { group: group?.name ?? "", succeeds: row.organizationId }),
      );
  }
  return events;
}

export const takeBackTransfer = command("transfer.take_back", existing, byMember, async (ctx, input) => {
  const row = await lockTransfer(ctx, input.transferId);
  demand(takeBackProposal({ proposedBy: row.proposedBy, state: proposalState(row) }));
  await ctx.tx
    .update(membershipTransfers)
    .set({ takenBackAt: ctx.now })
    .where(eq(membershipTransfers.id, row.id));
  return {
    result: { transferId: row.id },
    audit: [entryOf(row, "membership.transfer_taken_back", { transferId: row.id })],
  };
});

/** Organizations whose place another took, by their successors: their addresses are frozen. */
export const succeededBy = (ctx: Ctx, organizationId: string) =>
  ctx.tx
    .select({ name: organizations.name, projectId: membershipTransfers.projectId })
    .from(membershipTransfers)
    .innerJoin(organizations, eq(organizations.id, membershipTransfers.successorId))
    .where(
      and(eq(membershipTransfers.organizationId, organizationId), isNotNull(membershipTransfers.confirmedAt)),
    );
