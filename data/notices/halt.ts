import { and, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { append } from "@/data/audit";
import { factsOf } from "@/data/cases/facts";
import { byMember, command, demand } from "@/data/command";
import { enqueue } from "@/data/jobs";
import { existing, lockNotice } from "@/data/notices/lock";
import { stopDeliveries } from "@/data/notices/void";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { cases, contacts, deliveries, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { isEmbargoed } from "@/domain/case/state";
import { decideDelivery } from "@/domain/delivery/state";
import { decideNotice } from "@/domain/notice/state";
import { mayAgreeTo } from "@/domain/organization/contact";
import type { Member } from "@/domain/viewer";
import { notFound, refused } from "@/lib/errors";

/** Stops a send in progress. One member is enough; what a transport accepted cannot be called back, and stays on record. */
export const haltNotice = command(
  "notice.halt",
  z.object({ noticeId: existing.noticeId }),
  byMember,
  async (ctx, input) => {
    const { of, notice } = await lockNotice(ctx, input.noticeId);
    const facts = { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } };
    const next = demand(decideNotice(facts, factsOf(of), { type: "halt" }, ctx.now));
    await ctx.tx
      .update(notices)
      .set({ state: next.state, finishedAt: ctx.now })
      .where(eq(notices.id, notice.id));
    await stopDeliveries(ctx, notice.id, "stop", `Halted by ${ctx.viewer.name}`);
    return {
      result: { noticeId: notice.id },
      audit: [
        { stream: { type: "case", id: of.id }, action: "notice.halted", facts: { noticeId: notice.id } },
      ],
    };
  },
);

/**
 * Agrees to a contact that was admitted after the approval: a member other than the one who admitted it, so that one
 * alone opens no running case to anybody.
 */
export const releaseHeld = command(
  "delivery.release",
  z.object({ deliveryId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    const [found] = await ctx.tx
      .select({ caseId: deliveries.caseId, noticeId: deliveries.noticeId })
      .from(deliveries)
      .where(eq(deliveries.id, input.deliveryId));
    if (!found?.caseId) throw notFound();
    const { of, notice } = await lockNotice(ctx, found.noticeId);
    const [row] = await ctx.tx
      .select()
      .from(deliveries)
      .where(and(eq(deliveries.id, input.deliveryId), isNull(deliveries.acceptedAt)))
      .for("no key update");
    if (!row) throw notFound();
    if (!row.held) throw refused("Nothing waits for an agreement here any more.");
    if (!isEmbargoed(of.state)) throw refused(`The case is ${of.state}: there is nothing to agree to.`);
    if (notice.state !== "sending" && notice.state !== "sent")
      throw refused(
        `The notice is ${notice.state}, and nothing more of it leaves. Write another for this contact.`,
      );
    await requireUntied(ctx, of.projectId, row.organizationId);
    const [contact] = await ctx.tx.select().from(contacts).where(eq(contacts.id, row.contactId));
    if (!contact || !mayAgreeTo(contact, ctx.viewer.userId))
      throw refused("You added or admitted this contact. Another member agrees to it.");
    const state = demand(decideDelivery({ state: row.state, accepted: false }, { type: "queue" }));
    await ctx.tx
      .update(deliveries)
      .set({ state, held: false, reason: null })
      .where(eq(deliveries.id, row.id));
    await enqueue(ctx, { task: "send_delivery", id: row.id });
    const facts = {
      deliveryId: row.id,
      noticeId: row.noticeId,
      contactId: row.contactId,
      organizationId: row.organizationId,
      caseId: of.id,
    };
    return {
      result: { deliveryId: row.id },
      audit: [
        { stream: { type: "case", id: of.id }, action: "delivery.released", facts },
        { stream: { type: "organization", id: row.organizationId }, action: "delivery.released", facts },
      ],
    };
  },
);

/**
 * For a contact that is admitted while cases are running: a held delivery for each, so that nobody is told by one member
 * alone. In every project, whether the member who admits it sees that one or not: its cases would open otherwise.
 */
export const holdForRunningCases = (ctx: Ctx<Member>, contact: Admitted): Promise<void> =>
  ctx.everywhere(async () => append(ctx, await holdIn(ctx, contact)));

type Admitted = { id: string; organizationId: string; email: string };

async function holdIn(ctx: Ctx<Member>, contact: Admitted): Promise<AuditEvent[]> {
  const running = await ctx.tx
    .selectDistinctOn([deliveries.caseId], {
      caseId: deliveries.caseId,
      noticeId: deliveries.noticeId,
      state: cases.state,
    })
    .from(deliveries)
    .innerJoin(cases, eq(cases.id, deliveries.caseId))
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(
      and(
        eq(deliveries.organizationId, contact.organizationId),
        eq(deliveries.kind, "prenotification"),
        inArray(notices.state, ["sending", "sent", "halted"]),
      ),
    )
    .orderBy(deliveries.caseId, notices.createdAt);
  const events: AuditEvent[] = [];
  for (const r of running) {
    if (!r.caseId || !isEmbargoed(r.state)) continue;
    const [made] = await ctx.tx
      .insert(deliveries)
      .values({
        noticeId: r.noticeId,
        caseId: r.caseId,
        organizationId: contact.organizationId,
        contactId: contact.id,
        kind: "prenotification",
        state: "planned",
        held: true,
        address: contact.email,
        reason: "Admitted after the approval: held until a second member agrees",
      })
      .onConflictDoNothing()
      .returning({ id: deliveries.id });
    if (made)
      events.push({
        stream: { type: "case", id: r.caseId },
        action: "delivery.held",
        facts: {
          noticeId: r.noticeId,
          contactId: contact.id,
          organizationId: contact.organizationId,
          caseId: r.caseId,
        },
      });
  }
  return events;
}
