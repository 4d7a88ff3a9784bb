import { entriesInOrder, headsInOrder } from "@/data/chain/rows";
import { settled } from "@/data/chain/settled";
import type { SystemViewer } from "@/domain/viewer";
import { canonical } from "@/formats/chain/canonical";
import { canonicalEntry, streamName } from "@/formats/chain/entry";
import { toHex } from "@/lib/sha256";

/**
 * Writes the whole record as JSON lines: every entry as the canonical object that its hash covers, with that hash; then
 * the heads, and the last checkpoint that the database knows of. Notes are in it as their MACs alone.
 * @param write takes one line; the next one waits until it is done
 * @param checkpoints gets the file of the checkpoints, which nobody writes to meanwhile
 * @returns how many entries there were
 */
export async function exportRecord(
  viewer: SystemViewer,
  write: (line: string) => void | Promise<void>,
  checkpoints: (path: string) => void = () => {},
): Promise<number> {
  const { count } = await settled(viewer, async ({ ctx, file, state, head }) => {
    if (state.kind !== "absent") checkpoints(file.path);
    let count = 0;
    for await (const entry of entriesInOrder(ctx)) {
      await write(`{"entry":${canonicalEntry(entry)},"hash":"${toHex(entry.hash)}"}`);
      count += 1;
    }
    for await (const h of headsInOrder(ctx))
      await write(
        canonical({ head: { stream: streamName(h.stream), sequence: h.head, hash: toHex(h.hash) } }),
      );
    if (head) await write(canonical({ checkpoint: head }));
    return { count, audit: { action: "audit.exported" as const, facts: { count, of: "everything" } } };
  });
  return count;
}
