import { sql } from "drizzle-orm";
import { known, wentBack } from "@/data/restores/state";
import type { Ctx } from "@/data/transaction";

/** Why nothing is sent and no vendor reads, in a sentence for the team. */
const COMPARING = "This process has not compared the database with its checkpoints yet";
const RESTORED = "The database and its checkpoints don’t agree: two members have to reconcile them";

/**
 * The one question before anything leaves, and before a vendor reads what is embargoed. A process that has not compared
 * yet stays closed, and so does everything from the moment at which somebody found that the database was set back.
 * @returns null when the way is open
 */
export async function heldBack(ctx: Ctx): Promise<string | null> {
  if (!known.compared) return COMPARING;
  const [row] = await ctx.tx.execute<{ open: boolean; number: string | null }>(sql`
    select exists (select from restores where confirmed_at is null) as open,
      (select number from checkpoint_head where id = 1) as number`);
  if (!row || row.open) return RESTORED;
  return wentBack(Number(row.number ?? -1), ctx.realNow) ? RESTORED : null;
}
