import { and, eq, inArray, isNotNull } from "drizzle-orm";
import { confirmedContacts, sendNow } from "@/data/notices/send-now";
import type { Ctx } from "@/data/transaction";
import { deliveries } from "@/db/schema";
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
  // Before it is public, a contact that waits for a second member learns not even that there is a case.
  const silentTo = kind === "lift" ? [] : await waitingFor(ctx, caseId);
  const to = (await confirmedContacts(ctx, told)).filter((c) => !silentTo.includes(c.contactId));
  const noticeId = await sendNow(ctx, {
    notice: { kind, caseId },
    organizations: told.map((organizationId) => {
      const resolved = to.some((c) => c.organizationId === organizationId);
      const resolvedReason = resolved
        ? "Was told of the case"
        : "Was told of the case, but has no confirmed contact now";
      return { organizationId, resolved, resolvedReason };
    }),
    to,
  });
  return [
    {
      stream: { type: "case", id: caseId },
      action: "notice.dispatched",
      facts: { noticeId, kind, organizations: told.length, messages: to.length },
    },
  ];
}
