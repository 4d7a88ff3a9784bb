import { and, eq, lte, notExists, or, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
import { isOpen } from "@/data/deliveries/open";
import { stoppedQueue } from "@/data/deliveries/queue";
import { heldBack } from "@/data/restores/gate";
import { isStopped } from "@/data/stops/queries";
import { read } from "@/data/transaction";
import { deliveries, notices } from "@/db/schema";
import type { SystemViewer } from "@/domain/viewer";

/** Everything that waits to be handed over. */
export const openDeliveries = (viewer: SystemViewer): Promise<string[]> =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx.select({ id: deliveries.id }).from(deliveries).where(isOpen);
    return rows.map((d) => d.id);
  });

/** The notice of a delivery. */
export const noticeOf = (viewer: SystemViewer, deliveryId: string): Promise<string | null> =>
  read(viewer, async (ctx) => {
    const [row] = await ctx.tx
      .select({ id: deliveries.noticeId })
      .from(deliveries)
      .where(eq(deliveries.id, deliveryId));
    return row?.id ?? null;
  });

/**
 * Ids of what should be on its way, or over, by now. The tables are the truth: this finds what a lost wake-up or a
 * killed worker left behind.
 */
export const dueWork = (viewer: SystemViewer, account?: string) =>
  read(viewer, async (ctx) => {
    const due = await ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "approved"), lte(notices.sendAt, ctx.now)));
    const all = (await isStopped(ctx)) || (await heldBack(ctx)) !== null;
    const stopped = all || (account !== undefined && (await stoppedQueue(ctx, account)) !== null);
    const waiting = await ctx.tx
      .select({ id: deliveries.id })
      .from(deliveries)
      .where(
        and(
          isOpen,
          or(sql`${deliveries.nextTryAt} is null`, lte(deliveries.nextTryAt, ctx.realNow)),
          or(sql`${deliveries.leaseUntil} is null`, lte(deliveries.leaseUntil, ctx.realNow)),
        ),
      )
      .limit(500);
    const onItsWay = new QueryBuilder()
      .select({ one: sql`1` })
      .from(deliveries)
      .where(and(eq(deliveries.noticeId, notices.id), isOpen));
    const over = await ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "sending"), notExists(onItsWay)));
    return {
      notices: all ? [] : due.map((n) => n.id),
      deliveries: stopped ? [] : waiting.map((d) => d.id),
      finished: over.map((n) => n.id),
    };
  });
