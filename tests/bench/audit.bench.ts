import { randomUUID } from "node:crypto";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { sql } from "drizzle-orm";
import { append } from "@/data/audit";
import { entriesInOrder, headsInOrder } from "@/data/chain/rows";
import { chainSource } from "@/data/chain/source";
import { type Ctx, read, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { disconnect } from "@/db/client";
import type { Stream } from "@/domain/audit";
import { GENESIS, hashAfter, stored } from "@/formats/chain/entry";
import { verifyChain } from "@/formats/chain/verify";
import { realNow } from "@/lib/clock";
import { prepare } from "@/tests/bench/deployment";
import { option, report, run } from "@/tests/bench/report";
import { asOwner } from "@/tests/sql";

// What the chain costs: entries a second through `append`, as a share of bare inserts of the same rows in transactions of
// the same kind; and a long record, verified in one pass.

const count = option("count", 2000);
const entries = option("entries", 1_000_000);
const ROUNDS = 5;
const median = (of: number[]): number => of.toSorted((a, b) => a - b)[Math.floor(of.length / 2)] ?? 0;
const viewer = systemViewer("worker");
const FACTS = { noticeId: randomUUID(), contactId: randomUUID(), organizationId: randomUUID(), attempt: 1 };

/** As a message leaves: one transaction, two streams, an entry in each. */
const streams = (): [Stream, Stream] => [
  { type: "case", id: randomUUID() },
  { type: "organization", id: randomUUID() },
];

async function perSecond(
  write: (ctx: Ctx, to: [Stream, Stream], turn: number) => Promise<unknown>,
): Promise<number> {
  const to = streams();
  const began = performance.now();
  for (let turn = 1; turn <= count / 2; turn += 1)
    await transact(viewer, "write", (ctx) => write(ctx, to, turn));
  return count / ((performance.now() - began) / 1000);
}

const chained = (ctx: Ctx, to: [Stream, Stream]) =>
  append(
    ctx,
    to.map((stream) => ({ stream, action: "delivery.begun" as const, facts: FACTS })),
  );

/** The same rows through the same planned insert: without heads, without hashes, without waiting for anybody. */
const bare = (ctx: Ctx, to: [Stream, Stream], sequence: number) => {
  const at = ctx.realNow.toString();
  const rows = to.map((stream) => ({
    ...stream,
    sequence,
    action: "delivery.begun",
    actor_kind: "system",
    actor_process: "worker",
    facts: FACTS,
    hash: "00".repeat(32),
    at,
    real_at: at,
  }));
  return ctx.tx.execute(sql`select curfew_chain(${JSON.stringify(rows)}::text::json, '[]')`);
};

/** One long stream, written past `append` as it would have written it. */
async function longRecord(): Promise<Stream> {
  const stream: Stream = { type: "case", id: randomUUID() };
  const at = stored(realNow());
  await asOwner(async (sql) => {
    let hash: Uint8Array = GENESIS;
    for (let sequence = 1; sequence <= entries; ) {
      const rows = [];
      for (let i = 0; i < 2000 && sequence <= entries; i += 1, sequence += 1) {
        const actor = { kind: "system", id: null, process: "worker" };
        const entry = {
          stream,
          sequence,
          action: "delivery.begun",
          actor,
          facts: FACTS,
          noteMac: null,
          at,
          realAt: at,
        };
        hash = hashAfter(hash, entry);
        rows.push({ sequence, hash: Buffer.from(hash).toString("hex") });
      }
      await sql`insert into audit_entries
        (stream_type, stream_id, sequence, action, actor_kind, actor_process, facts, hash, at, real_at)
        select 'case', ${stream.id}, r.sequence, 'delivery.begun', 'system', 'worker', ${JSON.stringify(FACTS)}::text::jsonb,
          decode(r.hash, 'hex'), ${at.toString()}, ${at.toString()}
        from json_to_recordset(${JSON.stringify(rows)}::text::json) as r (sequence bigint, hash text)`;
    }
    await sql`insert into audit_streams (stream_type, stream_id, head, head_hash)
      values ('case', ${stream.id}, ${entries}, ${Buffer.from(hash)})`;
  });
  return stream;
}

async function timed<T>(work: () => Promise<T>): Promise<[T, number]> {
  const began = performance.now();
  return [await work(), (performance.now() - began) / 1000];
}

type Rows = ReturnType<typeof entriesInOrder>;

const verified = (stream: Stream, through: (rows: Rows) => Rows) =>
  read(viewer, (ctx) =>
    verifyChain({
      ...chainSource(ctx, null, null),
      entries: () => through(entriesInOrder(ctx, stream)),
      heads: () => headsInOrder(ctx),
    }),
  );

/** Notes what is in use after a tenth of the rows and shortly before the last, in MiB, once what is not is collected. */
async function* weighed(rows: Rows, live: number[]): Rows {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  let seen = 0;
  for await (const row of rows) {
    seen += 1;
    if (seen === Math.floor(entries / 10) || seen === entries - 1) {
      collect();
      live.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
    yield row;
  }
}

async function main(): Promise<number> {
  await prepare();
  try {
    // In turns, the first of them to warm up: what else the machine does should meet both alike.
    const [bares, chains] = [[] as number[], [] as number[]];
    for (let round = 0; round <= ROUNDS; round += 1) {
      bares.push(await perSecond(bare));
      chains.push(await perSecond(chained));
    }
    const [floor, through] = [median(bares.slice(1)), median(chains.slice(1))];
    // Bare rows are no chain.
    await asOwner(async (sql) => {
      await sql`alter table audit_entries disable trigger audit_entries_append_only`;
      await sql`delete from audit_entries`;
      await sql`delete from audit_streams`;
      await sql`alter table audit_entries enable trigger audit_entries_append_only`;
    });

    const stream = await longRecord();
    // Nothing could verify faster than the rows can be read.
    const [, reading] = await timed(() =>
      read(viewer, async (ctx) => {
        for await (const _ of entriesInOrder(ctx, stream));
      }),
    );
    const [verdict, verifying] = await timed(() => verified(stream, (rows) => rows));
    // A pass of its own: collecting takes time.
    const live: number[] = [];
    await verified(stream, (rows) => weighed(rows, live));
    const [early = 0, late = 0] = live;
    return report(
      "audit",
      [
        { name: "entries a second, chained", value: through, unit: "entries", floor },
        { name: "share of bare inserts", value: (100 * through) / floor, unit: "%", floor: 100 },
        { name: "entries verified in one pass", value: entries, unit: "entries", floor: entries },
        {
          name: "verified a second",
          value: entries / verifying,
          unit: "entries",
          floor: entries / reading,
        },
        { name: "in use near the end of the pass", value: late, unit: "MiB", floor: early },
      ],
      [
        ...(verdict.ok ? [] : [`${verdict.stream} ${verdict.position}: ${verdict.what}`]),
        ...(late - early < 10 ? [] : [`memory grew by ${Math.round(late - early)} MiB within the pass`]),
      ],
    );
  } finally {
    await disconnect();
  }
}

run(main);
