import { eq, sql } from "drizzle-orm";
import type { CheckpointFile, FileState } from "@/data/checkpoints/file";
import type { Ctx } from "@/data/transaction";
import { checkpointHead } from "@/db/schema";
import type { Stream } from "@/domain/audit";
import { mattersToRestore } from "@/domain/checkpoint";
import { type Comparison, compareOutside, type LineEnd, type Missing } from "@/domain/restore";
import { parseStream } from "@/formats/chain/entry";
import type { OutsideEnd } from "@/formats/chain/outside";
import { toHex } from "@/lib/sha256";

const CHUNK = 5000;

export async function headOf(ctx: Ctx): Promise<LineEnd | null> {
  const [row] = await ctx.tx.select().from(checkpointHead).where(eq(checkpointHead.id, 1));
  return row ? { number: row.number, hash: toHex(row.lineHash) } : null;
}

type Apart = { stream: string; lacking: boolean };

/** The streams whose end outside is not in the database, or is another entry there. */
async function streamsApart(ctx: Ctx, ends: ReadonlyMap<string, OutsideEnd>): Promise<Apart[]> {
  const all = [...ends].map(([name, end]) => ({ ...parseStream(name), sequence: end.sequence }));
  const apart: Apart[] = [];
  for (let i = 0; i < all.length; i += CHUNK) {
    const asked = JSON.stringify(all.slice(i, i + CHUNK));
    const rows = await ctx.tx.execute<{ type: string; id: string; hash: string | null }>(sql`
      select w.type, w.id, encode(e.hash, 'hex') as hash
      from json_to_recordset(${asked}::text::json) as w (type stream_type, id uuid, sequence bigint)
      left join audit_entries e on e.stream_type = w.type and e.stream_id = w.id and e.sequence = w.sequence`);
    for (const { type, id, hash } of rows) {
      const stream = `${type}:${id}`;
      if (hash !== ends.get(stream)?.hash) apart.push({ stream, lacking: hash === null });
    }
  }
  return apart;
}

export type Compared = { comparison: Comparison; apart: Apart[]; head: LineEnd | null };

/**
 * Compares the file's last state with the database. The caller holds the lock of the checkpoints, so that no writer is
 * between its line and its commit.
 */
export async function compareWith(ctx: Ctx, file: FileState): Promise<Compared> {
  const head = await headOf(ctx);
  const apart = file.kind === "read" ? await streamsApart(ctx, file.outside.ends) : [];
  const comparison = compareOutside(endOf(file), head, {
    lacking: apart.filter((a) => a.lacking).length,
    different: apart.filter((a) => !a.lacking).length,
  });
  return { comparison, apart, head };
}

/** What a running worker asks before each line: numbers and hashes alone, without a look at every stream. */
export async function stillSame(ctx: Ctx, file: FileState): Promise<boolean> {
  return compareOutside(endOf(file), await headOf(ctx), { lacking: 0, different: 0 }).state === "same";
}

const endOf = (file: FileState) => {
  if (file.kind === "absent") return null;
  if (file.kind === "unreadable") return "unreadable";
  const { readTo, line } = file.last;
  return { number: readTo.number, hash: readTo.hash, previous: line.previous };
};

/** Where the database and the file part, for each stream that is apart: the last entry that both have. */
export type Common = { stream: Stream; to: number; hash: string };

/**
 * Walks the streams that are apart, to find the last entry that both sides have, and what stands outside alone.
 * @returns of the entries that are missing those that a restore must not forget, and how many others there are
 */
export async function whatIsMissing(
  ctx: Ctx,
  file: CheckpointFile,
  state: FileState,
  apart: readonly Apart[],
) {
  const common = new Map<string, Common>();
  const missing: Missing[] = [];
  let others = 0;
  if (state.kind !== "read" || apart.length === 0) return { common: [], missing, others };
  const inside = new Map<string, ReadonlyMap<number, string>>();
  for (const { stream } of apart) {
    const of = parseStream(stream);
    inside.set(stream, await hashesOf(ctx, of));
    common.set(stream, { stream: of, to: 0, hash: "0".repeat(64) });
  }
  for await (const read of file.lines())
    for (const { stream, sequence, entry } of state.outside.listed(read)) {
      const of = common.get(stream);
      if (!of) continue;
      if (of.to === sequence - 1 && inside.get(stream)?.get(sequence) === entry.hash) {
        common.set(stream, { ...of, to: sequence, hash: entry.hash });
      } else if (mattersToRestore(entry.action)) {
        const { action, at = null, facts = {} } = entry;
        missing.push({ stream: of.stream, sequence, action, at, facts });
      } else others += 1;
    }
  return { common: [...common.values()], missing, others };
}

async function hashesOf(ctx: Ctx, { type, id }: Stream): Promise<ReadonlyMap<number, string>> {
  const rows = await ctx.tx.execute<{ sequence: string; hash: string }>(sql`
    select sequence, encode(hash, 'hex') as hash from audit_entries
    where stream_type = ${type}::stream_type and stream_id = ${id}::uuid`);
  return new Map(rows.map((r) => [Number(r.sequence), r.hash]));
}
