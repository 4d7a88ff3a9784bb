import { and, eq } from "drizzle-orm";
import { append } from "@/data/audit";
import { whyNot } from "@/data/deliveries/checks";
import type { Handover } from "@/data/deliveries/handover";
import { messageFor } from "@/data/deliveries/message";
import { isOpen } from "@/data/deliveries/open";
import { holdBack, stoppedQueue, stopQueue } from "@/data/deliveries/queue";
import { enqueue } from "@/data/jobs";
import { heldBack } from "@/data/restores/gate";
import { sendingIsStopped } from "@/data/stops/queries";
import { type Ctx, type Options, transact } from "@/data/transaction";
import { deliveries, notices } from "@/db/schema";
import type { AuditAction, AuditEvent, AuditFacts } from "@/domain/audit";
import { decideDelivery, KEY_HOURS, retryAfterSeconds } from "@/domain/delivery/state";
import type { SystemViewer } from "@/domain/viewer";
import type { OutgoingMail } from "@/lib/mail";

/** A call to a transport takes 10 seconds at most; the lease outlives it, so that no second worker begins meanwhile. */
const LEASE_SECONDS = 60;

type SendOptions = Options & {
  /**
   * The account at a provider that messages go through. It can be stopped, and it forgets our keys after a day: what is
   * tried for longer is *unknown* (rule 5).
   */
  account?: string | undefined;
};

/**
 * First half of a sending: claims the delivery under a lease, checks again that it may go, and freezes the message.
 * Once this is committed the organization may see the case, whatever becomes of the message.
 * @returns false when there is nothing to send, with the reason on record
 */
export const beginDelivery = (
  viewer: SystemViewer,
  deliveryId: string,
  options: SendOptions = {},
): Promise<boolean> =>
  transact(
    viewer,
    "write",
    async (ctx) => {
      const held = await claim(ctx, deliveryId, "skip");
      if (!held || (held.leaseUntil && held.leaseUntil.epochMilliseconds > ctx.realNow.epochMilliseconds))
        return false;
      if (options.account && (await stoppedQueue(ctx, options.account))) return false;
      if (await sendingIsStopped(ctx)) return false;
      if (await heldBack(ctx)) return false;
      const because = await whyNot(ctx, held);
      if (because) {
        await settle(ctx, held, { type: "stop" }, "delivery.stopped", stoppedBecause(held.attempts, because));
        return false;
      }
      if (options.account && isPastKey(ctx, held)) {
        await settle(ctx, held, { type: "lose_track" }, "delivery.unknown", PAST_KEY);
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
          firstTriedAt: held.firstTriedAt ?? (options.account ? ctx.realNow : null),
          leaseUntil: ctx.realNow.add({ seconds: LEASE_SECONDS }),
        })
        .where(eq(deliveries.id, held.id));
      await append(ctx, await recordOf(ctx, held, "delivery.begun", { attempt: held.attempts + 1 }));
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
  options: SendOptions = {},
): Promise<void> =>
  transact(
    viewer,
    "write",
    async (ctx) => {
      const held = await claim(ctx, deliveryId, "wait");
      if (!held?.payload || !held.leaseUntil) return;
      if (await sendingIsStopped(ctx)) return putBack(ctx, held);
      const because = await whyNot(ctx, held);
      if (because)
        return settle(
          ctx,
          held,
          { type: "stop" },
          "delivery.stopped",
          stoppedBecause(held.attempts - 1, because),
        );
      if (options.account && (await stoppedQueue(ctx, options.account))) return putBack(ctx, held);
      if (await heldBack(ctx)) return putBack(ctx, held);
      const mail = JSON.parse(await ctx.open(payloadPlace(held), held.payload)) as OutgoingMail;
      const said = await hand(mail);
      switch (said.outcome) {
        case "accepted":
          return settle(ctx, held, { type: "accept" }, "delivery.accepted", null, {
            acceptedAt: ctx.now,
            providerId: said.providerId,
          });
        case "retry": {
          const seconds = said.afterSeconds ?? retryAfterSeconds(held.attempts);
          if (options.account && said.afterSeconds !== undefined)
            await holdBack(ctx, options.account, said.afterSeconds);
          return defer(ctx, held, said.because, seconds);
        }
        case "halt":
          return defer(ctx, held, said.because, 0, await stopQueue(ctx, options.account ?? "", said));
        case "refused":
          return settle(ctx, held, { type: "fail" }, "delivery.failed", said.because);
        case "lost":
          return settle(ctx, held, { type: "lose_track" }, "delivery.unknown", said.because);
      }
    },
    options,
  );

/** Without a transport nothing is begun and nothing frozen: the message waits, and says why. */
export const postponeDelivery = (viewer: SystemViewer, deliveryId: string, because: string): Promise<void> =>
  transact(viewer, "write", async (ctx) => {
    const held = await claim(ctx, deliveryId, "skip");
    if (!held || held.reason === because) return;
    await settle(ctx, held, { type: "defer" }, "delivery.deferred", because);
  });

type Row = typeof deliveries.$inferSelect;
const payloadPlace = (row: Row) => ({
  scope: row.caseId ?? "deployment",
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
    .where(and(eq(deliveries.id, id), isOpen))
    .for("update", held === "skip" ? { skipLocked: true } : {});
  return row ?? null;
}

const PAST_KEY = `Tried for ${KEY_HOURS} hours: the provider forgets our key, so that another try could send it twice`;

const isPastKey = (ctx: Ctx, row: Row): boolean =>
  row.firstTriedAt !== null &&
  row.firstTriedAt.add({ hours: KEY_HOURS }).epochMilliseconds <= ctx.realNow.epochMilliseconds;

/** What was begun before cannot be called back, and the record says so instead of hiding it. */
const stoppedBecause = (earlierAttempts: number, because: string): string =>
  earlierAttempts > 0 ? `${because}. An earlier attempt may have been accepted` : because;

/** Stopped between the two halves: nothing was handed over, so it waits as if nobody had begun. */
const putBack = async (ctx: Ctx, row: Row): Promise<void> => {
  await ctx.tx
    .update(deliveries)
    .set({ leaseUntil: null, attempts: row.attempts - 1 })
    .where(eq(deliveries.id, row.id));
};

async function defer(ctx: Ctx, row: Row, because: string, seconds: number, more: AuditEvent[] = []) {
  await enqueue(ctx, { task: "send_delivery", id: row.id }, seconds);
  const nextTryAt = ctx.realNow.add({ milliseconds: Math.ceil(seconds * 1000) });
  return settle(ctx, row, { type: "defer" }, "delivery.deferred", because, { nextTryAt }, more);
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
  events: AuditEvent[] = [],
): Promise<void> {
  const next = decideDelivery({ state: row.state, accepted: row.acceptedAt !== null }, event);
  if (!next.ok) throw new Error(next.because);
  await ctx.tx
    .update(deliveries)
    .set({ ...more, state: next.next, reason, leaseUntil: null })
    .where(eq(deliveries.id, row.id));
  await append(ctx, [...(await recordOf(ctx, row, action, reason ? { because: reason } : {})), ...events]);
}

/**
 * A message concerns the organization and, unless it is about the membership, the case: each stream says so. Why it
 * waits or failed is a note: what a server answered may name an address.
 */
export async function recordOf(
  ctx: Ctx,
  row: Row,
  action: AuditAction,
  { because, ...more }: AuditFacts,
): Promise<[AuditEvent, ...AuditEvent[]]> {
  const [notice] = await ctx.tx
    .select({ projectId: notices.projectId })
    .from(notices)
    .where(eq(notices.id, row.noticeId));
  const facts = {
    deliveryId: row.id,
    noticeId: row.noticeId,
    contactId: row.contactId,
    organizationId: row.organizationId,
    ...(row.caseId ? { caseId: row.caseId } : { projectId: notice?.projectId ?? null }),
    kind: row.kind,
    ...more,
  };
  const event = { action, facts, ...(typeof because === "string" ? { note: because } : {}) };
  return [
    { ...event, stream: { type: "organization", id: row.organizationId } },
    ...(row.caseId ? [{ ...event, stream: { type: "case" as const, id: row.caseId } }] : []),
  ];
}
