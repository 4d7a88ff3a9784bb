import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tryCheckpoints } from "@/data/checkpoints/open";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { backUp } from "@/db/backup";
import type { Manifest } from "@/db/backup/format";
import { tablesOf } from "@/db/backup/tables";
import { migrateDatabase } from "@/db/migrate";
import { restore } from "@/db/restore";
import { backupUrl, env } from "@/lib/env";
import { told } from "@/tests/case";
import { asSuperuser, inDatabase, withDatabase } from "@/tests/databases";
import { ownDatabase } from "@/tests/own-database";
import { makeOrg, makeWorld } from "@/tests/world";

// Small, so that taking and comparing a backup costs little, and nobody else writes to it meanwhile.
const own = await ownDatabase();
const folder = mkdtempSync(join(tmpdir(), "backup-"));
const file = join(folder, "curfew.backup");
let made: Manifest;
let world: Awaited<ReturnType<typeof makeWorld>>;

beforeAll(async () => {
  world = await makeWorld();
  await told(world, [await makeOrg(world), await makeOrg(world)]);
  made = await backUp(backupUrl(), file);
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await own.drop();
});

const using = async <T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> => {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    return await run(sql);
  } finally {
    await sql.end();
  }
};
/** Counts and digests by the server itself, in an order of its own: nothing of the backup's code. */
const digests = (url: string) =>
  using(url, async (sql) => {
    const all: Record<string, unknown> = {};
    for (const { name } of await tablesOf(sql)) {
      const [row] = await sql`
        select count(*)::int as rows, md5(string_agg(t::text, E'\n' order by t::text)) as digest from ${sql(name)} t`;
      all[name] = { ...row };
    }
    return all;
  });
const damagedCopy = (name: string, change: (bytes: Buffer) => Buffer): string => {
  const copy = join(folder, name);
  writeFileSync(copy, change(readFileSync(file)));
  return copy;
};
/** A file that is whole in itself, with another content. */
const rewritten = (name: string, change: (inside: Buffer) => Buffer): string =>
  damagedCopy(name, (bytes) => {
    const zipped = gzipSync(change(gunzipSync(bytes.subarray(0, -65))));
    return Buffer.concat([zipped, Buffer.from(`${createHash("sha256").update(zipped).digest("hex")}\n`)]);
  });
const rowsIn = (url: string) =>
  using(url, async (sql) => {
    const tables = await tablesOf(sql);
    let rows = 0;
    for (const { name } of tables) rows += (await sql`select 1 from ${sql(name)} limit 1`).length;
    return rows;
  });

describe("a backup", () => {
  test("brings every row of every table back into an empty database, and the order of touches goes on", async () => {
    await withDatabase(async ({ name, ownerUrl, appUrl }) => {
      // Other test files write meanwhile: what is compared is a copy of the source that stands still.
      const source = join(folder, "first.backup");
      await restore(ownerUrl, appUrl, file);
      await backUp(inDatabase(backupUrl(), name), source);
      await withDatabase(async (second) => {
        await restore(second.ownerUrl, second.appUrl, source);
        expect(await digests(second.ownerUrl)).toEqual(await digests(ownerUrl));
      });
      for (const t of made.tables)
        expect(await using(ownerUrl, (sql) => sql`select count(*)::int as rows from ${sql(t.name)}`)).toEqual(
          [{ rows: t.rows }],
        );
      const next = await using(ownerUrl, async (sql) => {
        const [{ last } = { last: 0 }] = await sql<
          { last: number }[]
        >`select max("order")::int as last from touches`;
        const [{ next } = { next: 0 }] = await sql<
          { next: number }[]
        >`select nextval('touches_order_seq')::int as next`;
        return next - last;
      });
      expect(next).toBeGreaterThan(0);
    });
  });

  test("holds each table as it stands in the database it was made from", async () => {
    const own = async (url: string) =>
      using(url, async (sql) => ({
        cases: await sql`select * from cases where project_id = ${world.projectId}`,
        deliveries:
          await sql`select d.* from deliveries d join cases c on c.id = d.case_id where c.project_id = ${world.projectId} order by d.id`,
        entries:
          await sql`select e.* from audit_entries e join cases c on c.id = e.stream_id where c.project_id = ${world.projectId} order by sequence`,
        users: await sql`select * from users where id = ${world.ada.userId}`,
      }));
    const before = await own(env().migrationUrl ?? "");
    expect(before.deliveries.length).toBeGreaterThan(0);
    await withDatabase(async ({ ownerUrl, appUrl }) => {
      await restore(ownerUrl, appUrl, file);
      expect(await own(ownerUrl)).toEqual(before);
      // The application works on it with the rights that it has everywhere.
      expect(await using(appUrl, (sql) => sql`select count(*)::int as n from projects`)).not.toEqual([
        { n: 0 },
      ]);
      await expect(using(appUrl, (sql) => sql`delete from audit_entries`)).rejects.toThrow(
        "permission denied",
      );
    });
  });

  test("does not stall on rows and tables larger than any buffer", async () => {
    await withDatabase(async ({ name, ownerUrl, appUrl }) => {
      await migrateDatabase(ownerUrl, appUrl);
      await using(ownerUrl, async (sql) => {
        await sql`insert into teams (name, created_at) select repeat('x', 300000), now() from generate_series(1, 3)`;
        await sql`insert into users (email, name, created_at) select i || '@v.example', repeat('y', 200), now() from generate_series(1, 9000) i`;
      });
      const large = await backUp(inDatabase(backupUrl(), name), join(folder, "large"));
      expect(large.tables.find((t) => t.name === "users")?.rows).toBe(9000);
      await withDatabase(async (second) => {
        await restore(second.ownerUrl, second.appUrl, join(folder, "large"));
        expect(await digests(second.ownerUrl)).toEqual(await digests(ownerUrl));
      });
    });
  });

  test("is for its owner's eyes, leaves nothing half-written, and overwrites nothing", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(existsSync(`${file}.new`)).toBe(false);
    await expect(backUp(backupUrl(), file)).rejects.toThrow("is there already");
  });

  test("is refused to a role that does not see every row", async () => {
    for (const url of [env().databaseUrl, env().migrationUrl ?? ""])
      await expect(backUp(url, join(folder, "holes"))).rejects.toThrow("does not see every row");
    expect(existsSync(join(folder, "holes"))).toBe(false);
    expect(existsSync(join(folder, "holes.new"))).toBe(false);
  });

  test("is made by a role that can write nothing", async () => {
    await expect(using(backupUrl(), (sql) => sql`update users set name = name`)).rejects.toThrow(
      "permission denied",
    );
    await expect(using(backupUrl(), (sql) => sql`create table public.x (y int)`)).rejects.toThrow(
      "permission denied",
    );
  });

  test("takes its turn: of two at once one is refused, and the other is whole", async () => {
    const names = ["one", "two"].map((n) => join(folder, n));
    const both = await Promise.allSettled(names.map((n) => backUp(backupUrl(), n)));
    expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
    const refused = both.find((r) => r.status === "rejected");
    expect(String((refused as PromiseRejectedResult).reason)).toContain("Another backup");
    expect(names.map((n) => existsSync(n)).sort()).toEqual([false, true]);
  });

  test("waits for no writer of checkpoints, and keeps none waiting", async () => {
    const busy = join(folder, "busy.backup");
    await transact(systemViewer("worker"), "write", async (ctx) => {
      expect(await tryCheckpoints(ctx)).toBe(true);
      await backUp(backupUrl(), busy);
    });
    expect(existsSync(busy)).toBe(true);
    rmSync(busy);
  });

  test("replaces what a killed one left unfinished", async () => {
    const target = join(folder, "again");
    writeFileSync(`${target}.new`, "half");
    await backUp(backupUrl(), target);
    expect(existsSync(`${target}.new`)).toBe(false);
  });
});

describe("a restore refuses in a sentence, and leaves the database empty,", () => {
  /** One empty database for all of them: what is refused leaves it empty, for the next. */
  const refusesAll = (paths: readonly string[], why: string | RegExp) =>
    withDatabase(async ({ ownerUrl, appUrl }) => {
      await migrateDatabase(ownerUrl, appUrl);
      for (const path of paths) {
        await expect(restore(ownerUrl, appUrl, path)).rejects.toThrow(why);
        expect(await rowsIn(ownerUrl), path).toBe(0);
      }
    });
  const refuses = (path: string, why: string | RegExp) => refusesAll([path], why);

  test("a file that was cut short, wherever", async () => {
    const size = statSync(file).size;
    const cut = [0, 1, 64, 65, 66, 1000, size >> 1, size - 66, size - 1].map((length) =>
      damagedCopy(`short-${length}`, (b) => b.subarray(0, length)),
    );
    await refusesAll(cut, "damaged or cut short");
  });

  test("a file with one byte flipped, wherever", async () => {
    const size = statSync(file).size;
    const flipped = [0, 4, 9, 100, size >> 1, size - 70, size - 30, size - 1].map((at) =>
      damagedCopy(`flip-${at}`, (b) => Buffer.from(b.map((v, i) => (i === at ? v ^ 1 : v)))),
    );
    await refusesAll(flipped, "damaged or cut short");
  });

  test("a file whose rows are not those that its own manifest counts", async () => {
    const inside = gunzipSync(readFileSync(file).subarray(0, -65));
    const at = inside.indexOf(world.ada.email);
    expect(at).toBeGreaterThan(0);
    await refuses(
      rewritten("swapped", (b) => Buffer.from(b.map((v, i) => (i === at ? v ^ 1 : v)))),
      "damaged",
    );
    await refuses(
      rewritten("trailing", (b) => Buffer.concat([b, Buffer.from("R\0\0\0\0")])),
      "damaged",
    );
    await refuses(
      rewritten("endless", (b) => b.subarray(0, b.lastIndexOf("E\0"))),
      "damaged",
    );
  });

  test("a file of another schema, and says which", async () => {
    const path = rewritten("older", (b) => {
      const head = JSON.parse(b.toString("utf8", 5, 5 + b.readUInt32BE(1))) as {
        schema: { newest: string; migrations: string[] };
      };
      const rest = b.subarray(5 + b.readUInt32BE(1));
      head.schema = { newest: "1700000000000", migrations: head.schema.migrations.slice(0, -1) };
      const json = Buffer.from(JSON.stringify(head));
      const start = Buffer.from("H\0\0\0\0");
      start.writeUInt32BE(json.length, 1);
      return Buffer.concat([start, json, rest]);
    });
    await refuses(path, /from schema 1700000000000, and this build has schema \d+/);
  });

  test("what is no backup, and what is not there", async () => {
    const path = join(folder, "letter");
    writeFileSync(path, "Dear operator, ".repeat(50));
    await refuses(path, "damaged or cut short");
    await refuses(join(folder, "nothing"), "cannot be read");
  });

  test("a database that holds rows, which stay as they are", async () => {
    await withDatabase(async ({ ownerUrl, appUrl }) => {
      await migrateDatabase(ownerUrl, appUrl);
      await using(ownerUrl, (sql) => sql`insert into teams (name, created_at) values ('ours', now())`);
      await expect(restore(ownerUrl, appUrl, file)).rejects.toThrow("not empty: teams holds rows");
      expect(await rowsIn(ownerUrl)).toBe(1);
    });
  });

  test("the second of two at once", async () => {
    await withDatabase(async ({ ownerUrl, appUrl }) => {
      const both = await Promise.allSettled([
        restore(ownerUrl, appUrl, file),
        restore(ownerUrl, appUrl, file),
      ]);
      expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
      const refused = both.find((r) => r.status === "rejected");
      expect(String((refused as PromiseRejectedResult).reason)).toContain("not empty");
    });
  });

  test("nothing, where row-level security binds the owner too: it is lifted for the load and stands again after", async () => {
    await withDatabase(async ({ name, ownerUrl, appUrl }) => {
      await migrateDatabase(ownerUrl, appUrl);
      await asSuperuser(async (sql) => {
        await sql`alter table users enable row level security`;
        await sql`alter table users force row level security`;
      }, name);
      await restore(ownerUrl, appUrl, file);
      const [row] = await using(
        ownerUrl,
        (sql) => sql`select relforcerowsecurity as forced from pg_class where relname = 'users'`,
      );
      expect(row).toEqual({ forced: true });
    });
  });
});
