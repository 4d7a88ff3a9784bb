import postgres from "postgres";
import { isCurrent, type MembershipState } from "@/domain/organization/membership";
import { env } from "@/lib/env";

/** Raw SQL, past the data layer: as the schema's owner to arrange what only time or an attacker would, or as the application. */
export async function asOwner<T>(run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  return using(env().migrationUrl ?? "", run);
}
export const asApplication = <T>(run: (sql: postgres.Sql) => Promise<T>): Promise<T> =>
  using(env().databaseUrl, run);

async function using<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
}

/** Puts a membership where a decision would put it. */
export const setMembership = (id: string, state: MembershipState) =>
  asOwner(
    (sql) =>
      sql`update memberships set state = ${state}, paused_until = ${state === "paused" ? "2030-01-01" : null}, ended_at = ${isCurrent(state) ? null : "2027-01-05"} where id = ${id}`,
  );
