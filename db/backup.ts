import { createHash } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { createGzip } from "node:zlib";
import postgres from "postgres";
import {
  frame,
  headOf,
  type Manifest,
  Refusal,
  type SequenceState,
  tally,
  trailer,
} from "@/db/backup/format";
import { schemaVersionOf, sequencesOf, tablesOf } from "@/db/backup/tables";
import { LOCKS } from "@/db/locks";
import { realNow } from "@/lib/clock";
import { backupUrl, EnvError } from "@/lib/env";

/**
 * Writes every table as it stood at one instant to a new file that only its owner may read. The file appears under its
 * name once it is whole. It holds no wrapping key: without CURFEW_MASTER_KEY its texts stay closed.
 * @param url of the role for backups alone, which reads past row-level security and writes nothing
 * @throws Refusal
 */
export async function backUp(url: string, file: string): Promise<Manifest> {
  if (existsSync(file)) throw new Refusal(`${file} is there already. Choose a name that is not taken.`);
  const client = postgres(url, {
    max: 1,
    onnotice: () => {},
    connection: { application_name: "curfew backup" },
  });
  try {
    return await client.begin("isolation level repeatable read read only", async (tx) => {
      // A transaction answers as a connection does; the library's types keep the two apart.
      const sql = tx as unknown as postgres.Sql;
      await mayReadAll(sql);
      return write(file, sql);
    });
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function mayReadAll(sql: postgres.Sql): Promise<void> {
  const [role] = await sql<{ name: string; all: boolean }[]>`
    select rolname as name, rolbypassrls or rolsuper as all from pg_roles where rolname = current_user`;
  if (!role?.all)
    throw new Refusal(
      `The role ${role?.name ?? ""} does not see every row, so that a backup by it would have holes. DATABASE_BACKUP_URL needs the role for backups, with BYPASSRLS.`,
    );
  // Should a policy hold for it nevertheless: an error, and not fewer rows.
  await sql`set local row_security = off`;
  const [lock] = await sql<{ free: boolean }[]>`select pg_try_advisory_xact_lock(${LOCKS.backup}) as free`;
  if (!lock?.free) throw new Refusal("Another backup of this database is being written. Wait for it to end.");
}

async function write(file: string, sql: postgres.Sql): Promise<Manifest> {
  const unfinished = `${file}.new`;
  // Nobody else writes it, by the lock: what lies there was left by a backup that was killed.
  await rm(unfinished, { force: true });
  const { O_CREAT, O_EXCL, O_WRONLY } = constants;
  const out = await open(unfinished, O_CREAT | O_EXCL | O_WRONLY, 0o600);
  try {
    const made: { manifest?: Manifest } = {};
    const hash = createHash("sha256");
    const zipped = Readable.from(frames(sql, (m) => (made.manifest = m))).compose(createGzip());
    for await (const piece of zipped) {
      hash.update(piece as Buffer);
      await out.writeFile(piece as Buffer);
    }
    if (!made.manifest) throw new Error("the backup has no end");
    await out.writeFile(trailer(hash.digest("hex")));
    await out.sync();
    await out.close();
    await rename(unfinished, file);
    await syncFolder(dirname(file));
    return made.manifest;
  } catch (error) {
    await out.close().catch(() => {});
    await rm(unfinished, { force: true });
    throw error;
  }
}

async function* frames(sql: postgres.Sql, end: (manifest: Manifest) => void): AsyncGenerator<Buffer> {
  yield frame({ type: "head", head: headOf(realNow().toString(), await schemaVersionOf(sql)) });
  const tables: Manifest["tables"][number][] = [];
  for (const table of await tablesOf(sql)) {
    yield frame({ type: "table", table });
    const counted = tally();
    const copy = await sql`copy ${sql(`public.${table.name}`)} (${sql(table.columns)}) to stdout`.readable();
    for await (const piece of copy) {
      counted.add(piece as Buffer);
      yield frame({ type: "rows", bytes: piece as Buffer });
    }
    // The driver halts its socket while the stream is full and starts it again when more is asked for; a stream that
    // was full at its end asks no more, and the connection would stay halted.
    copy._read(0);
    tables.push(counted.total(table));
  }
  // A sequence follows no snapshot; read last, it is at or after everything that was copied.
  const sequences: SequenceState[] = [];
  for (const { name } of await sequencesOf(sql)) {
    const [row] = await sql<{ last: string; called: boolean }[]>`
      select last_value::text as last, is_called as called from ${sql(`public.${name}`)}`;
    if (row) sequences.push({ name, ...row });
  }
  const manifest: Manifest = { tables, sequences };
  end(manifest);
  yield frame({ type: "end", manifest });
}

/** A name is as lasting as the folder that holds it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  await handle.sync().finally(() => handle.close());
}

async function main(): Promise<void> {
  const [file, ...more] = process.argv.slice(2);
  if (!file || more.length > 0) throw new Refusal("Say where to: npm run backup -- FILE");
  const { tables } = await backUp(backupUrl(), file);
  const rows = tables.reduce((sum, t) => sum + t.rows, 0);
  process.stdout.write(
    `${file} holds ${rows} rows of ${tables.length} tables. It holds no CURFEW_MASTER_KEY: keep the key somewhere else, and try it now and then.\n`,
  );
}

if (process.argv[1]?.endsWith("backup.ts")) {
  main().catch((error: unknown) => {
    const known = error instanceof Refusal || error instanceof EnvError;
    process.stderr.write(`${known ? error.message : `The backup failed: ${String(error)}`}\n`);
    process.exitCode = 1;
  });
}
