import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type postgres from "postgres";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { append } from "@/data/audit";
import { exportRecord } from "@/data/chain/export";
import { verifyRecord } from "@/data/chain/verify";
import { publicKey } from "@/data/checkpoints/queries";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { AUDIT_ACTIONS, STREAM_TYPES, type Stream } from "@/domain/audit";
import { canonicalEntry, hashAfter, parseEntry } from "@/formats/chain/entry";
import { fromHex } from "@/lib/sha256";
import { imported, scheduled, told } from "@/tests/case";
import { ownDatabase } from "@/tests/own-database";
import { pythonSays } from "@/tests/python";
import { asApplication, asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, worker } from "@/tests/world";

const own = await ownDatabase();
const operator = systemViewer("cli");

let a: Stream;
let b: Stream;

beforeAll(async () => {
  const w = await makeWorld();
  await told(w, [await makeOrg(w)]);
  const ids = [(await scheduled(w)).caseId, (await scheduled(w)).caseId].sort();
  await imported(w);
  [a, b] = ids.map((id): Stream => ({ type: "case", id })) as [Stream, Stream];
  expect(await writeCheckpoints(worker)).toBe("wrote");
  copyFileSync(own.checkpoints, `${own.checkpoints}.good`);
  await own.backUp();
});

afterEach(async () => {
  copyFileSync(`${own.checkpoints}.good`, own.checkpoints);
  await own.restore();
});
afterAll(own.drop);

/** With the owner's rights, who can take the trigger away. */
const tamper = (run: (sql: postgres.Sql) => Promise<unknown>) =>
  asOwner(async (sql) => {
    await sql`alter table audit_entries disable trigger user`;
    await run(sql);
    await sql`alter table audit_entries enable trigger user`;
  });

const of = (s: Stream) => ({ stream_type: s.type, stream_id: s.id });
const name = (s: Stream) => `${s.type}:${s.id}`;

async function bothSay(verdict: Record<string, unknown>): Promise<void> {
  // First Python's: ours leaves an entry of its own, which a broken stream would chain to.
  const python = await pythonSays(own);
  if (python) expect(python).toMatchObject(verdict);
  expect(await verifyRecord(operator)).toMatchObject(verdict);
}
const broken = (stream: Stream, position: number, what: string) => ({
  ok: false,
  stream: name(stream),
  position,
  what: expect.stringMatching(new RegExp(`^${what}: `)),
});

test("a record that nobody touched holds, with what was written since the last checkpoint", async () => {
  await transact(operator, "write", (ctx) =>
    append(ctx, [
      {
        stream: a,
        action: "advisory.saved",
        facts: { number: 2, score: 9.8, none: null },
        note: "größer “ü”\t",
      },
      { stream: b, action: "advisory.saved", facts: { changed: ["a", "b"] } },
      { stream: a, action: "case.closed" },
    ]),
  );
  await bothSay({ ok: true, stream: null, position: null, what: null });
});

test("nobody changes, removes or empties entries, and the owner must take a trigger away first", async () => {
  for (const change of [
    "update audit_entries set action = 'case.closed'",
    "delete from audit_entries",
    "truncate audit_entries",
  ]) {
    await expect(
      asOwner((sql) => sql.unsafe(change)),
      change,
    ).rejects.toThrow("added to, never changed");
    await expect(
      asApplication((sql) => sql.unsafe(change)),
      change,
    ).rejects.toThrow("permission denied");
  }
});

test("the file outside holds hashes, codes, ids and instants: no word, name, address or reference", async () => {
  const lines = readFileSync(own.checkpoints, "utf8")
    .trimEnd()
    .split("\n")
    .map((l) => JSON.parse(l) as object);
  const words = new Set<string>();
  const collect = (value: unknown): void => {
    if (typeof value === "string") words.add(value);
    else if (value && typeof value === "object") Object.values(value).forEach(collect);
  };
  collect(lines);
  const plain = /^[0-9a-f]{64}$|^[0-9a-f]{128}$|^[0-9a-f-]{36}$|^\d{4}-\d\d-\d\dT[\d:.]+Z$/;
  const codes = new Set<string>([...Object.keys(AUDIT_ACTIONS), ...STREAM_TYPES, "begin", "checkpoint"]);
  expect([...words].filter((w) => !plain.test(w) && !codes.has(w))).toEqual([]);
});

describe("with the owner's rights, whoever", () => {
  test("edits an entry is found at the entry", async () => {
    await tamper((sql) => sql`update audit_entries set action = 'case.rejected' where ${where(sql, a, 2)}`);
    await bothSay(broken(a, 2, "edited"));
  });

  test("edits an entry and gives it the hash that it should have is found at the entry", async () => {
    await tamper(async (sql) => {
      await sql`update audit_entries set action = 'case.rejected' where ${where(sql, a, 2)}`;
      await rehash(sql, a, 2, 2);
    });
    await bothSay(broken(a, 2, "edited"));
  });

  test("edits what was written after the last checkpoint is found at the entry", async () => {
    const at = await length(b);
    await transact(operator, "write", (ctx) => append(ctx, [{ stream: b, action: "case.closed" }]));
    await tamper(
      (sql) => sql`update audit_entries set at = at + interval '1 s' where ${where(sql, b, at + 1)}`,
    );
    await bothSay(broken(b, at + 1, "edited"));
  });

  test("deletes an entry is found where it stood", async () => {
    await tamper((sql) => sql`delete from audit_entries where ${where(sql, a, 3)}`);
    await bothSay(broken(a, 3, "deleted"));
  });

  test("deletes an entry and closes the gap is found where it stood", async () => {
    await tamper(async (sql) => {
      await sql`delete from audit_entries where ${where(sql, a, 3)}`;
      await renumber(sql, a, 4, -1);
      await sql`update audit_streams set head = head - 1 where ${ofStream(sql, a)}`;
    });
    await bothSay(broken(a, 3, "deleted"));
  });

  test("lets two entries change places is found at the first of them", async () => {
    await tamper(async (sql) => {
      await sql`update audit_entries set sequence = 1000 where ${where(sql, a, 2)}`;
      await sql`update audit_entries set sequence = 2 where ${where(sql, a, 3)}`;
      await sql`update audit_entries set sequence = 3 where ${where(sql, a, 1000)}`;
    });
    await bothSay(broken(a, 2, "reordered"));
  });

  test("inserts an entry is found where it stands", async () => {
    await tamper(async (sql) => {
      await renumber(sql, a, 3, 1);
      await copy(sql, a, 2, 3, { action: "case.rejected" });
      await rehash(sql, a, 3, 3);
      await sql`update audit_streams set head = head + 1 where ${ofStream(sql, a)}`;
    });
    await bothSay(broken(a, 3, "inserted"));
  });

  test("puts an entry after the end is found there", async () => {
    const end = await length(a);
    await tamper(async (sql) => {
      await copy(sql, a, end, end + 1, { action: "case.closed" });
      await rehash(sql, a, end + 1, end + 1);
    });
    await bothSay(broken(a, end + 1, "inserted"));
  });

  test.each(["leaves the head", "sets the head back too", "removes the stream"])(
    "cuts the tail off and %s is found where it begins",
    async (how) => {
      const end = await length(a);
      const from = how === "removes the stream" ? 1 : end - 1;
      await tamper(async (sql) => {
        await sql`delete from audit_entries where ${ofStream(sql, a)} and sequence >= ${from}`;
        if (how === "removes the stream") await sql`delete from audit_streams where ${ofStream(sql, a)}`;
        if (how === "sets the head back too") await behead(sql, a, from - 1);
      });
      await bothSay(broken(a, from, "cut"));
    },
  );

  test("writes the history anew from an entry on, all hashes and the head right, is found at the entry", async () => {
    const end = await length(a);
    await tamper(async (sql) => {
      await sql`update audit_entries set action = 'case.rejected' where ${where(sql, a, 2)}`;
      await rehash(sql, a, 2, end);
      await behead(sql, a, end);
    });
    await bothSay(broken(a, 2, "fork"));
  });

  test("lets a head name another entry than the last is found at the end", async () => {
    const end = await length(b);
    await tamper(
      (sql) => sql`update audit_streams set head_hash = sha256('other') where ${ofStream(sql, b)}`,
    );
    await bothSay(broken(b, end, "fork"));
  });

  test("swaps entries between streams is found at the first", async () => {
    await tamper(async (sql) => {
      await sql`update audit_entries set sequence = 1000 where ${where(sql, a, 2)}`;
      await sql`update audit_entries set stream_id = ${a.id} where ${where(sql, b, 2)}`;
      await sql`update audit_entries set stream_id = ${b.id}, sequence = 2 where ${where(sql, a, 1000)}`;
    });
    await bothSay(broken(a, 2, "swapped"));
  });
});

describe("the file of checkpoints", () => {
  const spoil = (change: (lines: string[]) => string[]) =>
    writeFileSync(own.checkpoints, change(readFileSync(own.checkpoints, "utf8").split("\n")).join("\n"));
  const inFile = (position: number, says: string) => ({
    ok: false,
    stream: "checkpoints",
    position,
    what: expect.stringContaining(says),
  });

  test("with one changed letter does not hold", async () => {
    spoil((l) => l.map((text, i) => (i === 1 ? text.replace("case.imported", "case.rejected") : text)));
    await bothSay(inFile(1, "its signature does not hold"));
  });

  test("that is cut off is noticed, since the database knows its last line", async () => {
    spoil(([first]) => [first ?? "", ""]);
    await bothSay(inFile(1, "the file ends before a line that the database knows"));
  });

  test("with a line left out does not hold", async () => {
    await transact(operator, "write", (ctx) => append(ctx, [{ stream: a, action: "case.closed" }]));
    await writeCheckpoints(worker);
    spoil((l) => l.filter((_, i) => i !== 1));
    await bothSay(inFile(1, "it does not follow on the line before"));
  });

  test("of another key is refused", async () => {
    spoil(([first, ...more]) => [first?.replace(/"key":"../, '"key":"00') ?? "", ...more]);
    await bothSay(inFile(0, "it is signed with another key"));
  });

  test("that ends in the middle of a line holds without it: it was never finished", async () => {
    writeFileSync(own.checkpoints, `${readFileSync(own.checkpoints, "utf8")}{"at":"2026`);
    await bothSay({ ok: true });
  });

  test("that is missing is noticed", async () => {
    rmSync(own.checkpoints);
    expect(await verifyRecord(operator)).toMatchObject(inFile(0, "the file is missing"));
  });
});

test("the command names stream and position, and ends with 1; without a fault it ends with 0", async () => {
  const run = (...args: string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], { encoding: "utf8" });
  expect(run("audit", "key").stdout.trim()).toBe(await publicKey(operator));
  const good = run("audit", "verify");
  expect([good.status, good.stdout.trim()]).toEqual([0, "Every entry holds."]);
  await tamper((sql) => sql`update audit_entries set action = 'case.rejected' where ${where(sql, a, 2)}`);
  const bad = run("audit", "verify", "--json");
  expect(bad.status).toBe(1);
  expect(JSON.parse(bad.stdout)).toEqual({
    ok: false,
    stream: name(a),
    position: 2,
    what: expect.any(String),
  });
});

const ofStream = (sql: postgres.Sql, s: Stream) =>
  sql`stream_type = ${s.type}::stream_type and stream_id = ${s.id}::uuid`;
const where = (sql: postgres.Sql, s: Stream, sequence: number) =>
  sql`${ofStream(sql, s)} and sequence = ${sequence}`;

const length = (s: Stream): Promise<number> =>
  asOwner(async (sql) =>
    Number((await sql`select head from audit_streams where ${ofStream(sql, s)}`)[0]?.["head"]),
  );

/** Moves the entries from one on by one, in an order that leaves no two at one place. */
async function renumber(sql: postgres.Sql, s: Stream, from: number, by: number): Promise<void> {
  await sql`update audit_entries set sequence = sequence + 100000 where ${ofStream(sql, s)} and sequence >= ${from}`;
  await sql`update audit_entries set sequence = sequence - 100000 + ${by} where ${ofStream(sql, s)} and sequence > 100000`;
}

async function copy(
  sql: postgres.Sql,
  s: Stream,
  from: number,
  to: number,
  set: { action: string },
): Promise<void> {
  const [row] = await sql`select * from audit_entries where ${where(sql, s, from)}`;
  await sql`insert into audit_entries ${sql({ ...row, ...set, ...of(s), sequence: to })}`;
}

/** Gives entries the hashes that they would have, as somebody would who knows how. */
async function rehash(sql: postgres.Sql, s: Stream, from: number, to: number): Promise<void> {
  const lines: string[] = [];
  await exportRecord(operator, (line) => void lines.push(line));
  const entries = lines
    .map((l) => JSON.parse(l) as { entry?: unknown; hash: string })
    .flatMap((l) => (l.entry ? [{ ...parseEntry(l.entry), hash: l.hash }] : []))
    .filter((e) => e.stream.id === s.id);
  let previous = fromHex(entries.find((e) => e.sequence === from - 1)?.hash ?? "00".repeat(32));
  for (const e of entries.filter((e) => e.sequence >= from && e.sequence <= to)) {
    expect(canonicalEntry(e)).toContain(e.action);
    previous = hashAfter(previous, e);
    await sql`update audit_entries set hash = ${Buffer.from(previous)} where ${where(sql, s, e.sequence)}`;
  }
}

async function behead(sql: postgres.Sql, s: Stream, to: number): Promise<void> {
  await sql`update audit_streams set head = ${to},
    head_hash = (select hash from audit_entries where ${where(sql, s, to)}) where ${ofStream(sql, s)}`;
}
