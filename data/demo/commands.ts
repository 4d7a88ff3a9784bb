import { and, eq, lte, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { enqueue } from "@/data/jobs";
import { demoClock, notices } from "@/db/schema";
import { env } from "@/lib/env";

/** A year is enough to watch any embargo run. */
const MOST_SECONDS = 366 * 24 * 3600;

/** Moves the demo's domain clock, forward only, and wakes the worker for what is due by then. @throws elsewhere */
export const advanceClock = command(
  "demo.advance",
  z.object({ seconds: z.coerce.number().int().min(1).max(MOST_SECONDS) }),
  bySystem,
  async (ctx, { seconds }) => {
    if (!env().demo) throw new Error("there is no demo here");
    await ctx.tx
      .insert(demoClock)
      .values({ id: 1, offsetSeconds: seconds })
      .onConflictDoUpdate({
        target: demoClock.id,
        set: { offsetSeconds: sql`${demoClock.offsetSeconds} + ${seconds}` },
      });
    const due = await ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .where(and(eq(notices.state, "approved"), lte(notices.sendAt, ctx.now.add({ seconds }))));
    for (const { id } of due) await enqueue(ctx, { task: "dispatch_notice", id });
    return {
      result: { seconds },
      audit: [{ stream: DEPLOYMENT, action: "clock.advanced", facts: { seconds } }],
    };
  },
);
