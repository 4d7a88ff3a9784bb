import { lte } from "drizzle-orm";
import { transact } from "@/data/transaction";
import { rateLimits } from "@/db/schema";
import type { SystemViewer } from "@/domain/viewer";

/** Drops the windows that ended. They prove nothing, so that the record has nothing of it. @returns how many */
export const forgetLimits = (viewer: SystemViewer): Promise<number> =>
  transact(viewer, "write", async (ctx) => {
    const gone = await ctx.tx
      .delete(rateLimits)
      .where(lte(rateLimits.until, ctx.realNow))
      .returning({ key: rateLimits.key });
    return gone.length;
  });
