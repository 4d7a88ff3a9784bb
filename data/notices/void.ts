import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { factsOf } from "@/data/cases/facts";
import type { Ctx } from "@/data/transaction";
import { cases, deliveries, notices } from "@/db/schema";
import type { AuditAction, AuditEvent } from "@/domain/audit";
import { statesBefore } from "@/domain/delivery/state";
import { invitesToRead, NOTICE_KINDS } from "@/domain/notice/messages";
import { decideNotice, isUnsent, NOTICE_STATES, type NoticeCommand } from "@/domain/notice/state";

const INVITING = NOTICE_KINDS.filter(invitesToRead);

/** What an approver has open was written for another release instant: that form must not approve this one. */
export const renewForms = (ctx: Ctx, caseId: string) =>
  ctx.tx
    .update(notices)
    .set({ revision: sql`${notices.revision} + 1` })
    .where(and(eq(notices.caseId, caseId), inArray(notices.state, NOTICE_STATES.filter(isUnsent))));

/** Takes back every approval of the case that has not left: what was approved is not what would be sent any more. */
export const voidApprovals = (ctx: Ctx, caseId: string, because: string): Promise<AuditEvent[]> =>
  moveAll(ctx, caseId, { type: "review_again" }, "notice.approval_voided", {
    because,
    set: { versionId: null, approvedBy: null, approvedAt: null },
    deliveries: `The approval was voided: ${because}`,
  });

/** Ends every notice that would open the case: nothing of it is, or will be, secret. */
export const voidUnsent = (ctx: Ctx, caseId: string, because: string): Promise<AuditEvent[]> =>
  moveAll(ctx, caseId, { type: "void" }, "notice.voided", {
    because,
    set: { finishedAt: ctx.now },
    deliveries: `The notice is void: ${because}`,
  });

type How = {
  because: string;
  set: Partial<typeof notices.$inferInsert>;
  deliveries: string;
  /** What becomes of messages that no transport accepted; cancelled unless said otherwise. */
  end?: "cancel" | "stop";
};

/** Stops everything that would still invite anybody to read a case: what waits is cancelled, what is under way halted. */
export async function stopAll(ctx: Ctx, caseId: string, because: string): Promise<AuditEvent[]> {
  const how = { because, set: { finishedAt: ctx.now }, deliveries: `Stopped: ${because}` };
  return [
    ...(await moveAll(ctx, caseId, { type: "cancel" }, "notice.cancelled", how)),
    ...(await moveAll(ctx, caseId, { type: "halt" }, "notice.halted", { ...how, end: "stop" })),
  ];
}

/** Moves every notice of a case that invites to read it, where the domain allows the step; the others stay as they are. */
async function moveAll(
  ctx: Ctx,
  caseId: string,
  step: NoticeCommand,
  action: AuditAction,
  how: How,
): Promise<AuditEvent[]> {
  const rows = await ctx.tx
    .select({ notice: notices, of: cases })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(eq(notices.caseId, caseId), inArray(notices.kind, INVITING)))
    .orderBy(notices.id)
    .for("no key update", { of: notices });
  const events: AuditEvent[] = [];
  for (const { notice, of } of rows) {
    const facts = { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } };
    const next = decideNotice(facts, factsOf(of), step, ctx.now);
    if (!next.ok) continue;
    await ctx.tx
      .update(notices)
      .set({ ...how.set, state: next.next.state })
      .where(eq(notices.id, notice.id));
    await stopDeliveries(ctx, notice.id, how.end ?? "cancel", how.deliveries);
    events.push({
      stream: { type: "case", id: caseId },
      action,
      facts: { noticeId: notice.id, because: how.because },
    });
  }
  return events;
}

const STOPPED = { cancel: "cancelled", stop: "stopped" } as const;

/** Ends every delivery of a notice that no transport has accepted. Locked in one order, so that two who stop never wait for each other. */
export async function stopDeliveries(ctx: Ctx, noticeId: string, how: "cancel" | "stop", reason: string) {
  const open = and(
    eq(deliveries.noticeId, noticeId),
    inArray(deliveries.state, statesBefore(how)),
    isNull(deliveries.acceptedAt),
  );
  await ctx.tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(open)
    .orderBy(asc(deliveries.id))
    .for("no key update");
  await ctx.tx
    .update(deliveries)
    .set({
      state: STOPPED[how],
      reason: sql`case when attempts > 0 then ${`${reason}. An earlier attempt may have been accepted`} else ${reason} end`,
      nextTryAt: null,
      leaseUntil: null,
    })
    .where(open);
}
