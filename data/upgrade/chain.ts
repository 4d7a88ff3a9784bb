import type { Sql } from "postgres";
import { Temporal } from "temporal-polyfill";
import { SECRETS } from "@/db/secrets";
import type { AuditFacts, StreamType } from "@/domain/audit";
import { GENESIS, hashAfter } from "@/formats/chain/entry";
import { type DataKey, openText } from "@/lib/crypto/sealed";
import { macOf } from "@/lib/crypto/wrapping";

type Row = {
  stream_type: StreamType;
  stream_id: string;
  sequence: number;
  action: string;
  actor_kind: string;
  actor_id: string | null;
  actor_process: string | null;
  facts: AuditFacts;
  note: Uint8Array | null;
  place_row: string;
  place_scope: string;
  at: string;
  real_at: string;
};

/** Chains entries that were written before there was a chain, stream by stream, as they stand now. */
export async function chainEntries(sql: Sql, keys: ReadonlyMap<string, DataKey>): Promise<void> {
  const note = SECRETS.find((s) => s.table === "audit_entries");
  if (!note) throw new Error("audit entries are sealed nowhere");
  const streams = await sql<{ stream_type: string; stream_id: string }[]>`
    select stream_type, stream_id from audit_streams where length(head_hash) = 0`;
  for (const stream of streams) {
    let hash: Uint8Array = GENESIS;
    const rows = await sql<Row[]>`
      select stream_type, stream_id, sequence::int, action, actor_kind, actor_id, actor_process, facts, note,
        ${sql.unsafe(note.row)} as place_row, ${sql.unsafe(note.scope)} as place_scope,
        to_json(at) #>> '{}' as at, to_json(real_at) #>> '{}' as real_at
      from audit_entries where stream_type = ${stream.stream_type} and stream_id = ${stream.stream_id}
      order by sequence`;
    for (const r of rows) {
      const noteMac = r.note ? macOfNote(r, r.note, keys) : null;
      hash = hashAfter(hash, {
        stream: { type: r.stream_type, id: r.stream_id },
        sequence: r.sequence,
        action: r.action,
        actor: { kind: r.actor_kind, id: r.actor_id, process: r.actor_process },
        facts: r.facts,
        noteMac,
        at: Temporal.Instant.from(r.at),
        realAt: Temporal.Instant.from(r.real_at),
      });
      await sql`
        update audit_entries set hash = ${Buffer.from(hash)}, note_mac = ${noteMac && Buffer.from(noteMac)}
        where stream_type = ${r.stream_type} and stream_id = ${r.stream_id} and sequence = ${r.sequence}`;
    }
    await sql`
      update audit_streams set head_hash = ${Buffer.from(hash)}
      where stream_type = ${stream.stream_type} and stream_id = ${stream.stream_id}`;
  }
}

function macOfNote(r: Row, note: Uint8Array, keys: ReadonlyMap<string, DataKey>): Uint8Array {
  const key = keys.get(r.place_scope);
  if (!key) throw new Error(`${r.place_row} has no key`);
  const place = { scope: r.place_scope, table: "audit_entries", row: r.place_row, column: "note" };
  return macOf(key.key, openText(key, place, note));
}
