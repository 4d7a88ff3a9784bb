import { and, inArray, isNotNull, ne } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/data/transaction";
import { incidents } from "@/db/schema";

/**
 * Since when the team says of which cases that their embargo may not hold: what everybody who was told was told then, and
 * nothing of the incident itself. One that was found to be no leak says nothing any more.
 */
export async function brokenSince(
  ctx: Ctx,
  caseIds: readonly string[],
): Promise<Map<string, Temporal.Instant>> {
  const rows = await ctx.tx
    .select({ caseId: incidents.caseId, at: incidents.announcedAt })
    .from(incidents)
    .where(
      and(
        inArray(incidents.caseId, [...caseIds]),
        isNotNull(incidents.announcedAt),
        ne(incidents.state, "unfounded"),
      ),
    )
    .orderBy(incidents.announcedAt);
  return new Map(rows.reverse().flatMap((r) => (r.at ? [[r.caseId, r.at] as const] : [])));
}
