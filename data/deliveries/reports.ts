import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { recordOf } from "@/data/deliveries/sending";
import { policyOf } from "@/data/policies/in-force";
import { endSessions, ofContact } from "@/data/sign-in/sessions";
import type { Ctx } from "@/data/transaction";
import { cases, contacts, deliveries, mailReports, notices } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { afterReport, MAIL_REPORTS } from "@/domain/delivery/state";
import { bounceRule } from "@/domain/policy/bounces";
import { refused } from "@/lib/errors";

const Report = z.object({
  /** The provider's id of the event: a second copy changes nothing. */
  eventId: z.string().min(1).max(256),
  /** Ours, from the tags of the message; or the provider's id of the message. */
  deliveryId: z.uuid().nullable(),
  emailId: z.string().max(256),
  report: z.enum(MAIL_REPORTS),
  detail: z.string().max(500).nullable(),
  permanent: z.boolean(),
  at: z.string(),
});

const REASON: Partial<Record<z.output<typeof Report>["report"], string>> = {
  deferred: "Its server takes it later",
  bounced: "The receiving server refused it",
  complained: "Its reader marked it as spam",
  suppressed: "The provider does not send to this address: it bounced or complained before",
  failed: "The provider could not send it",
};

/**
 * What the provider says of a message, in any order and any number of times: states only move forward. An
 * event of a message that is none of ours is kept by its id alone.
 * @throws AppError when the event was heard before
 */
export const recordMailReport = command("mail.report", Report, bySystem, async (ctx, input) => {
  const row = await find(ctx, input);
  const [fresh] = await ctx.tx
    .insert(mailReports)
    .values({
      id: input.eventId,
      deliveryId: row?.id ?? null,
      report: input.report,
      detail: input.detail,
      permanent: input.permanent,
      at: sql`${input.at}::timestamptz`,
      receivedAt: ctx.realNow,
    })
    .onConflictDoNothing()
    .returning({ id: mailReports.id });
  if (!fresh) throw refused("This event was recorded before.");
  const facts = { report: input.report, eventId: input.eventId };
  const unknown: [AuditEvent] = [{ stream: DEPLOYMENT, action: "delivery.reported", facts }];
  if (!row) return { result: { known: false as boolean }, audit: unknown };
  const next = afterReport({ state: row.state, accepted: row.acceptedAt !== null }, input.report);
  const raced = next && (row.state === "stopped" || row.state === "cancelled");
  const because = [REASON[input.report], input.detail].filter(Boolean).join(": ");
  const reason = raced
    ? `Accepted before it was ${row.state}${because ? `. ${because}` : ""}`
    : because || null;
  if (next)
    await ctx.tx
      .update(deliveries)
      .set({ state: next, reason, acceptedAt: row.acceptedAt ?? ctx.now, leaseUntil: null, nextTryAt: null })
      .where(eq(deliveries.id, row.id));
  // Without the reason's words: the process that answers the web holds no key of a case, and they stand at the delivery.
  const audit = await recordOf(ctx, row, "delivery.reported", {
    ...facts,
    state: next ?? row.state,
  });
  const ended = input.report === "bounced" && input.permanent ? await endBounced(ctx, row) : [];
  return { result: { known: true as boolean }, audit: [...audit, ...ended] };
});

/** The delivery that an event is about: one whose request was begun, found by our id or by the provider's. */
async function find(ctx: Ctx, input: z.output<typeof Report>) {
  const own = input.deliveryId
    ? eq(deliveries.id, input.deliveryId)
    : eq(deliveries.providerId, input.emailId);
  const [row] = await ctx.tx
    .select()
    .from(deliveries)
    .where(and(own, isNotNull(deliveries.firstAttemptAt)))
    .for("no key update");
  return row ?? null;
}

/** A mailbox that refused for good twice is nobody's any more: its contact ends at once (scenario S4). */
async function endBounced(ctx: Ctx, row: typeof deliveries.$inferSelect): Promise<AuditEvent[]> {
  const [others] = await ctx.tx
    .select({ count: sql<number>`count(distinct ${deliveries.id})::int` })
    .from(mailReports)
    .innerJoin(deliveries, eq(deliveries.id, mailReports.deliveryId))
    .where(
      and(
        eq(deliveries.contactId, row.contactId),
        ne(deliveries.id, row.id),
        eq(mailReports.report, "bounced"),
        eq(mailReports.permanent, true),
      ),
    );
  const { hardBounces, action } = await ruleFor(ctx, row);
  // A member is asked to look (Today): the policy ends nothing by itself.
  if (action === "duty" || (others?.count ?? 0) + 1 < hardBounces) return [];
  const [ended] = await ctx.tx
    .update(contacts)
    .set({
      state: "ended",
      endedAt: ctx.now,
      endedBecause: `Its mailbox refused messages for good, ${hardBounces === 1 ? "once" : hardBounces === 2 ? "twice" : `${hardBounces} times`}`,
    })
    .where(and(eq(contacts.id, row.contactId), eq(contacts.state, "admitted")))
    .returning({ email: contacts.email });
  return ended
    ? [
        {
          stream: { type: "organization", id: row.organizationId },
          action: "contact.bounced_out",
          facts: { contactId: row.contactId },
        },
        ...(await endSessions(ctx, ofContact(row.contactId))),
      ]
    : [];
}

/** The rule of the project that the message was sent for; ours for what no project sent. */
async function ruleFor(ctx: Ctx, row: typeof deliveries.$inferSelect) {
  const [of] = await ctx.tx
    .select({ projectId: sql<string | null>`coalesce(${cases.projectId}, ${notices.projectId})` })
    .from(notices)
    .leftJoin(cases, eq(cases.id, notices.caseId))
    .where(eq(notices.id, row.noticeId));
  return bounceRule(of?.projectId ? await policyOf(ctx, of.projectId) : null);
}
