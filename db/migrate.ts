import { readFileSync } from "node:fs";
import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { runMigrations } from "graphile-worker";
import postgres from "postgres";
import { GRANTS } from "@/db/grants";
import { LOCKS } from "@/db/locks";
import { raiseWalls } from "@/db/walls/apply";

/** Brings a database to this build's schema and gives the application's role its rights. Safe to run again. */
export async function migrateDatabase(ownerUrl: string, appUrl: string): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${LOCKS.migration})`;
    await migrate(drizzle(sql), { migrationsFolder: "drizzle" });
    await runMigrations({ connectionString: ownerUrl });
    await grantTo(sql, new URL(appUrl).username);
    await raiseWalls(sql, decodeURIComponent(new URL(appUrl).username));
  } finally {
    await sql.end({ timeout: 5 });
  }
}

async function grantTo(sql: postgres.Sql, role: string): Promise<void> {
  const app = sql(decodeURIComponent(role));
  await sql`grant usage on schema public, drizzle, graphile_worker to ${app}`;
  await sql`grant select on all tables in schema drizzle to ${app}`;
  for (const [table, rights] of Object.entries(GRANTS)) {
    await sql`revoke all on ${sql(table)} from ${app}`;
    await sql`grant ${sql.unsafe(rights)} on ${sql(table)} to ${app}`;
  }
  await sql`grant usage on all sequences in schema public to ${app}`;
  // The queue's own tables have row-level security without policies: under a role that owns nothing, a worker would
  // silently find no job. They hold ids alone.
  await sql`grant select, insert, update, delete on all tables in schema graphile_worker to ${app}`;
  await sql`grant usage, select on all sequences in schema graphile_worker to ${app}`;
  await sql`grant execute on all functions in schema graphile_worker to ${app}`;
  const queue = await sql<{ relname: string }[]>`
    select relname from pg_class where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r' and relrowsecurity`;
  for (const { relname } of queue) {
    const table = sql(`graphile_worker.${relname}`);
    await sql`drop policy if exists curfew_app on ${table}`;
    await sql`create policy curfew_app on ${table} to ${app} using (true) with check (true)`;
  }
}

/** Says whether the schema is the one that this build knows, as the application's role. */
export async function isCurrent(appUrl: string): Promise<boolean> {
  const sql = postgres(appUrl, { max: 1, onnotice: () => {} });
  try {
    const journal = JSON.parse(readFileSync("drizzle/meta/_journal.json", "utf8")) as {
      entries: { when: number }[];
    };
    const [row] = await sql<
      { newest: string | null }[]
    >`select max(created_at) as newest from drizzle.__drizzle_migrations`;
    return Number(row?.newest) === journal.entries.at(-1)?.when;
  } catch {
    return false;
  } finally {
    await sql.end({ timeout: 5 });
  }
}
