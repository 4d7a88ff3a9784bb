import type postgres from "postgres";
import type { Temporal } from "temporal-polyfill";
import { termsOf } from "@/domain/consent/terms";
import { readPolicy } from "@/formats/policy/read";
import { realNow } from "@/lib/clock";

/**
 * Memberships from before acceptances of the terms were recorded: they stand under the version that holds now, which is
 * not an acceptance and not shown as one, until the terms change.
 */
export async function noteTermsOfOld(sql: postgres.Sql, now: Temporal.Instant = realNow()): Promise<void> {
  const rows = await sql<{ project_id: string; document: unknown }[]>`
    select distinct on (project_id) project_id, document from project_policies
    where effective_at <= ${now.toString()} or number = 1
    order by project_id, number desc`;
  for (const { project_id, document } of rows)
    await sql`
      update memberships set joined_under = ${termsOf(readPolicy(document)).version}
      where project_id = ${project_id} and accepted_at is null and joined_under is null and ended_at is null`;
}
