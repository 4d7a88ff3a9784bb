import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { migrate } from "@/data/upgrade/migrate";
import { disconnect } from "@/db/client";

type Role = { user: string; password: string };
type Embedded = { port: number; owner: Role; app: Role };

const tablesOf = async (sql: postgres.Sql): Promise<string[]> => {
  const rows = await sql<{ name: string }[]>`
    select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r'`;
  return rows.map((r) => r.name);
};

/**
 * A database of a test file's own, in the cluster of the run: for what would stop every other test, such as a record that
 * was tampered with. To be called at the top of the file, before anything asks for the settings.
 */
export async function ownDatabase(more: Record<string, string> = {}) {
  const json = (name: string) => JSON.parse(readFileSync(`.data/test/${name}.json`, "utf8")) as unknown;
  const { port, owner, app } = json("embedded") as Embedded;
  const { superuser, backup } = json("embedded-operator") as { superuser: Role; backup: Role };
  const database = `curfew_${randomUUID().slice(0, 8)}`;
  const url = (role: Role, name = database) =>
    `postgres://${role.user}:${encodeURIComponent(role.password)}@127.0.0.1:${port}/${name}`;
  const asSuperuser = async (run: (sql: postgres.Sql) => Promise<unknown>, name = "postgres") => {
    const sql = postgres(url(superuser, name), { max: 1, onnotice: () => {} });
    await run(sql).finally(() => sql.end());
  };
  await asSuperuser(async (sql) => {
    await sql`create database ${sql(database)} owner ${sql(owner.user)}`;
    await sql`grant connect on database ${sql(database)} to ${sql(app.user)}, ${sql(backup.user)}`;
  });
  const folder = mkdtempSync(join(tmpdir(), "curfew-"));
  const checkpoints = join(folder, "checkpoints.jsonl");
  Object.assign(process.env, {
    DATABASE_URL: url(app),
    DATABASE_MIGRATION_URL: url(owner),
    DATABASE_BACKUP_URL: url(backup),
    CURFEW_URL: "https://curfew.example.org",
    CURFEW_SECRET: randomBytes(32).toString("base64url"),
    CURFEW_MASTER_KEY: randomBytes(32).toString("base64"),
    CURFEW_CHECKPOINTS: checkpoints,
    ...more,
  });
  await migrate();
  const drop = async () => {
    await disconnect();
    await asSuperuser((sql) => sql`drop database if exists ${sql(database)} with (force)`);
    rmSync(folder, { recursive: true, force: true });
  };
  /** Keeps all rows as they are, as a backup would; what was kept before is forgotten. */
  const backUp = () =>
    asSuperuser(async (sql) => {
      await sql`drop schema if exists kept cascade`;
      await sql`create schema kept`;
      for (const table of await tablesOf(sql))
        await sql`create table kept.${sql(table)} as table public.${sql(table)}`;
    }, database);
  /** Sets every table back to what was kept, past triggers and foreign keys. */
  const restore = () =>
    asSuperuser(async (sql) => {
      await sql`set session_replication_role = replica`;
      for (const table of await tablesOf(sql)) {
        await sql`delete from public.${sql(table)}`;
        await sql`insert into public.${sql(table)} select * from kept.${sql(table)}`;
      }
    }, database);
  return { folder, checkpoints, drop, backUp, restore };
}
