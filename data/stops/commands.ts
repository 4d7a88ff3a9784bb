import { isNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT, newId } from "@/data/audit";
import { byMemberOrSystem, command } from "@/data/command";
import { isStopped, reasonPlace, waitForCalls } from "@/data/stops/queries";
import { sendingStops } from "@/db/schema";
import { refused } from "@/lib/errors";

const reason = z
  .string({ error: "Say why." })
  .trim()
  .min(1, "Say why, for the others.")
  .max(500, "At most 500 characters.");

/**
 * Stops everything that leaves, whichever project it is of, sign-in mail aside. One member is enough, or the operator
 * on the terminal: a stop reveals nothing. A call to a transport that is under way ends first, and is recorded.
 */
export const stopSending = command(
  "sending.stop",
  z.object({ reason }),
  byMemberOrSystem,
  async (ctx, input) => {
    await waitForCalls(ctx);
    if (await isStopped(ctx)) throw refused("Sending is stopped already.");
    const id = newId();
    await ctx.tx.insert(sendingStops).values({
      id,
      reason: await ctx.seal(reasonPlace(id), input.reason),
      by: "userId" in ctx.viewer ? ctx.viewer.userId : null,
      at: ctx.realNow,
    });
    return {
      result: { stopId: id },
      audit: [{ stream: DEPLOYMENT, action: "sending.stopped", facts: { stopId: id }, note: input.reason }],
    };
  },
);

/** Lets it go on. Everything is checked again before it leaves, so one is enough. */
export const resumeSending = command("sending.resume", z.object({}), byMemberOrSystem, async (ctx) => {
  const [ended] = await ctx.tx
    .update(sendingStops)
    .set({ endedAt: ctx.realNow, endedBy: "userId" in ctx.viewer ? ctx.viewer.userId : null })
    .where(isNull(sendingStops.endedAt))
    .returning({ id: sendingStops.id });
  if (!ended) throw refused("Sending is not stopped.");
  return {
    result: { stopId: ended.id },
    audit: [{ stream: DEPLOYMENT, action: "sending.resumed", facts: { stopId: ended.id } }],
  };
});
