import { and, eq, inArray, sql } from "drizzle-orm";
import { append } from "@/data/audit";
import { messageFor } from "@/data/deliveries/message";
import { enqueue } from "@/data/jobs";
import { type Ctx, type Options, transact } from "@/data/transaction";
import { cases, deliveries, memberships, noticeGroups, notices } from "@/db/schema";
import type { AuditAction, AuditFacts } from "@/domain/audit";
import { isEmbargoed } from "@/domain/case/state";
import { decideDelivery, retryAfterSeconds, statesBefore } from "@/domain/delivery/state";
import { mayReceive, opensCase } from "@/domain/notice/messages";
import { type MembershipState, membershipAt } from "@/domain/organization/membership";
import type { SystemViewer } from "@/domain/viewer";
import type { OutgoingMail } from "@/lib/mail";

/** A call to a transport takes 10 seconds at most; the lease outlives it, so that no second worker begins meanwhile. */
const LEASE_SECONDS = 60;

/** What a transport made of one message. `lost` means: it may have been taken, and nobody can know. */
export type Handover =
  | { outcome: "accepted"; providerId: string }
  | { outcome: "retry"; because: string }
  | { outcome: "refused"; because: string }
  | { outcome: "lost"; because: string };

/**
 * First half of a sending: claims the delivery under a lease, checks again that it may go, and freezes the message.
 * Once this is committed the organization may see the case, whatever becomes of the message.
 * @returns false when there is nothing to send, with the reason on record
 */
export const beginDelivery = (
  viewer: SystemViewer,
  deliveryId: string,
  options?: Options,
): Promise<boolean> =>
  transact(
    viewer,
    "write",
    async (ctx) => {
      const held = await claim(ctx, deliveryId, "skip");
      if (!held || (held.leaseUntil && held.leaseUntil.epochMilliseconds > ctx.realNow.epochMilliseconds))
        return false;
      const because = await whyNot(ctx, held);
      if (because) {
        await settle(ctx, held, { type: "stop" }, "delivery.stopped", because);
        return false;
      }
      const payload =
        held.payload ?? (await ctx.seal(payloadPlace(held), JSON.stringify(await messageFor(ctx, held))));
      await ctx.tx
        .update(deliveries)
        .set({
          payload,
          attempts: held.attempts + 1,
          firstAttemptAt: held.firstAttemptAt ?? ctx.now,
          leaseUntil: ctx.realNow.add({ seconds: LEASE_SECONDS }),
        })
        .where(eq(deliveries.id, held.id));
      await record(ctx, held, "delivery.begun", { attempt: held.attempts + 1 });
      return true;
    },
    options,
  );

/**
 * Second half: hands the frozen message over while a shared lock keeps the membership as it is, and records what the
 * transport said. A withdrawal that commits first stops the call; one that comes later waits for it to end.
 */
export const finishDelivery = (
  viewer: SystemViewer,
  deliveryId: string,
  hand: (mail: OutgoingMail) => Promise<Handover>,
  options?: Options,
): Promise<void> =>
  transact(
    viewer,
    "write",
    async (ctx) => {
      const held = await claim(ctx, deliveryId, "wait");
      if (!held?.payload || !held.leaseUntil) return;
      const because = await whyNot(ctx, held);
      if (because) return settle(ctx, held, { type: "stop" }, "delivery.stopped", because);
      const mail = JSON.parse(await ctx.open(payloadPlace(held), held.payload)) as OutgoingMail;
      const said = await hand(mail);
      switch (said.outcome) {
        case "accepted":
          return settle(ctx, held, { type: "accept" }, "delivery.accepted", null, {
            acceptedAt: ctx.now,
            providerId: said.providerId,
          });
        case "retry": {
          const seconds = retryAfterSeconds(held.attempts);
          await enqueue(ctx, { task: "send_delivery", id: held.id }, seconds);
          return settle(ctx, held, { type: "defer" }, "delivery.deferred", said.because, {
            nextTryAt: ctx.realNow.add({ seconds }),
          });
        }
        case "refused":
          return settle(ctx, held, { type: "fail" }, "delivery.failed", said.because);
        case "lost":
          return settle(ctx, held, { type: "lose_track" }, "delivery.unknown", said.because);
      }
    },
    options,
  );

type Row = typeof deliveries.$inferSelect;
const payloadPlace = (row: Row) => ({
  scope: row.caseId,
  table: "deliveries",
  row: row.id,
  column: "payload",
});

/**
 * Locks an open delivery. A worker that looks for work skips a row that another one holds; the one that holds the lease
 * waits, since a mere look of the other must not make it leave the message behind.
 */
async function claim(ctx: Ctx, id: string, held: "skip" | "wait"): Promise<Row | null> {
  const [row] = await ctx.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.id, id), inArray(deliveries.state, statesBefore("accept"))))
    .for("update", held === "skip" ? { skipLocked: true } : {});
  return row ?? null;
}

/** Rule 1 at the moment of sending, under a lock that a change of the membership has to wait for. */
async function whyNot(ctx: Ctx, row: Row): Promise<string | null> {
  if (!opensCase(row.kind)) return null;
  const [of] = await ctx.tx.select({ state: cases.state }).from(cases).where(eq(cases.id, row.caseId));
  if (!of || !isEmbargoed(of.state)) return `The case is ${of?.state ?? "gone"}: nothing is secret any more`;
  const held = await ctx.tx
    .select({ state: memberships.state, pausedUntil: memberships.pausedUntil })
    .from(memberships)
    .innerJoin(noticeGroups, eq(noticeGroups.groupId, memberships.groupId))
    .where(and(eq(noticeGroups.noticeId, row.noticeId), eq(memberships.organizationId, row.organizationId)))
    .for("share", { of: memberships });
  const states: MembershipState[] = held.map((m) => membershipAt(m, ctx.now));
  if (!states.some((s) => mayReceive(row.kind, s)))
    return `The organization is ${states.find((s) => s !== "active") ?? "no member"} in the groups of this notice`;
  const [contact] = await ctx.tx.execute<{ state: string }>(
    sql`select state from contacts where id = ${row.contactId} for share`,
  );
  return contact?.state === "admitted" ? null : "The contact has ended";
}

/**
 * One update and no second: PostgreSQL checks the foreign keys of a row that its own transaction changed before, and
 * would wait there for a command that waits for this row.
 */
async function settle(
  ctx: Ctx,
  row: Row,
  event: Parameters<typeof decideDelivery>[1],
  action: AuditAction,
  reason: string | null,
  more: Partial<typeof deliveries.$inferInsert> = {},
): Promise<void> {
  const next = decideDelivery(row.state, event);
  if (!next.ok) throw new Error(next.because);
  await ctx.tx
    .update(deliveries)
    .set({ ...more, state: next.next, reason, leaseUntil: null })
    .where(eq(deliveries.id, row.id));
  await record(ctx, row, action, reason ? { because: reason } : {});
}

/** A message concerns the case and the organization: both streams say so. */
async function record(ctx: Ctx, row: Row, action: AuditAction, more: AuditFacts): Promise<void> {
  const [notice] = await ctx.tx
    .select({ kind: notices.kind })
    .from(notices)
    .where(eq(notices.id, row.noticeId));
  const facts = {
    deliveryId: row.id,
    noticeId: row.noticeId,
    contactId: row.contactId,
    organizationId: row.organizationId,
    caseId: row.caseId,
    kind: notice?.kind ?? null,
    ...more,
  };
  await append(ctx, [
    { stream: { type: "case", id: row.caseId }, action, facts },
    { stream: { type: "organization", id: row.organizationId }, action, facts },
  ]);
}
