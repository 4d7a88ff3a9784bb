import { and, eq, inArray, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { factsOf } from "@/data/cases/facts";
import { bySystem, command, demand } from "@/data/command";
import { enqueue } from "@/data/jobs";
import { candidatesOf } from "@/data/notices/candidates";
import { stopDeliveries } from "@/data/notices/void";
import { type Ctx, read } from "@/data/transaction";
import { cases, deliveries, noticeOrganizations, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { decide } from "@/domain/case/state";
import { differences, resolveRecipients } from "@/domain/notice/recipients";
import { decideNotice } from "@/domain/notice/state";
import type { SystemViewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/**
 * At its instant a notice leaves: recipients are resolved a second time, with authority (rule 4). What is sent is
 * approved *and* still eligible; every difference from the approved list is recorded. Running it twice changes nothing.
 */
export const dispatchNotice = command(
  "notice.dispatch",
  z.object({ noticeId: z.uuid() }),
  bySystem,
  async (ctx, { noticeId }) => {
    const [found] = await ctx.tx
      .select({ caseId: notices.caseId })
      .from(notices)
      .where(eq(notices.id, noticeId));
    if (!found) throw notFound();
    const [of] = await ctx.tx.select().from(cases).where(eq(cases.id, found.caseId)).for("update");
    const [notice] = await ctx.tx.select().from(notices).where(eq(notices.id, noticeId)).for("update");
    if (!of || !notice) throw notFound();
    const stream = { type: "case", id: of.id } as const;
    demand(
      decideNotice(
        { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } },
        factsOf(of),
        { type: "dispatch" },
        ctx.now,
      ),
    );
    if (of.prenotify !== "yes" || of.publicSince) {
      await stopDeliveries(ctx, notice.id, "stopped", "The case is not to be prenotified any more");
      await ctx.tx
        .update(notices)
        .set({ state: "void", finishedAt: ctx.now })
        .where(eq(notices.id, notice.id));
      return {
        result: { messages: 0 },
        audit: [
          {
            stream,
            action: "notice.voided",
            facts: { noticeId, because: "the case is not to be prenotified any more" },
          },
        ],
      };
    }

    const resolved = resolveRecipients(notice.kind, await candidatesOf(ctx, notice.id));
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
    const { queued, held } = await settleDeliveries(ctx, notice, going);
    const next = queued.length > 0 ? decide(factsOf(of), { type: "prenotify" }, ctx.now) : null;
    if (next?.ok)
      await ctx.tx
        .update(cases)
        .set({ state: next.next.state, revision: of.revision + 1 })
        .where(eq(cases.id, of.id));
    await ctx.tx
      .update(notices)
      .set(queued.length > 0 ? { state: "sending" } : { state: "sent", finishedAt: ctx.now })
      .where(eq(notices.id, notice.id));
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

/** Planned deliveries are queued or stopped; a contact admitted after the approval is held as a gap. */
async function settleDeliveries(
  ctx: Ctx,
  notice: typeof notices.$inferSelect,
  going: ReturnType<typeof resolveRecipients>["included"],
) {
  const planned = await ctx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.noticeId, notice.id), eq(deliveries.state, "planned")))
    .for("update");
  const contactsNow = new Map(
    going.flatMap((r) => r.contacts.map((c) => [c.id, { ...c, organizationId: r.organizationId }] as const)),
  );
  const queued: string[] = [];
  for (const d of planned) {
    const contact = contactsNow.get(d.contactId);
    if (contact) {
      await ctx.tx
        .update(deliveries)
        .set({ state: "queued", address: contact.address })
        .where(eq(deliveries.id, d.id));
      await enqueue(ctx, { task: "send_delivery", id: d.id });
      queued.push(d.id);
    } else {
      const reason = going.some((r) => r.organizationId === d.organizationId)
        ? "The contact ended after the approval"
        : "The organization was not eligible any more when the notice left";
      await ctx.tx.update(deliveries).set({ state: "stopped", reason }).where(eq(deliveries.id, d.id));
    }
  }
  const held: { organizationId: string; contactId: string }[] = [];
  for (const c of contactsNow.values()) {
    if (planned.some((d) => d.contactId === c.id)) continue;
    await ctx.tx
      .insert(deliveries)
      .values({
        id: newId(),
        noticeId: notice.id,
        caseId: notice.caseId,
        organizationId: c.organizationId,
        contactId: c.id,
        kind: notice.kind,
        state: "planned",
        held: true,
        address: c.address,
        reason: "Admitted after the approval: held",
      })
      .onConflictDoNothing();
    held.push({ organizationId: c.organizationId, contactId: c.id });
  }
  return { queued, held };
}

/** Ids of what should be on its way by now. The tables are the truth: this finds what a lost wake-up left behind. */
export const dueWork = (viewer: SystemViewer) =>
  read(viewer, async (ctx) => {
    const due = await ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "approved"), lte(notices.sendAt, ctx.now)));
    const open = await ctx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          inArray(deliveries.state, ["queued", "deferred"]),
          or(sql`${deliveries.nextTryAt} is null`, lte(deliveries.nextTryAt, ctx.realNow)),
          or(sql`${deliveries.leaseUntil} is null`, lte(deliveries.leaseUntil, ctx.realNow)),
        ),
      )
      .limit(500);
    return { notices: due.map((n) => n.id), deliveries: open.map((d) => d.id) };
  });

/** Ends a notice when none of its messages is on its way any more. */
export async function finishNotice(ctx: Ctx, noticeId: string): Promise<AuditEvent[]> {
  const [left] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(deliveries)
    .where(and(eq(deliveries.noticeId, noticeId), inArray(deliveries.state, ["queued", "deferred"])));
  if (!left || left.count > 0) return [];
  const [done] = await ctx.tx
    .update(notices)
    .set({ state: "sent", finishedAt: ctx.now })
    .where(and(eq(notices.id, noticeId), eq(notices.state, "sending")))
    .returning({ caseId: notices.caseId });
  return done
    ? [{ stream: { type: "case", id: done.caseId }, action: "notice.finished", facts: { noticeId } }]
    : [];
}
