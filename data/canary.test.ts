import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { beforeAll, describe, expect, test } from "vitest";
import { backUp } from "@/db/backup";
import { SECRETS } from "@/db/secrets";
import { backupUrl } from "@/lib/env";
import { CANARY } from "@/tests/canary";
import { asSuperuser, inDatabase, withDatabase } from "@/tests/databases";
import { startedWith } from "@/tests/deployment";
import { startDouble } from "@/tests/resend/double";
import { masterKey, production } from "@/tests/secrets";

/** A word in the shapes that a dump, a page of the cluster or a message may have it in. */
const SHAPES = [CANARY, Buffer.from(CANARY).toString("hex"), ...base64Of(CANARY)];
const holds = (where: Uint8Array | string): boolean => {
  const bytes = Buffer.from(where as string);
  return SHAPES.some((shape) => bytes.includes(shape));
};

/** A file of a running cluster; one that it removed meanwhile, such as a cache, holds nothing any more. */
function bytesOf(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return new Uint8Array();
    throw error;
  }
}

/** The middle of a word in base64, wherever in a text it begins. */
function base64Of(word: string): string[] {
  return [0, 1, 2].map((before) =>
    Buffer.from(`${" ".repeat(before)}${word}`)
      .toString("base64")
      .slice(4, -4),
  );
}

function* filesIn(folder: string): Generator<string> {
  for (const name of readdirSync(folder)) {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) yield* filesIn(path);
    else yield path;
  }
}

const WEBHOOKS = `whsec_${Buffer.from("a secret of thirty-two bytes ok!").toString("base64")}`;

/** Everything that a deployment wrote anywhere, once the word was put into each secret field of it. */
async function everythingWritten() {
  const folder = mkdtempSync(join(tmpdir(), "curfew-canary-"));
  const double = await startDouble({ rate: 1000 });
  const found = await withDatabase(async (db) => {
    const account = {
      RESEND_API_KEY: "re_canary",
      RESEND_BASE_URL: double.url,
      RESEND_WEBHOOK_SECRET: WEBHOOKS,
    };
    const settings = {
      ...production(db, masterKey()),
      ...account,
      MAIL_FROM: "Curfew <curfew@curfew.example>",
    };
    const own = await startedWith(settings, async () => ({
      ...(await import("@/data/upgrade/migrate")),
      ...(await import("@/data/transaction")),
      ...(await import("@/data/viewer")),
      ...(await import("@/db/client")),
      ...(await import("@/tests/sql")),
      ...(await import("@/lib/env")),
      ...(await import("@/worker/transports/local")),
      ...(await import("@/worker/transports/configured")),
      ...(await import("@/tests/canary")),
    }));
    await own.migrate();
    const transports = [own.localTransport(join(folder, "mail")), own.configuredTransport(own.env())];
    const read = await own.plant(transports);

    const opened = await own.transact(own.systemViewer("cli"), "read", async (ctx) => {
      const sealed: string[] = [];
      for (const { table, column, row, scope } of SECRETS) {
        const { rows } = await own.asOwner(async (sql) => ({
          rows: await sql<{ row: string; scope: string; value: Uint8Array }[]>`
            select ${sql.unsafe(row)} as row, ${sql.unsafe(scope)} as scope, ${sql(column)} as value
            from ${sql(table)} where ${sql(column)} is not null`,
        }));
        for (const r of rows)
          if (holds(await ctx.open({ scope: r.scope, table, row: r.row, column }, r.value as never)))
            sealed.push(`${table}.${column}`);
      }
      return sealed;
    });

    await backUp(inDatabase(backupUrl(), db.name), join(folder, "backup"));
    const jobs = await own.asOwner(async (sql) => {
      const tables = await sql<{ relname: string }[]>`
        select relname from pg_class where relnamespace = 'graphile_worker'::regnamespace and relkind = 'r'`;
      const rows = await Promise.all(
        tables.map(({ relname }) => sql`select * from ${sql(`graphile_worker.${relname}`)}`),
      );
      return JSON.stringify(rows);
    });
    const [cluster] = await asSuperuser(async (sql) => {
      await sql`checkpoint`;
      return sql<{ data: string; database: string }[]>`
        select setting as data, (select oid::text from pg_database where datname = ${db.name}) as database
        from pg_settings where name = 'data_directory'`;
    });
    const pages = ["pg_wal", `base/${cluster?.database}`].map((part) => join(cluster?.data ?? "", part));
    const dirty = pages.flatMap((path) => [...filesIn(path)].filter((file) => holds(bytesOf(file))));
    await own.disconnect();
    return { read, opened, jobs, dirty };
  });
  const requests = double.requests().map((r) => JSON.stringify(r));
  await double.close();
  const mail = [...filesIn(join(folder, "mail"))].map((f) => readFileSync(f, "utf8"));
  // Its last line is a digest of what is zipped before it.
  const backup = gunzipSync(readFileSync(join(folder, "backup")).subarray(0, -65));
  rmSync(folder, { recursive: true });
  return { ...found, requests, mail, backup, log: readFileSync(".data/test/postgres.log") };
}

let all: Awaited<ReturnType<typeof everythingWritten>>;
beforeAll(async () => {
  all = await everythingWritten();
}, 120_000);

describe("a word that was put into every secret field", () => {
  test("is in each of them, sealed", () => {
    const neutral = [
      "deliveries.payload",
      // In hex: they can't hold the word.
      "case_files.digest",
      "case_files.copy_digest",
    ];
    const columns = SECRETS.map((s) => `${s.table}.${s.column}`).filter((c) => !neutral.includes(c));
    expect([...new Set(all.opened)].sort()).toEqual(columns.sort());
  });

  test("is read by who may read it", () => {
    for (const [who, text] of Object.entries(all.read)) expect(holds(text), who).toBe(true);
  });

  test("is in no full backup", () => {
    expect(all.backup.length).toBeGreaterThan(10_000);
    expect(holds(all.backup)).toBe(false);
  });

  test("is in no page of the database and no write-ahead log", () => {
    expect(all.dirty).toEqual([]);
  });

  test("is in no job, and not in the database server's log", () => {
    expect(all.jobs.length).toBeGreaterThan(100);
    expect(holds(all.jobs)).toBe(false);
    expect(holds(all.log)).toBe(false);
  });

  test("is in no message, neither in a local mailbox nor in a request to the provider", () => {
    expect(all.mail.length).toBeGreaterThan(1);
    expect(all.requests.length).toBeGreaterThan(1);
    expect([...all.mail, ...all.requests].filter(holds)).toEqual([]);
  });
});

test("every column of bytes is one that the migration seals and a check opens, or holds no text", async () => {
  const textless = [
    "audit_entries.hash",
    "audit_entries.note_mac",
    "audit_streams.head_hash",
    "checkpoint_head.line_hash",
    "data_keys.wrapped",
    "wrapping_keys.check_value",
  ];
  const rows = await asSuperuser(
    (sql) => sql<{ at: string }[]>`
      select table_name || '.' || column_name as at from information_schema.columns
      where table_schema = 'public' and data_type = 'bytea'`,
    "curfew",
  );
  const known = [...SECRETS.map((s) => `${s.table}.${s.column}`), ...textless];
  expect(rows.map((r) => r.at).sort()).toEqual(known.sort());
});
