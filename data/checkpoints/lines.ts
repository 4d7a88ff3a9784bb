import { and, asc, eq, gt, sql } from "drizzle-orm";
import { checkpointSigner, databaseId } from "@/data/checkpoints/keys";
import type { Ctx } from "@/data/transaction";
import { auditEntries, auditStreams, checkpointHead } from "@/db/schema";
import type { AuditFacts, Stream } from "@/domain/audit";
import { idsOf, mattersToRestore } from "@/domain/checkpoint";
import type { LineEnd } from "@/domain/restore";
import { type CheckpointLine, type Listed, lineHash, signLine } from "@/formats/chain/checkpoint";
import { parseStream } from "@/formats/chain/entry";
import type { OutsideEnd } from "@/formats/chain/outside";
import { fromHex, toHex } from "@/lib/sha256";

/** A line lists this many entries at most: it has to fit into memory, the writer's and everybody's who checks it. */
const MOST = 1000;

const common = (ctx: Ctx, after: LineEnd | null) => ({
  v: 1 as const,
  number: (after?.number ?? -1) + 1,
  at: ctx.realNow.toString(),
});

/** The first line of a file. */
export async function beginLine(ctx: Ctx, after: LineEnd | null): Promise<string> {
  const signer = await checkpointSigner(ctx);
  const key = toHex(signer.publicKey);
  const database = await databaseId(ctx);
  const previous = after?.hash ?? null;
  return signLine({ ...common(ctx, after), kind: "begin", previous, database, key }, signer);
}

/** A line that says after which entries the chain goes on. */
export async function restoreLine(
  ctx: Ctx,
  after: LineEnd,
  parted: readonly { stream: Stream; to: number; hash: string }[],
): Promise<string> {
  const streams = parted.map(({ stream, to, hash }) => ({ ...stream, to, hash }));
  return signLine(
    { ...common(ctx, after), kind: "restore", previous: after.hash, streams },
    await checkpointSigner(ctx),
  );
}

type Lists = (CheckpointLine & { kind: "checkpoint" })["streams"];

/**
 * A line with what happened since the last one; null when nothing did. Streams that a command holds at this moment wait
 * for the next line.
 */
export async function checkpointLine(
  ctx: Ctx,
  after: LineEnd,
): Promise<{ text: string; streams: Lists } | null> {
  const moved = await ctx.tx
    .select()
    .from(auditStreams)
    .where(gt(auditStreams.head, auditStreams.checkpointed))
    .orderBy(asc(auditStreams.streamType), asc(auditStreams.streamId))
    .limit(MOST)
    .for("update", { skipLocked: true });
  const streams: Lists = [];
  let room = MOST;
  for (const s of moved) {
    if (room === 0) break;
    const entries = await entriesAfter(ctx, s, room);
    // A head without its entry: nothing to sign, and `audit verify` says where.
    if (entries.length === 0) continue;
    room -= entries.length;
    streams.push({ type: s.streamType, id: s.streamId, from: s.checkpointed + 1, entries });
  }
  if (streams.length === 0) return null;
  const line = { ...common(ctx, after), kind: "checkpoint" as const, previous: after.hash, streams };
  return { text: signLine(line, await checkpointSigner(ctx)), streams };
}

/** The next entries of a stream, up to where one is missing. */
async function entriesAfter(ctx: Ctx, s: typeof auditStreams.$inferSelect, limit: number): Promise<Listed[]> {
  const rows = await ctx.tx
    .select({
      sequence: auditEntries.sequence,
      hash: auditEntries.hash,
      action: auditEntries.action,
      at: auditEntries.at,
      facts: auditEntries.facts,
    })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.streamType, s.streamType),
        eq(auditEntries.streamId, s.streamId),
        gt(auditEntries.sequence, s.checkpointed),
      ),
    )
    .orderBy(asc(auditEntries.sequence))
    .limit(limit);
  const whole = rows.filter((r, i) => r.sequence === s.checkpointed + 1 + i);
  return whole.map(({ hash, action, at, facts }) => ({
    hash: toHex(hash),
    action,
    ...(mattersToRestore(action) ? { at: at.toString(), facts: idsOf(facts as AuditFacts) } : {}),
  }));
}

/** The database takes note of a line that stands in the file. */
export async function takeNote(ctx: Ctx, text: string, line: Pick<CheckpointLine, "number">): Promise<void> {
  const head = { number: line.number, lineHash: fromHex(lineHash(text)), at: ctx.realNow };
  await ctx.tx
    .insert(checkpointHead)
    .values({ id: 1, ...head })
    .onConflictDoUpdate({ target: checkpointHead.id, set: head });
}

/**
 * Up to where streams stand outside from now on. Locked in the order of every command: whoever waits for one of them
 * holds none that stands behind it.
 */
export async function standOutside(
  ctx: Ctx,
  streams: readonly { type: string; id: string; to: number }[],
): Promise<void> {
  if (streams.length === 0) return;
  const given = sql`json_to_recordset(${JSON.stringify(streams)}::text::json) as w (type stream_type, id uuid, "to" bigint)`;
  await ctx.tx.execute(sql`select 1 from audit_streams s
    where (s.stream_type, s.stream_id) in (select w.type, w.id from ${given})
    order by s.stream_type, s.stream_id for update`);
  await ctx.tx.execute(sql`update audit_streams set checkpointed = w."to" from ${given}
    where stream_type = w.type and stream_id = w.id`);
}

/** After a restore: every stream stands outside up to where the file says, and no further. */
export async function standAgain(ctx: Ctx, ends: ReadonlyMap<string, OutsideEnd>): Promise<void> {
  await ctx.tx.execute(sql`lock table audit_streams in exclusive mode`);
  await ctx.tx.execute(sql`update audit_streams set checkpointed = 0 where checkpointed > 0`);
  await standOutside(
    ctx,
    [...ends].map(([name, end]) => ({ ...parseStream(name), to: end.sequence })),
  );
}
