import { and, eq, inArray, sql } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { deliveries, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";

const OPENING = NOTICE_KINDS.filter(opensCase);
const OPEN_DELIVERIES = ["planned", "queued", "deferred"] as const;

/** What an approver has open was written for another release instant: that form must not approve this one. */
export const renewForms = (ctx: Ctx, caseId: string) =>
  ctx.tx
    .update(notices)
    .set({ revision: sql`${notices.revision} + 1` })
    .where(and(eq(notices.caseId, caseId), inArray(notices.state, ["draft", "in_review", "approved"])));

/** Takes back every approval of the case that has not left: what was approved is not what would be sent any more. */
export async function voidApprovals(ctx: Ctx, caseId: string, because: string): Promise<AuditEvent[]> {
  const rows = await ctx.tx
    .update(notices)
    .set({ state: "in_review", versionId: null, approvedBy: null, approvedAt: null })
    .where(and(eq(notices.caseId, caseId), eq(notices.state, "approved"), inArray(notices.kind, OPENING)))
    .returning({ id: notices.id });
  for (const { id } of rows)
    await stopDeliveries(ctx, id, "cancelled", `The approval was voided: ${because}`);
  return rows.map(({ id }) => ({
    stream: { type: "case", id: caseId },
    action: "notice.approval_voided",
    facts: { noticeId: id, because },
  }));
}

/** Ends every notice that would open the case: nothing of it is, or will be, secret. */
export async function voidUnsent(ctx: Ctx, caseId: string, because: string): Promise<AuditEvent[]> {
  const rows = await ctx.tx
    .update(notices)
    .set({ state: "void", finishedAt: ctx.now })
    .where(
      and(
        eq(notices.caseId, caseId),
        inArray(notices.state, ["draft", "in_review", "approved", "sending"]),
        inArray(notices.kind, OPENING),
      ),
    )
    .returning({ id: notices.id });
  for (const { id } of rows) await stopDeliveries(ctx, id, "cancelled", `The notice is void: ${because}`);
  return rows.map(({ id }) => ({
    stream: { type: "case", id: caseId },
    action: "notice.voided",
    facts: { noticeId: id, because },
  }));
}

/** Ends every delivery of a notice that no transport has accepted. */
export const stopDeliveries = (ctx: Ctx, noticeId: string, state: "cancelled" | "stopped", reason: string) =>
  ctx.tx
    .update(deliveries)
    .set({ state, reason, nextTryAt: null })
    .where(and(eq(deliveries.noticeId, noticeId), inArray(deliveries.state, OPEN_DELIVERIES)));
