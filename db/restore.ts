import { once } from "node:events";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import postgres from "postgres";
import { checkWhole, type Head, type Manifest, parts, Refusal, type TableHead } from "@/db/backup/format";
import { schemaVersionOf, tablesOf } from "@/db/backup/tables";
import { LOCKS } from "@/db/locks";
import { migrateDatabase } from "@/db/migrate";
import { EnvError, env } from "@/lib/env";

/**
 * Loads a backup into an empty database, as the owner of its schema: all of it in one transaction, or nothing.
 * @throws Refusal for a damaged file, another schema, or a database that holds rows
 */
export async function restore(ownerUrl: string, appUrl: string, file: string): Promise<Manifest> {
  await checkWhole(file);
  const client = postgres(ownerUrl, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "curfew restore" },
  });
  try {
    // Before anything is migrated: a mistaken address must not bring a living database to another schema.
    await refuseRows(client, await tablesOf(client));
    await migrateDatabase(ownerUrl, appUrl);
    return await client.begin(async (tx) => {
      // A transaction answers as a connection does; the library's types keep the two apart.
      const sql = tx as unknown as postgres.Sql;
      await sql`select pg_advisory_xact_lock(${LOCKS.restore})`;
      const tables = await tablesOf(sql);
      for (const { name } of tables)
        await sql`lock table ${sql(`public.${name}`)} in share row exclusive mode`;
      await refuseRows(sql, tables);
      return withoutForce(sql, () => load(sql, file, tables));
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function refuseRows(sql: postgres.Sql, tables: readonly TableHead[]): Promise<void> {
  for (const { name } of tables) {
    const [row] = await sql`select 1 from ${sql(`public.${name}`)} limit 1`;
    if (row)
      throw new Refusal(
        `The database is not empty: ${name} holds rows. A backup is restored into a new database, never over another.`,
      );
  }
}

/** Row-level security that binds the owner too would refuse COPY; it is put back before the transaction ends. */
async function withoutForce<T>(sql: postgres.Sql, run: () => Promise<T>): Promise<T> {
  const forced = await sql<{ name: string }[]>`
    select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relforcerowsecurity`;
  for (const { name } of forced) await sql`alter table ${sql(`public.${name}`)} no force row level security`;
  const result = await run();
  for (const { name } of forced) await sql`alter table ${sql(`public.${name}`)} force row level security`;
  return result;
}

async function load(sql: postgres.Sql, file: string, tables: readonly TableHead[]): Promise<Manifest> {
  const waiting = new Map(tables.map((t) => [t.name, t.columns]));
  let table: TableHead | null = null;
  // Opened with the first row: an empty table costs no copy of nothing.
  let into: Writable | null = null;
  let manifest: Manifest | null = null;
  try {
    for await (const part of parts(file)) {
      if (part.type === "rows") {
        into = into ?? (table ? await copyInto(sql, table) : null);
        if (into && !into.write(part.bytes)) await once(into, "drain");
        continue;
      }
      await ended(into);
      into = null;
      if (part.type === "head") await sameSchema(sql, file, part.head);
      if (part.type === "table") table = expected(file, part.table, waiting);
      if (part.type === "end") manifest = part.manifest;
    }
  } catch (error) {
    // The connection takes no other statement, not even a rollback, while a copy is open.
    into?.destroy();
    throw error;
  }
  if (!manifest || waiting.size > 0) throw otherSchema(file);
  for (const s of manifest.sequences)
    await sql`select setval(${`public.${s.name}`}::regclass, ${s.last}, ${s.called})`;
  await counted(sql, manifest);
  return manifest;
}

/** The table as this build knows it, which must be as the file has it. */
function expected(file: string, table: TableHead, waiting: Map<string, readonly string[]>): TableHead {
  const columns = waiting.get(table.name);
  if (!columns || columns.join() !== table.columns.join()) throw otherSchema(file);
  waiting.delete(table.name);
  return { name: table.name, columns };
}

async function copyInto(sql: postgres.Sql, table: TableHead): Promise<Writable> {
  const into =
    await sql`copy ${sql(`public.${table.name}`)} (${sql([...table.columns])}) from stdin`.writable();
  // What the server says against a row is heard where the copy ends.
  into.on("error", () => {});
  return into;
}

async function ended(into: Writable | null): Promise<void> {
  if (!into) return;
  const done = finished(into);
  into.end();
  await done;
}

async function sameSchema(sql: postgres.Sql, file: string, { schema, madeAt }: Head): Promise<void> {
  const ours = await schemaVersionOf(sql);
  if (schema.migrations.join() === ours.migrations.join()) return;
  throw new Refusal(
    `${file} was made on ${madeAt} from schema ${schema.newest}, and this build has schema ${ours.newest}. Restore it with the build that wrote it, then migrate.`,
  );
}

const otherSchema = (file: string) =>
  new Refusal(`${file} holds other tables than this build: restore it with the build that wrote it.`);

async function counted(sql: postgres.Sql, manifest: Manifest): Promise<void> {
  for (const t of manifest.tables) {
    const [row] = await sql<{ rows: number }[]>`select count(*)::int as rows from ${sql(`public.${t.name}`)}`;
    if (row?.rows !== t.rows) throw new Error(`${t.name} has ${row?.rows} rows instead of ${t.rows}`);
  }
}

async function main(): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (!file || more.length > 0) throw new Refusal("Say what: npm run restore -- FILE");
  const { databaseUrl, migrationUrl } = env();
  if (!migrationUrl) throw new Refusal("Set DATABASE_MIGRATION_URL: a restore is the schema owner's work.");
  const { tables } = await restore(migrationUrl, databaseUrl, file);
  const rows = tables.reduce((sum, t) => sum + t.rows, 0);
  process.stdout.write(
    `${rows} rows of ${tables.length} tables are restored. Before you start: the CURFEW_MASTER_KEY of that time, and the file of checkpoints.\n`,
  );
}

if (process.argv[1]?.endsWith("restore.ts")) {
  main().catch((error: unknown) => {
    const known = error instanceof Refusal || error instanceof EnvError;
    process.stderr.write(`${known ? error.message : `Nothing was restored: ${String(error)}`}\n`);
    process.exitCode = 1;
  });
}
