import { readFileSync, statSync } from "node:fs";
import { CheckpointFile, type FileState } from "@/data/checkpoints/file";
import { CheckpointFault } from "@/formats/chain/checkpoint";
import { findReceipt } from "@/formats/chain/receipt";
import { HOLDS, inFile, type Verdict } from "@/formats/chain/verdict";
import { AppError } from "@/lib/errors";

/** A message with one checkpoint in it is small; everything larger is a copy of the file. */
const MAIL_BYTES = 65_536;

/**
 * Holds the file against what somebody kept of it: an earlier copy, or a mailed checkpoint. What stood there once must
 * stand there still, so that a database that was set back together with its own file is found out.
 * @throws AppError when there is nothing to compare with in the file that is named
 */
export async function compareCopy(file: CheckpointFile, state: FileState, path: string): Promise<Verdict> {
  const last = state.kind === "read" ? state.last.readTo.number : -1;
  const kept = new Map<number, string>();
  const receipt = mailed(path);
  if (receipt) kept.set(receipt.number, receipt.line);
  else
    try {
      for await (const { readTo } of new CheckpointFile(path, file.key).lines())
        kept.set(readTo.number, readTo.hash);
    } catch (error) {
      throw new AppError(
        "invalid",
        `${path} holds neither a checkpoint that was mailed nor a copy of the file: ${
          error instanceof CheckpointFault ? `line ${error.position}: ${error.what}` : "it cannot be read"
        }.`,
      );
    }
  if (kept.size === 0) throw new AppError("invalid", `${path} holds no checkpoint.`);
  if (state.kind === "read")
    for await (const { readTo } of file.lines()) {
      const was = kept.get(readTo.number);
      if (was !== undefined && was !== readTo.hash) return inFile(readTo.number, "another line was kept");
    }
  const beyond = [...kept.keys()].some((number) => number > last);
  return beyond ? inFile(last + 1, "the file ends before a line that was kept") : HOLDS;
}

function mailed(path: string) {
  try {
    return statSync(path).size <= MAIL_BYTES ? findReceipt(readFileSync(path, "utf8")) : null;
  } catch {
    throw new AppError("invalid", `${path} cannot be read.`);
  }
}
