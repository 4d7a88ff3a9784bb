import type { Stream } from "@/domain/audit";
import { GENESIS, hashAfter, streamName } from "@/formats/chain/entry";
import type { ChainSource, StoredEntry, StreamHead } from "@/formats/chain/source";
import type { Fault } from "@/formats/chain/verdict";
import { toHex } from "@/lib/sha256";

type Found = { position: number; what: Fault };

/** The first entry of one stream that does not hold. Known to have one: an end that holds is a bug of the caller. */
export async function locate(
  source: ChainSource,
  stream: Stream,
  head: StreamHead | undefined,
): Promise<Found> {
  const name = streamName(stream);
  const listed = source.outside?.listed(name)[Symbol.asyncIterator]();
  let outside = 0;
  const nextListed = async () => {
    const next = await listed?.next();
    if (!next || next.done) return null;
    outside = next.value.sequence;
    return next.value.hash;
  };
  let previous: Uint8Array = GENESIS;
  let position = 1;
  for await (const entry of source.entries(stream)) {
    if (entry.sequence !== position)
      return { position, what: entry.sequence > position ? "deleted" : "inserted" };
    const truth = await nextListed();
    const stored = toHex(entry.hash);
    const fits = toHex(hashAfter(previous, entry)) === stored;
    if (!fits || (truth !== null && truth !== stored))
      return { position, what: await classify(source, entry, fits, truth) };
    previous = entry.hash;
    position += 1;
  }
  while ((await nextListed()) !== null);
  if (position <= Math.max(outside, head?.head ?? 0)) return { position, what: "cut" };
  // Entries after the head, or a head that is not the hash of the last entry.
  return position - 1 > (head?.head ?? 0)
    ? { position: (head?.head ?? 0) + 1, what: "inserted" }
    : { position: position - 1, what: "fork" };
}

/**
 * What was done to the entry: told from where its hash and the hash that belongs here stand, inside and outside.
 * @param fits whether its own hash is right after the entry before it
 * @param truth the hash that is listed outside for its place; null where nothing is
 */
async function classify(
  source: ChainSource,
  entry: StoredEntry,
  fits: boolean,
  truth: string | null,
): Promise<Fault> {
  const name = streamName(entry.stream);
  const stored = toHex(entry.hash);
  const written = fits || stored === truth ? null : await source.outside?.find(stored);
  if (written && written.stream !== name) return "swapped";
  if (truth === null) return written ? "reordered" : "edited";
  if (stored === truth) return "edited";
  let [moved, next] = [false, ""];
  for await (const other of source.entries(entry.stream)) {
    if (toHex(other.hash) === truth) moved = true;
    if (other.sequence === entry.sequence + 1) next = toHex(other.hash);
  }
  if (written) return moved ? "reordered" : "deleted";
  if (moved) return "inserted";
  let after = "";
  for await (const listed of source.outside?.listed(name) ?? [])
    if (listed.sequence === entry.sequence + 1) after = listed.hash;
  // One entry was rewritten with a hash of its own, and what follows was left as it was.
  return after !== "" && after === next ? "edited" : "fork";
}
