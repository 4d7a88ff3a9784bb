import { and, eq } from "drizzle-orm";
import { newId } from "@/data/audit";
import { factsOf } from "@/data/cases/facts";
import { demand } from "@/data/command";
import { enqueue } from "@/data/jobs";
import { stopDeliveries } from "@/data/notices/void";
import { membersOf } from "@/data/teams/queries";
import type { Ctx } from "@/data/transaction";
import { type cases, deliveries, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { isOverdue } from "@/domain/case/state";
import { decideDelivery } from "@/domain/delivery/state";
import type { Candidate, resolveRecipients } from "@/domain/notice/recipients";
import { decideNotice, type NoticeCommand } from "@/domain/notice/state";

type Case = typeof cases.$inferSelect;
type Notice = typeof notices.$inferSelect;

/** What keeps an approved notice from leaving at its instant, done and said; null when nothing does. */
export async function whyItStays(
  ctx: Ctx,
  of: Case,
  notice: Notice,
): Promise<Pick<AuditEvent, "action" | "facts"> | null> {
  const move = async (type: NoticeCommand["type"] & ("void" | "review_again"), set: Partial<Notice>) => {
    const current = { state: notice.state, send: { at: notice.sendAt, zone: notice.sendZone } };
    const next = demand(decideNotice(current, factsOf(of), { type }, ctx.now));
    await ctx.tx
      .update(notices)
      .set({ ...set, state: next.state, revision: notice.revision + 1 })
      .where(eq(notices.id, notice.id));
  };
  const over =
    of.prenotify !== "yes" || of.publicSince
      ? "the case is not to be prenotified any more"
      : isOverdue(factsOf(of), ctx.now)
        ? "its release passed before it could leave"
        : null;
  if (over) {
    await stopDeliveries(ctx, notice.id, "stop", `The notice is void: ${over}`);
    await move("void", { finishedAt: ctx.now });
    return { action: "notice.voided", facts: { noticeId: notice.id, because: over } };
  }
  const members = await membersOf(ctx, of.projectId);
  if (members.some((m) => m.userId === notice.approvedBy)) return null;
  const because = "who approved it does not work on the project any more";
  await stopDeliveries(ctx, notice.id, "cancel", `The approval was voided: ${because}`);
  await move("review_again", { versionId: null, approvedBy: null, approvedAt: null });
  return { action: "notice.approval_voided", facts: { noticeId: notice.id, because } };
}

const factsOfDelivery = (d: typeof deliveries.$inferSelect) => ({
  state: d.state,
  accepted: d.acceptedAt !== null,
});

/** Planned deliveries are queued or stopped; a contact admitted after the approval is held as a gap. */
export async function settleDeliveries(
  ctx: Ctx,
  notice: typeof notices.$inferSelect,
  going: ReturnType<typeof resolveRecipients>["included"],
  candidates: readonly Candidate[],
) {
  const planned = await ctx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.noticeId, notice.id), eq(deliveries.state, "planned")))
    .for("no key update");
  const contactsNow = new Map(
    going.flatMap((r) => r.contacts.map((c) => [c.id, { ...c, organizationId: r.organizationId }] as const)),
  );
  const queued: string[] = [];
  for (const d of planned) {
    const contact = contactsNow.get(d.contactId);
    if (contact) {
      await ctx.tx
        .update(deliveries)
        .set({
          state: demand(decideDelivery(factsOfDelivery(d), { type: "queue" })),
          address: contact.address,
        })
        .where(eq(deliveries.id, d.id));
      await enqueue(ctx, { task: "send_delivery", id: d.id });
      queued.push(d.id);
    } else {
      const was = candidates.flatMap((c) => c.contacts).find((c) => c.id === d.contactId);
      const reason = was?.toldBefore
        ? "Another notice brought this version to the contact already"
        : going.some((r) => r.organizationId === d.organizationId)
          ? "The contact ended after the approval"
          : (candidates.find((c) => c.organizationId === d.organizationId)?.heldBack ??
            "The organization was not eligible any more when the notice left");
      const state = demand(decideDelivery(factsOfDelivery(d), { type: "stop" }));
      await ctx.tx.update(deliveries).set({ state, reason }).where(eq(deliveries.id, d.id));
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
