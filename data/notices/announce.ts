import { and, eq, inArray, isNotNull, notInArray } from "drizzle-orm";
import { newId } from "@/data/audit";
import { enqueue } from "@/data/jobs";
import type { Ctx } from "@/data/transaction";
import { contacts, deliveries, noticeOrganizations, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { type FollowUp, NOTICE_KINDS, opensCase } from "@/domain/notice/messages";

/** The organizations that were told of a case: a request for a message that opens it was begun. */
export const toldOrganizations = (ctx: Ctx, caseId: string) =>
  ctx.tx
    .selectDistinct({ organizationId: deliveries.organizationId })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.caseId, caseId),
        isNotNull(deliveries.firstAttemptAt),
        inArray(deliveries.kind, NOTICE_KINDS.filter(opensCase)),
      ),
    );

/** Contacts that were admitted after an approval of the case, and that no second member agreed to. */
async function waitingFor(ctx: Ctx, caseId: string): Promise<string[]> {
  const rows = await ctx.tx
    .select({ contactId: deliveries.contactId, held: deliveries.held, begun: deliveries.firstAttemptAt })
    .from(deliveries)
    .where(and(eq(deliveries.caseId, caseId), inArray(deliveries.kind, NOTICE_KINDS.filter(opensCase))));
  const agreed = rows.filter((d) => !d.held && d.begun !== null).map((d) => d.contactId);
  return rows.filter((d) => d.held && !agreed.includes(d.contactId)).map((d) => d.contactId);
}

/**
 * Tells everybody who had been told of a case that its date moved or that it is public. Neutral, so it goes to paused
 * and withdrawn organizations too, and needs no approval of its own: it follows a decision that had one.
 */
export async function announce(ctx: Ctx, caseId: string, kind: FollowUp): Promise<AuditEvent[]> {
  const told = (await toldOrganizations(ctx, caseId)).map((t) => t.organizationId);
  if (told.length === 0) return [];
  const id = newId();
  const createdBy = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  await ctx.tx.insert(notices).values({
    id,
    caseId,
    kind,
    state: "sending",
    sendAt: ctx.now,
    sendZone: "UTC",
    createdBy,
    createdAt: ctx.now,
  });
  const to = await ctx.tx
    .select({ id: contacts.id, organizationId: contacts.organizationId, email: contacts.email })
    .from(contacts)
    .where(
      and(
        inArray(contacts.organizationId, told),
        eq(contacts.state, "admitted"),
        isNotNull(contacts.confirmedAt),
        // Before it is public, a contact that waits for a second member learns not even that there is a case.
        kind === "lift" ? undefined : notInArray(contacts.id, await waitingFor(ctx, caseId)),
      ),
    );
  for (const organizationId of told) {
    const reached = to.some((c) => c.organizationId === organizationId);
    const reason = reached
      ? "Was told of the case"
      : "Was told of the case, but has no confirmed contact now";
    await ctx.tx
      .insert(noticeOrganizations)
      .values({ noticeId: id, organizationId, chosen: true, resolved: reached, resolvedReason: reason });
  }
  for (const c of to) {
    const deliveryId = newId();
    await ctx.tx.insert(deliveries).values({
      id: deliveryId,
      noticeId: id,
      caseId,
      organizationId: c.organizationId,
      contactId: c.id,
      kind,
      state: "queued",
      address: c.email,
    });
    await enqueue(ctx, { task: "send_delivery", id: deliveryId });
  }
  return [
    {
      stream: { type: "case", id: caseId },
      action: "notice.dispatched",
      facts: { noticeId: id, kind, organizations: told.length, messages: to.length },
    },
  ];
}
