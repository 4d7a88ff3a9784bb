import { and, count, eq, gt, inArray, isNotNull, isNull, lte, or, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byMemberOrSystem, command } from "@/data/command";
import type { Handover } from "@/data/deliveries/handover";
import { isOpen } from "@/data/deliveries/open";
import { enqueue } from "@/data/jobs";
import { type Ctx, read, transact } from "@/data/transaction";
import { cases, deliveries, mailQueue } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Member, SystemViewer } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/** An account at a provider: what all workers together may ask of it in a second. It forgets our keys after a day. */
export type Account = { account: string; perSecond: number };

/** A refused account is asked again by itself only for a quota, and not before this many seconds. */
const QUOTA_SECONDS = 3600;

/** A worker waits this long for its turn and no longer: the lease of the message has to outlive the wait. */
const PATIENCE_MS = 5000;

/**
 * Reserves a request to the provider in the one bucket that all workers share. Real time. Where its turn is too far
 * away, nothing is reserved, and the delivery is woken again later; nor is a turn spent on one that nothing is left to
 * do for, or that another worker has.
 * @returns milliseconds to wait before the request may begin; null when it is not to begin now
 */
export const takeSlot = (
  viewer: SystemViewer,
  { account, perSecond }: Account,
  deliveryId: string,
): Promise<number | null> =>
  transact(viewer, "write", async (ctx) => {
    if (!(await isFree(ctx, deliveryId))) return null;
    const now = sql`${ctx.realNow.toString()}::timestamptz`;
    const gap = sql`${`${1000 / perSecond} milliseconds`}::interval`;
    const [row] = await ctx.tx.execute<{ wait: number }>(sql`
      insert into mail_queue as q (account, next_at) values (${account}, ${now} + ${gap})
      on conflict (account) do update set next_at = greatest(q.next_at, ${now}) + ${gap}
      where q.next_at <= ${now} + ${`${PATIENCE_MS} milliseconds`}::interval
      returning extract(epoch from next_at - ${gap} - ${now}) * 1000 as wait`);
    if (row) return Math.max(0, Math.ceil(Number(row.wait)));
    const [queue] = await ctx.tx
      .select({ nextAt: mailQueue.nextAt })
      .from(mailQueue)
      .where(eq(mailQueue.account, account));
    const ahead = (queue?.nextAt.epochMilliseconds ?? 0) - ctx.realNow.epochMilliseconds;
    await enqueue(ctx, { task: "send_delivery", id: deliveryId }, Math.max(1, (ahead - PATIENCE_MS) / 1000));
    return null;
  });

async function isFree(ctx: Ctx, id: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.id, id),
        isOpen,
        or(isNull(deliveries.leaseUntil), lte(deliveries.leaseUntil, ctx.realNow)),
      ),
    );
  return row !== undefined;
}

/**
 * Whether the queue is stopped at this moment, and why. A quota ends by itself; a refused key waits for a person.
 * @param account one of them; any of them where it is left out
 */
export async function stoppedQueue(ctx: Ctx, account?: string) {
  const [row] = await ctx.tx
    .select()
    .from(mailQueue)
    .where(
      and(
        isNotNull(mailQueue.stoppedAt),
        or(isNull(mailQueue.resumesAt), gt(mailQueue.resumesAt, ctx.realNow)),
        account === undefined ? undefined : eq(mailQueue.account, account),
      ),
    );
  return row?.stoppedAt && row.stoppedBecause
    ? { at: row.stoppedAt, because: row.stoppedBecause, resumesAt: row.resumesAt }
    : null;
}

/** How mail stands: whether the queue is stopped, and how many messages of the member's cases wait to leave. Real time. */
export const queueState = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const [waiting] = await ctx.tx
      .select({ messages: count() })
      .from(deliveries)
      .innerJoin(cases, eq(cases.id, deliveries.caseId))
      .where(and(inArray(cases.projectId, [...viewer.projectIds]), isOpen));
    return { stopped: await stoppedQueue(ctx), waiting: waiting?.messages ?? 0, realNow: ctx.realNow };
  });

/** The provider asked everybody to slow down: no request begins before. */
export const holdBack = (ctx: Ctx, account: string, seconds: number) =>
  ctx.tx
    .insert(mailQueue)
    .values({ account, nextAt: ctx.realNow.add({ milliseconds: Math.ceil(seconds * 1000) }) })
    .onConflictDoUpdate({
      target: mailQueue.account,
      set: { nextAt: sql`greatest(mail_queue.next_at, excluded.next_at)` },
    });

/** Stops the queue for every worker. Sign-in mail has its own lane and goes on. */
export async function stopQueue(
  ctx: Ctx,
  account: string,
  said: Handover & { outcome: "halt" },
): Promise<AuditEvent[]> {
  if (await stoppedQueue(ctx, account)) return [];
  const resumesAt =
    said.code === "quota"
      ? ctx.realNow.add({ seconds: Math.max(said.afterSeconds ?? 0, QUOTA_SECONDS) })
      : null;
  const stop = { stoppedAt: ctx.realNow, stoppedBecause: said.because, resumesAt };
  await ctx.tx
    .insert(mailQueue)
    .values({ account, nextAt: ctx.realNow, ...stop })
    .onConflictDoUpdate({ target: mailQueue.account, set: stop });
  return [{ stream: DEPLOYMENT, action: "mail.stopped", facts: { code: said.code }, note: said.because }];
}

/** Lets the queue go on, once somebody mended what stopped it. */
export const resumeQueue = command("mail.resume", z.object({}), byMemberOrSystem, async (ctx) => {
  if (!(await stoppedQueue(ctx))) throw refused("The queue is not stopped.");
  await ctx.tx
    .update(mailQueue)
    .set({ stoppedAt: null, stoppedBecause: null, resumesAt: null })
    .where(isNotNull(mailQueue.stoppedAt));
  return { result: {}, audit: [{ stream: DEPLOYMENT, action: "mail.resumed" }] };
});
