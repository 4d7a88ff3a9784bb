import { confirmedContacts, sendNow } from "@/data/notices/send-now";
import type { Ctx } from "@/data/transaction";
import type { AuditEvent } from "@/domain/audit";
import type { MembershipMessage } from "@/domain/notice/messages";

/**
 * Tells an organization of a decision about its membership in a project: neutral, to all its confirmed contacts,
 * whatever state the membership is in.
 */
export async function tellOrganization(
  ctx: Ctx,
  { organizationId, projectId }: { organizationId: string; projectId: string },
  kind: MembershipMessage,
): Promise<AuditEvent[]> {
  const to = await confirmedContacts(ctx, [organizationId]);
  const resolvedReason = to.length > 0 ? "Told of a decision about it" : "Has no confirmed contact now";
  const noticeId = await sendNow(ctx, {
    notice: { kind, projectId },
    organizations: [{ organizationId, resolved: to.length > 0, resolvedReason }],
    to,
  });
  return [
    {
      stream: { type: "organization", id: organizationId },
      action: "notice.dispatched",
      facts: { noticeId, projectId, kind, messages: to.length },
    },
  ];
}
