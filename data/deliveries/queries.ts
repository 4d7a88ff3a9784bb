import { inArray } from "drizzle-orm";
import { read } from "@/data/transaction";
import { deliveries } from "@/db/schema";
import type { SystemViewer } from "@/domain/viewer";

/** Everything that waits to be handed over. */
export const openDeliveries = (viewer: SystemViewer): Promise<string[]> =>
  read(viewer, async (ctx) =>
    (
      await ctx.tx
        .select({ id: deliveries.id })
        .from(deliveries)
        .where(inArray(deliveries.state, ["queued", "deferred"]))
    ).map((d) => d.id),
  );
