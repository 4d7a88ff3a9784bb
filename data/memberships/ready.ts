import { and, asc, eq, isNotNull, isNull } from "drizzle-orm";
import { termsStanding } from "@/data/memberships/accepted-terms";
import { addChange } from "@/data/memberships/history";
import { entryOf, type OfProject } from "@/data/memberships/lock";
import { tellOrganization } from "@/data/notices/tell";
import { policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { contacts, groups, memberships } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decideMembership, type Ready } from "@/domain/organization/membership";
import { takesMail } from "@/domain/policy/contacts";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";

/** What an accepted membership still waits for. */
export async function readiness(ctx: Ctx, of: OfProject, policy: Policy): Promise<Ready> {
  const reachable = await ctx.tx
    .select({ kind: contacts.kind })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, of.organizationId),
        eq(contacts.state, "admitted"),
        isNotNull(contacts.confirmedAt),
      ),
    );
  const { stands } = await termsStanding(ctx, of.projectId, [of.organizationId]);
  return {
    contact: reachable.some((c) => takesMail(policy, c.kind)),
    terms: stands(of.organizationId),
  };
}

/**
 * Makes an organization's accepted memberships in a project active once nothing is missing, and tells it. Called by every
 * step that may have been the last; what it decides by is read anew, under the lock.
 * @param by who took the step; null for the clock
 * @returns the entries, for the caller to append with its own
 */
export const activateIfReady = (ctx: Ctx, of: OfProject, by: string | null): Promise<AuditEvent[]> =>
  // A contact that accepts the terms may not write memberships: what follows from it is ours to write.
  ctx.everywhere(async () => {
    const waiting = await ctx.tx
      .select({ membership: memberships, group: groups.name })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .where(
        and(
          eq(memberships.organizationId, of.organizationId),
          eq(memberships.projectId, of.projectId),
          eq(memberships.state, "accepted"),
          isNull(memberships.endedAt),
        ),
      )
      .orderBy(asc(memberships.id))
      .for("update", { of: memberships });
    if (waiting.length === 0) return [];
    const policy = await policyOf(ctx, of.projectId);
    const ready = await readiness(ctx, of, policy);
    const events: AuditEvent[] = [];
    for (const { membership, group } of waiting) {
      const every = policy.review?.every ?? null;
      const next = decideMembership(membership, { type: "activate", ready, every }, ctx.now);
      if (!next.ok) continue;
      await ctx.tx
        .update(memberships)
        .set({ ...next.next, startedAt: ctx.now })
        .where(eq(memberships.id, membership.id));
      await addChange(ctx, {
        membershipId: membership.id,
        state: "active",
        reason: "Contact confirmed and terms accepted",
        by,
        at: ctx.now,
      });
      events.push(entryOf(of, "membership.started", { membershipId: membership.id, group }));
    }
    return events.length > 0 ? [...events, ...(await tellOrganization(ctx, of, "activated"))] : [];
  });

/** The same in each project that waited for a contact; those that the member does not work on too: contacts are shared. */
export async function activateInProjects(ctx: Ctx<Member>, organizationId: string): Promise<AuditEvent[]> {
  const waiting = await ctx.everywhere(() =>
    ctx.tx
      .selectDistinct({ projectId: memberships.projectId })
      .from(memberships)
      .where(
        and(
          eq(memberships.organizationId, organizationId),
          eq(memberships.state, "accepted"),
          isNull(memberships.endedAt),
        ),
      ),
  );
  const events: AuditEvent[] = [];
  for (const { projectId } of waiting)
    events.push(...(await activateIfReady(ctx, { organizationId, projectId }, ctx.viewer.userId)));
  return events;
}
