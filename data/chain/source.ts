import { entriesInOrder, headsInOrder } from "@/data/chain/rows";
import type { CheckpointFile, FileState } from "@/data/checkpoints/file";
import type { Ctx } from "@/data/transaction";
import type { ChainSource, OutsideSource } from "@/formats/chain/source";

/** The database's chain, beside what a file of checkpoints says of it. */
export const chainSource = (ctx: Ctx, file: CheckpointFile | null, state: FileState | null): ChainSource => ({
  entries: (of) => entriesInOrder(ctx, of),
  heads: () => headsInOrder(ctx),
  outside: file && state?.kind === "read" ? outsideSource(file, state) : null,
});

function outsideSource(
  file: CheckpointFile,
  { outside }: Extract<FileState, { kind: "read" }>,
): OutsideSource {
  const listed = async function* () {
    for await (const read of file.lines()) yield* outside.listed(read);
  };
  return {
    ends: outside.ends,
    async *listed(stream) {
      for await (const e of listed())
        if (e.stream === stream) yield { sequence: e.sequence, hash: e.entry.hash };
    },
    async find(hash) {
      for await (const e of listed()) if (e.entry.hash === hash) return e;
      return null;
    },
  };
}
