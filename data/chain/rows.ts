import { asc, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import type { Ctx } from "@/data/transaction";
import { auditStreams } from "@/db/schema";
import type { AuditFacts, Stream, StreamType } from "@/domain/audit";
import type { StoredEntry, StreamHead } from "@/formats/chain/source";

const BATCH = 2000;

type Row = {
  stream_type: StreamType;
  stream_id: string;
  sequence: string;
  action: string;
  actor_kind: string;
  actor_id: string | null;
  actor_process: string | null;
  facts: AuditFacts;
  note_mac: Uint8Array | null;
  at: string;
  real_at: string;
  hash: Uint8Array;
};

const instantOf = (text: string) => Temporal.Instant.from(text.replace(" ", "T"));

/** What of a row is chained, and the hash that is stored beside it. */
const storedEntry = (r: Row): StoredEntry => ({
  stream: { type: r.stream_type, id: r.stream_id },
  sequence: Number(r.sequence),
  action: r.action,
  actor: { kind: r.actor_kind, id: r.actor_id, process: r.actor_process },
  facts: r.facts,
  noteMac: r.note_mac,
  at: instantOf(r.at),
  realAt: instantOf(r.real_at),
  hash: r.hash,
});

let cursors = 0;

/**
 * All entries that the viewer may read, by stream and sequence, some thousand in memory at a time. Through a cursor: to
 * begin again after a place would walk up to it each time, since under row-level security no index finds it (comparing
 * enumerations is not leakproof).
 */
export async function* entriesInOrder(ctx: Ctx, of?: Stream): AsyncGenerator<StoredEntry> {
  cursors += 1;
  const cursor = sql.raw(`curfew_entries_${cursors}`);
  const one = of
    ? sql`where stream_type = ${of.type}::stream_type and stream_id = ${of.id}::uuid`
    : sql.empty();
  await ctx.tx.execute(sql`declare ${cursor} no scroll cursor for
    select stream_type, stream_id, sequence, action, actor_kind, actor_id, actor_process, facts, note_mac, at, real_at, hash
    from audit_entries ${one} order by stream_type, stream_id, sequence`);
  for (;;) {
    const rows = await ctx.tx.execute<Row>(sql`fetch ${sql.raw(String(BATCH))} from ${cursor}`);
    for (const row of rows) yield storedEntry(row);
    if (rows.length < BATCH) break;
  }
  await ctx.tx.execute(sql`close ${cursor}`);
}

export async function* headsInOrder(ctx: Ctx): AsyncGenerator<StreamHead> {
  const rows = await ctx.tx
    .select()
    .from(auditStreams)
    .orderBy(asc(auditStreams.streamType), asc(auditStreams.streamId));
  for (const r of rows)
    yield { stream: { type: r.streamType, id: r.streamId }, head: r.head, hash: r.headHash };
}
