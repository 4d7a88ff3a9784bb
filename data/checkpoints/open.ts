import { sql } from "drizzle-orm";
import { CheckpointFile } from "@/data/checkpoints/file";
import { publicKeyOf } from "@/data/checkpoints/keys";
import type { Ctx } from "@/data/transaction";
import { LOCKS } from "@/db/locks";
import { env } from "@/lib/env";

export const lockCheckpoints = (ctx: Ctx) =>
  ctx.tx.execute(sql`select pg_advisory_xact_lock(${LOCKS.checkpoints})`);

/** @returns false when another process works with the file at this moment */
export async function tryCheckpoints(ctx: Ctx): Promise<boolean> {
  const [row] = await ctx.tx.execute<{ got: boolean }>(
    sql`select pg_try_advisory_xact_lock(${LOCKS.checkpoints}) as got`,
  );
  return row?.got === true;
}

let open: CheckpointFile | undefined;

/**
 * The file of this deployment. The process keeps what it read of it, so that each look reads only what is new.
 * @param anew reads it from its beginning, as a process does that begins
 */
export async function checkpointFile(ctx: Ctx, anew = false): Promise<CheckpointFile> {
  const key = await publicKeyOf(ctx);
  const path = env().checkpoints;
  if (anew || open?.path !== path || open.key !== key) open = new CheckpointFile(path, key);
  return open;
}
