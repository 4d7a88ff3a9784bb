import { asc, gt, sql } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { checkpointSigner, databaseId } from "@/data/checkpoints/keys";
import type { Ctx } from "@/data/transaction";
import { auditStreams, checkpointHead } from "@/db/schema";
import type { AuditFacts, Stream, StreamType } from "@/domain/audit";
import { idsOf, mattersToRestore } from "@/domain/checkpoint";
import type { LineEnd } from "@/domain/restore";
import { type CheckpointLine, type Listed, lineHash, signLine } from "@/formats/chain/checkpoint";
import { parseStream, streamName } from "@/formats/chain/entry";
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
  const listed = await entriesAfter(ctx, moved);
  // A head without its entry has nothing to sign, and `audit verify` says where.
  const streams = moved.flatMap((s): Lists => {
    const entries = listed.get(streamName({ type: s.streamType, id: s.streamId })) ?? [];
    return entries.length === 0
      ? []
      : [{ type: s.streamType, id: s.streamId, from: s.checkpointed + 1, entries }];
  });
  if (streams.length === 0) return null;
  const line = { ...common(ctx, after), kind: "checkpoint" as const, previous: after.hash, streams };
  return { text: signLine(line, await checkpointSigner(ctx)), streams };
}

type Next = {
  type: StreamType;
  id: string;
  from: string;
  sequence: string;
  hash: string;
  action: string;
  at: string;
  facts: AuditFacts;
};

/** The next entries of streams, of each up to where one is missing, by its name: one query for all of them. */
async function entriesAfter(
  ctx: Ctx,
  moved: readonly (typeof auditStreams.$inferSelect)[],
): Promise<Map<string, Listed[]>> {
  const asked = moved.map((s) => ({ type: s.streamType, id: s.streamId, from: s.checkpointed }));
  const rows = await ctx.tx.execute<Next>(sql`
    select w.type, w.id, w."from", e.* from
      json_to_recordset(${JSON.stringify(asked)}::text::json) as w (type stream_type, id uuid, "from" bigint),
      lateral (
        select sequence, encode(hash, 'hex') as hash, action, at, facts from audit_entries
        where stream_type = w.type and stream_id = w.id and sequence > w."from"
        order by sequence limit ${MOST}) e
    order by w.type, w.id, e.sequence limit ${MOST}`);
  const next = new Map<string, Listed[]>();
  for (const r of rows) {
    const own = next.get(streamName(r)) ?? [];
    if (Number(r.sequence) !== Number(r.from) + 1 + own.length) continue;
    own.push(listedAs(r));
    next.set(streamName(r), own);
  }
  return next;
}

const listedAs = ({ hash, action, at, facts }: Next): Listed => ({
  hash,
  action,
  ...(mattersToRestore(action)
    ? { at: Temporal.Instant.from(at.replace(" ", "T")).toString(), facts: idsOf(facts) }
    : {}),
});

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
