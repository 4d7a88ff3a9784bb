import { compareCopy } from "@/data/chain/against";
import { type Settled, settled } from "@/data/chain/settled";
import { chainSource } from "@/data/chain/source";
import type { SystemViewer } from "@/domain/viewer";
import { HOLDS, inFile, type Verdict } from "@/formats/chain/verdict";
import { verifyChain } from "@/formats/chain/verify";

/**
 * Verifies the whole record: each stream against its head, its own hashes and the checkpoints outside, and the file of
 * these against what the database knows of it. The verdict is an entry itself.
 * @param against another copy of the checkpoint file, or a mailed checkpoint: what of an older time must still stand
 */
export async function verifyRecord(
  viewer: SystemViewer,
  { against }: { against?: string | undefined } = {},
): Promise<Verdict> {
  const { verdict } = await settled(viewer, async (all) => {
    const verdict = await verdictOf(all, against);
    const { ok, stream, position } = verdict;
    return {
      verdict,
      audit: { action: "audit.verified" as const, facts: { ok, verified: stream, position } },
    };
  });
  return verdict;
}

async function verdictOf(all: Settled, against: string | undefined): Promise<Verdict> {
  const { ctx, file, state } = all;
  const outside = fileVerdict(all);
  if (!outside.ok) return outside;
  const inside = await verifyChain(chainSource(ctx, file, state));
  if (!inside.ok || against === undefined) return inside;
  return compareCopy(file, state, against);
}

/** Whether the file holds by itself, and reaches as far as the database knows. */
function fileVerdict({ state, head }: Settled): Verdict {
  if (state.kind === "absent") return head ? inFile(0, "the file is missing") : HOLDS;
  if (state.kind === "unreadable") return inFile(state.position, state.what);
  const { number, hash } = state.last.readTo;
  if (head && number < head.number)
    return inFile(number + 1, "the file ends before a line that the database knows");
  if (number === head?.number && hash !== head.hash)
    return inFile(number, "the database knows another line here");
  return HOLDS;
}
