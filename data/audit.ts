import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import type { AuditEvent, Stream, StreamType } from "@/domain/audit";
import type { Viewer } from "@/domain/viewer";
import {
  byStream,
  type ChainEntry,
  GENESIS,
  hashAfter,
  stored,
  storedFacts,
  streamName,
} from "@/formats/chain/entry";
import { fromHex, toHex } from "@/lib/sha256";

/** The stream of the deployment itself has no row of its own. */
export const DEPLOYMENT: Stream = { type: "deployment", id: "00000000-0000-0000-0000-000000000000" };

/** A sealed note of an entry is covered by the key of its case, or the deployment's. */
export const notePlace = (stream: Stream, sequence: number) => ({
  scope: stream.type === "case" ? stream.id : "deployment",
  table: "audit_entries",
  row: `${stream.type}:${stream.id}:${sequence}`,
  column: "note",
});

/**
 * Appends entries in the caller's transaction, each chained to the one before in its stream. Streams are locked in one
 * fixed order, so that two commands never wait for each other.
 */
export async function append(ctx: Ctx, events: readonly AuditEvent[]): Promise<void> {
  const streams = inStreams(events);
  if (streams.length === 0) return;
  const heads = await lockHeads(ctx, streams);
  const entries = [];
  const moved = [];
  const actor = actorOf(ctx.viewer);
  const [at, realAt] = [stored(ctx.now), stored(ctx.realNow)];
  for (const { stream, events: own } of streams) {
    const head = heads.get(streamName(stream));
    if (head?.hash.length !== GENESIS.length) throw new Error("the stream has no head");
    let { sequence, hash } = head;
    for (const event of own) {
      sequence += 1;
      const { action, note } = event;
      const facts = storedFacts(event.facts ?? {});
      const place = notePlace(stream, sequence);
      const noteMac = note ? await ctx.mac(place.scope, note) : null;
      hash = hashAfter(hash, { stream, sequence, action, actor, facts, noteMac, at, realAt });
      entries.push({
        ...stream,
        sequence,
        action,
        actor_kind: actor.kind,
        actor_id: actor.id,
        actor_process: actor.process,
        facts,
        note: note ? toHex(await ctx.seal(place, note)) : null,
        note_mac: noteMac && toHex(noteMac),
        hash: toHex(hash),
        at: at.toString(),
        real_at: realAt.toString(),
      });
    }
    moved.push({ ...stream, head: sequence, hash: toHex(hash) });
  }
  await ctx.tx.execute(
    sql`select curfew_chain(${JSON.stringify(entries)}::text::json, ${JSON.stringify(moved)}::text::json)`,
  );
}

/** The events of each stream together, in the order in which streams are locked. */
function inStreams(events: readonly AuditEvent[]) {
  const streams = new Map<string, { stream: Stream; events: AuditEvent[] }>();
  for (const event of events) {
    const known = streams.get(streamName(event.stream));
    if (known) known.events.push(event);
    else streams.set(streamName(event.stream), { stream: event.stream, events: [event] });
  }
  return [...streams.values()].sort((a, b) => byStream(a.stream, b.stream));
}

/** The heads, locked until the end of the transaction; in the database's own words in `db/walls/functions.ts`. */
async function lockHeads(ctx: Ctx, streams: readonly { stream: Stream }[]) {
  const named = JSON.stringify(streams.map(({ stream }) => stream));
  const rows = await ctx.tx.execute<{ type: StreamType; id: string; head: string; hash: string }>(
    sql`select * from curfew_heads(${named}::text::json)`,
  );
  return new Map(rows.map((r) => [streamName(r), { sequence: Number(r.head), hash: fromHex(r.hash) }]));
}

/** Humans by their id alone: names are looked up, and can be erased without touching the record. */
function actorOf(viewer: Viewer): ChainEntry["actor"] {
  switch (viewer.kind) {
    case "member":
    case "contact":
    case "applicant":
      return { kind: viewer.kind, id: viewer.userId, process: null };
    case "system":
      return { kind: "system", id: null, process: viewer.process };
    case "public":
      return { kind: "public", id: null, process: null };
  }
}

export const newId = (): string => randomUUID();
