import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { byMember, command, demand } from "@/data/command";
import { addChange } from "@/data/memberships/history";
import { entryOf, lockMemberships, type OfProject } from "@/data/memberships/lock";
import { idField, reasonField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { requireUntied, tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { memberships } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decideMembership, membershipAt, REVIEWED } from "@/domain/organization/membership";
import { isRecused } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/** A member without ties looked at an organization and found that it stays: its time begins anew (P31). */
export const reviewMembership = command(
  "membership.review",
  z.object({ organizationId: idField, projectId: idField, reason: reasonField }),
  byMember,
  async (ctx, input) => {
    const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
    const of = { organizationId, projectId: input.projectId };
    await requireUntied(ctx, of.projectId, organizationId);
    const [first, ...others] = await stays(ctx, of, input.reason);
    if (!first) throw refused("It has no membership in this project that could be reviewed.");
    return { result: { organizationId }, audit: [first, ...others] };
  },
);

const Many = z.object({
  projectId: idField,
  organizationIds: z
    .preprocess(
      (v) => [v ?? []].flat(),
      z.array(z.uuid("Choose from the list.")).max(200, "Choose at most 200 at once."),
    )
    .refine((o) => o.length > 0, "Choose at least one organization."),
  reason: reasonField,
});

/** The same for many at once; those that the member is tied to, or that have nothing to review, are left as they are. */
export const reviewMany = command("membership.review", Many, byMember, async (ctx, input) => {
  const [ties] = await tiesOf(ctx, [ctx.viewer.userId]);
  const events: AuditEvent[] = [];
  const ids = [...new Set(input.organizationIds)].sort();
  let reviewed = 0;
  for (const id of ids) {
    const { id: organizationId } = await lockOrganization(ctx, id);
    if (ties && isRecused(ties, organizationId)) continue;
    const done = await stays(ctx, { organizationId, projectId: input.projectId }, input.reason);
    if (done.length > 0) reviewed += 1;
    events.push(...done);
  }
  const [first, ...others] = events;
  if (!first)
    throw refused("None of them was reviewed: you are tied to them, or they have no membership to review.");
  return { result: { reviewed, left: ids.length - reviewed }, audit: [first, ...others] };
});

async function stays(ctx: Ctx<Member>, of: OfProject, reason: string): Promise<AuditEvent[]> {
  const every = (await policyOf(ctx, of.projectId)).review?.every ?? null;
  const events: AuditEvent[] = [];
  for (const { membership } of await lockMemberships(ctx, of)) {
    if (membershipAt(membership, ctx.now) === "accepted") continue;
    const next = demand(decideMembership(membership, { type: "review", every }, ctx.now));
    await ctx.tx
      .update(memberships)
      .set({ lapsesAt: next.lapsesAt, remindedAt: null })
      .where(and(eq(memberships.id, membership.id)));
    await addChange(ctx, {
      membershipId: membership.id,
      state: next.state,
      reason: `${REVIEWED}${reason}`,
      by: ctx.viewer.userId,
      at: ctx.now,
    });
    const facts = { membershipId: membership.id, until: next.lapsesAt?.toString() ?? null };
    events.push(entryOf(of, "membership.reviewed", facts, reason));
  }
  return events;
}
