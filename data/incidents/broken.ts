import { inArray } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/data/transaction";
import { embargoBreaks } from "@/db/views";

/**
 * Since when the team says of which cases that their embargo may not hold: what everybody who was told was told then, and
 * nothing of the incident itself. One that was found to be no leak says nothing any more.
 */
export async function brokenSince(
  ctx: Ctx,
  caseIds: readonly string[],
): Promise<Map<string, Temporal.Instant>> {
  const rows = await ctx.tx
    .select()
    .from(embargoBreaks)
    .where(inArray(embargoBreaks.caseId, [...caseIds]));
  return new Map(rows.map((r) => [r.caseId, r.since]));
}
