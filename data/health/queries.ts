import { gt, sql } from "drizzle-orm";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { workerHeartbeats } from "@/db/schema";

export const HEARTBEAT_SECONDS = 5;
const STALE_SECONDS = 30;

/** What is down: nothing, the worker (no heartbeat for 30 seconds), or the database. */
export async function health(): Promise<{ database: boolean; worker: boolean }> {
  try {
    return await transact(systemViewer("web"), "read", async (ctx) => {
      const [alive] = await ctx.tx
        .select({ at: workerHeartbeats.at })
        .from(workerHeartbeats)
        .where(gt(workerHeartbeats.at, ctx.realNow.subtract({ seconds: STALE_SECONDS })))
        .limit(1);
      return { database: true, worker: alive !== undefined };
    });
  } catch {
    return { database: false, worker: false };
  }
}

/** The worker says that it lives; rows of workers long gone are dropped. */
export const beat = (worker: string): Promise<void> =>
  transact(systemViewer("worker"), "write", async (ctx) => {
    await ctx.tx
      .insert(workerHeartbeats)
      .values({ worker, at: ctx.realNow })
      .onConflictDoUpdate({ target: workerHeartbeats.worker, set: { at: ctx.realNow } });
    await ctx.tx
      .delete(workerHeartbeats)
      .where(sql`${workerHeartbeats.at} < ${ctx.realNow.subtract({ hours: 1 }).toString()}`);
  });

export const stopBeating = (worker: string): Promise<void> =>
  transact(systemViewer("worker"), "write", async (ctx) => {
    await ctx.tx.delete(workerHeartbeats).where(sql`${workerHeartbeats.worker} = ${worker}`);
  });
