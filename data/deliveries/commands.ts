import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { factsOf } from "@/data/cases/facts";
import { bySystem, command, demand } from "@/data/command";
import { isOpen } from "@/data/deliveries/open";
import { settleDeliveries, whyItStays } from "@/data/deliveries/plan";
import { candidatesOf } from "@/data/notices/candidates";
import { heldBack } from "@/data/restores/gate";
import { sendingIsStopped } from "@/data/stops/queries";
import type { Ctx } from "@/data/transaction";
import { cases, deliveries, noticeOrganizations, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decide } from "@/domain/case/state";
import { differences, resolveRecipients } from "@/domain/notice/recipients";
import { decideNotice, finishes } from "@/domain/notice/state";
import { notFound, refused } from "@/lib/errors";

/**
 * At its instant a notice leaves: recipients are resolved a second time, with authority (rule 4). What is sent is
 * approved *and* still eligible; every difference from the approved list is recorded. Running it twice changes nothing.
 */
export const dispatchNotice = command(
  "notice.dispatch",
  z.object({ noticeId: z.uuid() }),
  bySystem,
  async (ctx, { noticeId }) => {
    const because = await heldBack(ctx);
    if (because) throw refused(because);
    const { of, notice } = await lockForSending(ctx, noticeId);
    if (await sendingIsStopped(ctx))
      throw refused("Sending is stopped: the notice waits, and is checked again before it leaves.");
    const stream = { type: "case", id: of.id } as const;
    const current = { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } };
    const sending = demand(decideNotice(current, factsOf(of), { type: "dispatch" }, ctx.now));
    const stays = await whyItStays(ctx, of, notice);
    if (stays) return { result: { messages: 0 }, audit: [{ stream, ...stays }] };

    const candidates = await candidatesOf(ctx, notice.id);
    const resolved = resolveRecipients(notice.kind, candidates);
    const approved = await ctx.tx
      .select({
        organizationId: noticeOrganizations.organizationId,
        name: sql<string>`(select name from organizations where id = ${noticeOrganizations.organizationId})`,
      })
      .from(noticeOrganizations)
      .where(and(eq(noticeOrganizations.noticeId, notice.id), eq(noticeOrganizations.approved, true)));
    const going = resolved.included.filter((r) =>
      approved.some((a) => a.organizationId === r.organizationId),
    );
    const changed = differences(approved, resolved);
    for (const a of approved) {
      const still = going.find((r) => r.organizationId === a.organizationId);
      const resolvedReason =
        still?.reason ?? changed.find((d) => d.organizationId === a.organizationId)?.what ?? null;
      await ctx.tx
        .update(noticeOrganizations)
        .set({ resolved: still !== undefined, resolvedReason })
        .where(
          and(
            eq(noticeOrganizations.noticeId, notice.id),
            eq(noticeOrganizations.organizationId, a.organizationId),
          ),
        );
    }
    const { queued, held } = await settleDeliveries(ctx, notice, going, candidates);
    const next = queued.length > 0 ? decide(factsOf(of), { type: "prenotify" }, ctx.now) : null;
    if (next?.ok)
      await ctx.tx
        .update(cases)
        .set({ state: next.next.state, revision: of.revision + 1 })
        .where(eq(cases.id, of.id));
    await ctx.tx.update(notices).set({ state: sending.state }).where(eq(notices.id, notice.id));
    const audit: [AuditEvent, ...AuditEvent[]] = [
      {
        stream,
        action: "notice.dispatched",
        facts: {
          noticeId,
          organizations: going.length,
          messages: queued.length,
          differences: changed.map((d) => `${d.organizationId}: ${d.what}`),
        },
      },
      ...held.map((h): AuditEvent => ({ stream, action: "delivery.held", facts: { noticeId, ...h } })),
    ];
    return { result: { messages: queued.length }, audit };
  },
);

/**
 * Ends a notice when none of its messages is on its way any more. A transaction of its own, and not the end of the last
 * delivery's: it locks case and notice first, as every command does, so that a sender never waits for one that waits
 * for it and forgets what a transport accepted.
 */
export const finishNotice = command(
  "notice.finish",
  z.object({ noticeId: z.uuid() }),
  bySystem,
  async (ctx, { noticeId }) => {
    const notice = await lockToFinish(ctx, noticeId);
    const next = demand(finishes(notice.state));
    const [open] = await ctx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(and(eq(deliveries.noticeId, notice.id), isOpen))
      .limit(1);
    if (open) throw refused("A message of it is still on its way.");
    await ctx.tx
      .update(notices)
      .set({ state: next.state, finishedAt: ctx.now })
      .where(eq(notices.id, notice.id));
    return {
      result: { noticeId },
      audit: [
        { stream: streamOf(notice), action: "notice.finished", facts: { noticeId, kind: notice.kind } },
      ],
    };
  },
);

/** The stream of what a notice is about: its case, or the project of the membership. */
const streamOf = (notice: typeof notices.$inferSelect) =>
  notice.caseId
    ? ({ type: "case", id: notice.caseId } as const)
    : ({ type: "project", id: notice.projectId ?? "" } as const);

/** The notice, and its case before it where it has one. */
async function lockToFinish(ctx: Ctx, noticeId: string) {
  const [found] = await ctx.tx
    .select({ caseId: notices.caseId })
    .from(notices)
    .where(eq(notices.id, noticeId));
  if (found?.caseId) return (await lockForSending(ctx, noticeId)).notice;
  const [notice] = await ctx.tx.select().from(notices).where(eq(notices.id, noticeId)).for("no key update");
  if (!notice) throw notFound();
  return notice;
}

/** The case and the notice, locked in the order of every command. */
async function lockForSending(ctx: Ctx, noticeId: string) {
  const [found] = await ctx.tx
    .select({ caseId: notices.caseId })
    .from(notices)
    .where(eq(notices.id, noticeId));
  if (!found?.caseId) throw notFound();
  const [of] = await ctx.tx.select().from(cases).where(eq(cases.id, found.caseId)).for("no key update");
  const [notice] = await ctx.tx.select().from(notices).where(eq(notices.id, noticeId)).for("no key update");
  if (!of || !notice) throw notFound();
  return { of, notice };
}
