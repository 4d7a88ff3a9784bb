import { isNull, sql } from "drizzle-orm";
import { type Ctx, read } from "@/data/transaction";
import { LOCKS } from "@/db/locks";
import { sendingStops, users } from "@/db/schema";
import type { Member } from "@/domain/viewer";

export const reasonPlace = (row: string) => ({
  scope: "deployment",
  table: "sending_stops",
  row,
  column: "reason",
});

/**
 * Whether everything that leaves is stopped at this moment. Asked under a lock that whoever stops waits for: a call that
 * is under way ends first, and once the stop is committed none begins. Sign-in mail does not ask.
 */
export async function sendingIsStopped(ctx: Ctx): Promise<boolean> {
  await ctx.tx.execute(sql`select pg_advisory_xact_lock_shared(${LOCKS.calls})`);
  return isStopped(ctx);
}

/** The same without the lock, for what only looks. */
export async function isStopped(ctx: Ctx): Promise<boolean> {
  const [open] = await ctx.tx
    .select({ id: sendingStops.id })
    .from(sendingStops)
    .where(isNull(sendingStops.endedAt));
  return open !== undefined;
}

/** Waits for every call that is under way; from then on none begins until the transaction ends. */
export const waitForCalls = (ctx: Ctx) => ctx.tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.calls})`);

/** The stop that stands, in words for members: since when, by whom, why. Real time. */
export const currentStop = (viewer: Member) => read(viewer, stopInWords);

export async function stopInWords(ctx: Ctx<Member>) {
  const [row] = await ctx.tx
    .select({ id: sendingStops.id, reason: sendingStops.reason, at: sendingStops.at, by: users.name })
    .from(sendingStops)
    .leftJoin(users, sql`${users.id} = ${sendingStops.by}`)
    .where(isNull(sendingStops.endedAt));
  if (!row) return null;
  return {
    at: row.at,
    by: row.by ?? "the operator, on the terminal",
    reason: await ctx.open(reasonPlace(row.id), row.reason),
    now: ctx.realNow,
  };
}
