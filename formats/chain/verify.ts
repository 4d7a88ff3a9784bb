import type { Stream } from "@/domain/audit";
import { byStream, GENESIS, hashAfter, parseStream, streamName } from "@/formats/chain/entry";
import { locate } from "@/formats/chain/locate";
import type { ChainSource, StreamHead } from "@/formats/chain/source";
import { faulty, HOLDS, type Verdict } from "@/formats/chain/verdict";
import { toHex } from "@/lib/sha256";

type Walk = { name: string; sequence: number; hash: Uint8Array; head: StreamHead | undefined };

/**
 * Walks every stream once and compares it with its head and with the checkpoints outside. What is held in memory grows
 * with the number of streams and not with their entries: where the last hash outside is the one inside, so is each
 * before it. Only what does not hold is walked again, to find the first entry that does not.
 * @returns the first entry that does not hold, by stream and position, or that all of them do
 */
export async function verifyChain(source: ChainSource): Promise<Verdict> {
  const heads = new Map<string, StreamHead>();
  for await (const head of source.heads()) heads.set(streamName(head.stream), head);
  const waiting = [...new Set([...heads.keys(), ...(source.outside?.ends.keys() ?? [])])]
    .map(parseStream)
    .sort(byStream);
  const empty = (stream: Stream) => isWhole(source, begin(streamName(stream), heads));

  let walk: Walk | null = null;
  for await (const entry of source.entries()) {
    const name = streamName(entry.stream);
    if (walk?.name !== name) {
      if (walk && !isWhole(source, walk)) return fault(source, walk, heads);
      for (let next = waiting[0]; next && byStream(next, entry.stream) < 0; next = waiting[0]) {
        waiting.shift();
        if (!empty(next)) return fault(source, begin(streamName(next), heads), heads);
      }
      if (waiting[0] && streamName(waiting[0]) === name) waiting.shift();
      walk = begin(name, heads);
    }
    const end = source.outside?.ends.get(name);
    const fits =
      entry.sequence === walk.sequence + 1 &&
      isSame(entry.hash, hashAfter(walk.hash, entry)) &&
      (end?.sequence !== entry.sequence || end.hash === toHex(entry.hash));
    if (!fits) return fault(source, walk, heads);
    walk.sequence = entry.sequence;
    walk.hash = entry.hash;
  }
  if (walk && !isWhole(source, walk)) return fault(source, walk, heads);
  const missing = waiting.find((stream) => !empty(stream));
  return missing ? fault(source, begin(streamName(missing), heads), heads) : HOLDS;
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

const begin = (name: string, heads: ReadonlyMap<string, StreamHead>): Walk => ({
  name,
  sequence: 0,
  hash: GENESIS,
  head: heads.get(name),
});

/** Whether a stream that was walked to its end is as long as its head and the checkpoints say. */
function isWhole(source: ChainSource, { name, sequence, hash, head }: Walk): boolean {
  const outside = source.outside?.ends.get(name)?.sequence ?? 0;
  return sequence >= outside && sequence === (head?.head ?? 0) && isSame(hash, head?.hash ?? GENESIS);
}

/** The first entry of the stream that does not hold; the stream before it was walked to its end and does. */
async function fault(
  source: ChainSource,
  { name }: Walk,
  heads: ReadonlyMap<string, StreamHead>,
): Promise<Verdict> {
  const found = await locate(source, parseStream(name), heads.get(name));
  return faulty(name, found.position, found.what);
}
