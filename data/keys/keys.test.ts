import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { withDatabase } from "@/tests/databases";
import { startedWith } from "@/tests/deployment";
import { masterKey, production } from "@/tests/secrets";

type Database = Parameters<Parameters<typeof withDatabase>[0]>[0];

/** A process of its own on a database, with the master keys that it was given. */
const processOn = (db: Database, key: string) =>
  startedWith(production(db, key), async () => ({
    ...(await import("@/data/upgrade/migrate")),
    ...(await import("@/data/keys/check")),
    ...(await import("@/data/keys/rotate")),
    ...(await import("@/data/cases/list")),
    ...(await import("@/data/transaction")),
    ...(await import("@/tests/case")),
    ...(await import("@/tests/sql")),
    world: await import("@/tests/world"),
    ...(await import("@/data/viewer")),
    ...(await import("@/db/client")),
  }));

/** A migrated database with one case in it, sealed with the key. */
async function deployment(db: Database, key: string) {
  const first = await processOn(db, key);
  await first.migrate();
  const w = await first.world.makeWorld();
  const c = await first.imported(w);
  return { first, w, c, operator: first.systemViewer("cli") };
}

describe("a key that is not this database's", () => {
  test("is noticed before anything is read or changed: by a check, a migration, and every read", async () => {
    await withDatabase(async (db) => {
      const { first, w } = await deployment(db, masterKey());
      const other = await processOn(db, masterKey());
      const operator = other.systemViewer("cli");
      const says =
        /CURFEW_MASTER_KEY is not the key of this database: it was sealed with the key [0-9a-f]{16}/;
      await expect(other.refuseWrongKeys(operator)).rejects.toThrow(says);
      await expect(other.checkKeys(operator)).rejects.toThrow(says);
      await expect(other.migrate()).rejects.toThrow(says);
      await expect(other.listCases(w.ada)).rejects.toThrow(/CURFEW_MASTER_KEY lacks the key/);
      expect((await first.listCases(w.ada)).cases).toHaveLength(1);
      await Promise.all([first.disconnect(), other.disconnect()]);
    });
  });

  test("is noticed also where somebody wrote its id into the database", async () => {
    await withDatabase(async (db) => {
      const { first, operator } = await deployment(db, masterKey());
      await first.asOwner((sql) => sql`update wrapping_keys set check_value = sha256('x')`);
      await expect(first.refuseWrongKeys(operator)).rejects.toThrow("check value");
      await first.disconnect();
    });
  });
});

describe("rotating the wrapping key", () => {
  test("needs a second key, and says how to bring one", async () => {
    await withDatabase(async (db) => {
      const { first, operator } = await deployment(db, masterKey());
      await expect(first.rotateKeys(operator, {})).rejects.toThrow(/There is no second key .*openssl rand/);
      await first.disconnect();
    });
  });

  test("goes on while cases are opened and read, and needs the old key no more afterwards", async () => {
    await withDatabase(async (db) => {
      const [old, next] = [masterKey(), masterKey()];
      const { first, w } = await deployment(db, old);
      await first.disconnect();
      const both = await processOn(db, `${old},${next}`);
      const operator = both.systemViewer("cli");
      let rotated = false;
      const working = async () => {
        let rounds = 0;
        for (; !rotated || rounds < 4; rounds++) {
          await both.imported(w);
          await both.listCases(w.ada);
        }
        return rounds;
      };
      const [a, b, done] = await Promise.all([
        working(),
        working(),
        both.rotateKeys(operator, {}).finally(() => {
          rotated = true;
        }),
      ]);
      expect(done["keys"]).toBeGreaterThanOrEqual(2);
      const report = await both.checkKeys(operator);
      expect(report.broken).toEqual([]);
      expect(report.dataKeys.open).toBe(2 + a + b);
      expect(report.wrapping).toEqual([
        { id: done["from"], current: false, given: true, wraps: 0 },
        { id: done["to"], current: true, given: true, wraps: 2 + a + b },
      ]);
      await both.disconnect();

      const after = await processOn(db, next);
      await after.migrate();
      expect((await after.checkKeys(operator)).broken).toEqual([]);
      const before = await processOn(db, old);
      await expect(before.refuseWrongKeys(operator)).rejects.toThrow("is not the key of this database");
      await Promise.all([after.disconnect(), before.disconnect()]);
    });
  });

  test("never comes back to a key that was retired", async () => {
    await withDatabase(async (db) => {
      const [old, next] = [masterKey(), masterKey()];
      const { first } = await deployment(db, old);
      await first.disconnect();
      const both = await processOn(db, `${old},${next}`);
      await both.rotateKeys(both.systemViewer("cli"), {});
      await expect(both.rotateKeys(both.systemViewer("cli"), {})).rejects.toThrow("was retired before");
      await both.disconnect();
    });
  });
});

describe("what somebody moved, cut or changed in the database", () => {
  test("does not open, and a check names its place and nothing of its text", async () => {
    await withDatabase(async (db) => {
      const { first, w, c, operator } = await deployment(db, masterKey());
      const other = await first.imported(w);
      await first.asOwner(async (sql) => {
        await sql`update cases set title = (select title from cases where id = ${other.caseId}) where id = ${c.caseId}`;
        await sql`update vulnerabilities set source = substring(source for 20) where case_id = ${c.caseId}`;
        await sql`update advisory_versions set content = set_byte(content, 40, get_byte(content, 40) # 1) where case_id = ${c.caseId}`;
        await sql`update data_keys set wrapped = (select wrapped from data_keys where scope = ${c.caseId}) where scope = ${other.caseId}`;
      });
      const { broken } = await first.checkKeys(operator);
      expect(broken).toEqual(
        expect.arrayContaining([
          `cases.title of ${c.caseId} can't be opened: it was sealed by another key.`,
          expect.stringMatching(/^vulnerabilities\.source of .* it was cut short\.$/),
          expect.stringMatching(/^advisory_versions\.content of .* it was changed, or belongs elsewhere\.$/),
          `the key of ${other.caseId} was changed, or wrapped by another key`,
        ]),
      );
      await expect(first.listCases(w.ada)).rejects.toThrow();
      await first.disconnect();
    });
  });
});

test("a worker that is given another key than the database's ends at once, and says what to bring", async () => {
  await withDatabase(async (db) => {
    const { first } = await deployment(db, masterKey());
    const worker = spawnSync(process.execPath, ["--import", "tsx", "worker/main.ts"], {
      env: { ...process.env, ...production(db, masterKey()), NODE_ENV: "production" },
      encoding: "utf8",
      timeout: 15_000,
    });
    expect([worker.status, worker.stderr.trim()]).toEqual([
      1,
      expect.stringMatching(/^CURFEW_MASTER_KEY is not the key of this database: .*; nothing was changed\.$/),
    ]);
    await first.disconnect();
  });
});
