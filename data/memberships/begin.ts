import { and, count, eq, ne } from "drizzle-orm";
import { newId } from "@/data/audit";
import { addChange } from "@/data/memberships/history";
import { endLapsed, holdsPlace } from "@/data/memberships/lapse";
import { entryOf, type OfProject } from "@/data/memberships/lock";
import { activateIfReady } from "@/data/memberships/ready";
import { confirmedContacts } from "@/data/notices/send-now";
import { tellOrganization } from "@/data/notices/tell";
import { policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { groups, memberships } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { eligibilityOf, placesFor } from "@/domain/policy/eligibility";
import type { Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

type Accepted = {
  organizationId: string;
  group: typeof groups.$inferSelect;
  reason: string;
  facts?: AuditEvent["facts"];
};

/**
 * Makes an organization a member of a group, as a quorum decided: *accepted*, and *active* at once where a contact is
 * confirmed and the terms are accepted. The group's row is locked first, so that its last place is given once.
 * @throws AppError when it is a member already, or no place is left (P6)
 */
export async function acceptInto(
  ctx: Ctx<Member>,
  { organizationId, group, reason, facts = {} }: Accepted,
): Promise<{ membershipId: string; events: [AuditEvent, ...AuditEvent[]] }> {
  const of = { organizationId, projectId: group.projectId };
  await ctx.tx.select({ id: groups.id }).from(groups).where(eq(groups.id, group.id)).for("update");
  const lapsed = await endLapsed(ctx, organizationId, group.id);
  await refuseWithoutPlace(ctx, organizationId, group);
  const membershipId = newId();
  const [made] = await ctx.tx
    .insert(memberships)
    .values({
      id: membershipId,
      ...of,
      groupId: group.id,
      state: "accepted",
      acceptedAt: ctx.now,
      startedAt: ctx.now,
    })
    .onConflictDoNothing()
    .returning({ id: memberships.id });
  if (!made) throw refused(`It is a member of ${group.name} already.`);
  await addChange(ctx, {
    membershipId,
    state: "accepted",
    reason,
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  const accepted = entryOf(of, "membership.accepted", { membershipId, group: group.name, ...facts }, reason);
  const active = await activateIfReady(ctx, of, ctx.viewer.userId);
  const told = active.length > 0 ? active : await tellAccepted(ctx, of);
  return { membershipId, events: [accepted, ...lapsed, ...told] };
}

async function refuseWithoutPlace(ctx: Ctx, organizationId: string, group: Accepted["group"]): Promise<void> {
  const policy = await policyOf(ctx, group.projectId);
  const of = policy.groups.find((g) => g.name === group.name);
  const most = placesFor(eligibilityOf(policy, of), group.name);
  if (most === null) return;
  const [taken] = await ctx.tx
    .select({ count: count() })
    .from(memberships)
    .where(
      and(eq(memberships.groupId, group.id), ne(memberships.organizationId, organizationId), holdsPlace(ctx)),
    );
  if ((taken?.count ?? 0) >= most)
    throw refused(
      `All ${most} places of ${group.name} are taken. Decide again once one is free; nothing was changed.`,
    );
}

/** Whoever has no confirmed contact yet hears of it on the way that it asked: nothing went astray. */
async function tellAccepted(ctx: Ctx, of: OfProject): Promise<AuditEvent[]> {
  const reachable = await confirmedContacts(ctx, [of.organizationId]);
  return reachable.length > 0 ? tellOrganization(ctx, of, "accepted") : [];
}
