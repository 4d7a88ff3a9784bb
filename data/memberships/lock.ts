import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { demand } from "@/data/command";
import { isOpen } from "@/data/deliveries/open";
import { addChange } from "@/data/memberships/history";
import type { Ctx } from "@/data/transaction";
import { cases, deliveries, groups, memberships, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { invitesToRead, NOTICE_KINDS } from "@/domain/notice/messages";
import {
  decideMembership,
  isCurrent,
  type MembershipCommand,
  membershipAt,
} from "@/domain/organization/membership";
import type { ContactViewer, Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

export type OfProject = { organizationId: string; projectId: string };

/** An entry in the stream of an organization about its membership in a project. */
export const entryOf = (
  of: OfProject,
  action: AuditEvent["action"],
  facts: AuditEvent["facts"],
  note?: string,
): AuditEvent => ({
  stream: { type: "organization", id: of.organizationId },
  action,
  facts: { projectId: of.projectId, ...facts },
  ...(note ? { note } : {}),
});

/** What invites an organization to read and no transport took yet, in a project. */
const openInvitations = (of: OfProject) =>
  and(
    eq(deliveries.organizationId, of.organizationId),
    inArray(deliveries.kind, NOTICE_KINDS.filter(invitesToRead)),
    isOpen,
    sql`(select project_id from cases where id = ${deliveries.caseId}) = ${of.projectId}`,
  );

/** The messages that would be stopped, by case: for the page that asks whether to. */
export const messagesOnTheWay = (ctx: Ctx, of: OfProject) =>
  ctx.tx
    .select({ reference: cases.reference, messages: sql<number>`count(*)::int` })
    .from(deliveries)
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .where(openInvitations(of))
    .groupBy(cases.reference)
    .orderBy(asc(cases.reference));

/**
 * Ends what is on its way to an organization in a project and invites it to read. Before the memberships are locked, in
 * the order in which a sender locks: it waits for a call that was begun, and none begins on a row that it stopped. What
 * is only planned is left to the notice's instant, where the organization may be eligible again.
 */
export async function stopInvitations(ctx: Ctx, of: OfProject, reason: string): Promise<string[]> {
  const open = await ctx.tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(openInvitations(of))
    .orderBy(asc(deliveries.id))
    .for("update", { of: deliveries });
  if (open.length === 0) return [];
  const stopped = await ctx.tx
    .update(deliveries)
    .set({
      state: "stopped",
      reason: sql`case when attempts > 0 then ${`${reason}. An earlier attempt may have been accepted`} else ${reason} end`,
      nextTryAt: null,
      leaseUntil: null,
    })
    .where(
      and(
        inArray(
          deliveries.id,
          open.map((d) => d.id),
        ),
        isOpen,
      ),
    )
    .returning({ id: deliveries.id });
  return stopped.map((d) => d.id);
}

/** The memberships of an organization in a project that have not ended, locked: a change waits for a call that was begun. */
export async function lockMemberships(ctx: Ctx<Member>, of: OfProject) {
  if (!ctx.viewer.projectIds.includes(of.projectId)) throw notFound();
  return heldBy(ctx, of);
}

/** The same for whoever may ask: the caller has made sure of that. */
export async function heldBy(ctx: Ctx, of: OfProject): Promise<Locked[]> {
  const held = await ctx.tx
    .select({ membership: memberships, group: groups.name })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(
      and(
        eq(memberships.organizationId, of.organizationId),
        eq(memberships.projectId, of.projectId),
        isNull(memberships.endedAt),
      ),
    )
    .orderBy(asc(memberships.id))
    .for("update", { of: memberships });
  return held.filter((m) => stateOf(ctx, m) !== "lapsed");
}

type Locked = { membership: typeof memberships.$inferSelect; group: string };

/** Moves one membership as the domain decides, and adds to its history. */
export async function moveMembership(
  ctx: Ctx<Member | ContactViewer>,
  { membership }: Locked,
  command: MembershipCommand,
  reason: string,
): Promise<void> {
  const next = demand(decideMembership(membership, command, ctx.now));
  await ctx.tx
    .update(memberships)
    .set({ ...next, endedAt: isCurrent(next.state) ? null : ctx.now })
    .where(eq(memberships.id, membership.id));
  await addChange(ctx, {
    membershipId: membership.id,
    state: next.state,
    reason,
    by: ctx.viewer.userId,
    at: ctx.now,
  });
}

export const stateOf = (ctx: Ctx, { membership }: Locked) => membershipAt(membership, ctx.now);
