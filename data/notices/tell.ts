import { and, eq, isNotNull } from "drizzle-orm";
import { newId } from "@/data/audit";
import { enqueue } from "@/data/jobs";
import type { Ctx } from "@/data/transaction";
import { contacts, deliveries, noticeOrganizations, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { MembershipMessage } from "@/domain/notice/messages";

/**
 * Tells an organization of a decision about its membership in a project: neutral, to all its confirmed contacts,
 * whatever state the membership is in.
 */
export async function tellOrganization(
  ctx: Ctx,
  of: { organizationId: string; projectId: string },
  kind: MembershipMessage,
): Promise<AuditEvent[]> {
  const { organizationId, projectId } = of;
  const to = await ctx.tx
    .select({ id: contacts.id, email: contacts.email })
    .from(contacts)
    .where(
      and(
        eq(contacts.organizationId, organizationId),
        eq(contacts.state, "admitted"),
        isNotNull(contacts.confirmedAt),
      ),
    );
  const noticeId = newId();
  await ctx.tx.insert(notices).values({
    id: noticeId,
    projectId,
    kind,
    state: "sending",
    sendAt: ctx.now,
    sendZone: "UTC",
    createdBy: "userId" in ctx.viewer ? ctx.viewer.userId : null,
    createdAt: ctx.now,
  });
  await ctx.tx.insert(noticeOrganizations).values({
    noticeId,
    organizationId,
    chosen: true,
    resolved: to.length > 0,
    resolvedReason: to.length > 0 ? "Told of a decision about it" : "Has no confirmed contact now",
  });
  for (const c of to) {
    const id = newId();
    await ctx.tx.insert(deliveries).values({
      id,
      noticeId,
      organizationId,
      contactId: c.id,
      kind,
      state: "queued",
      address: c.email,
    });
    await enqueue(ctx, { task: "send_delivery", id });
  }
  return [
    {
      stream: { type: "organization", id: organizationId },
      action: "notice.dispatched",
      facts: { noticeId, projectId, kind, messages: to.length },
    },
  ];
}
