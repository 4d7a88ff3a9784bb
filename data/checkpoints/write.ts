import type { CheckpointFile, FileState } from "@/data/checkpoints/file";
import {
  beginLine,
  checkpointLine,
  restoreLine,
  standAgain,
  standOutside,
  takeNote,
} from "@/data/checkpoints/lines";
import { checkpointFile, tryCheckpoints } from "@/data/checkpoints/open";
import { headOf, stillSame, whatIsMissing } from "@/data/restores/compare";
import { find, isAgreed, openRestore } from "@/data/restores/find";
import { known } from "@/data/restores/state";
import { type Ctx, transact } from "@/data/transaction";
import type { LineEnd } from "@/domain/restore";
import type { SystemViewer } from "@/domain/viewer";
import { CheckpointFault } from "@/formats/chain/checkpoint";

/** `wrote`: there may be more. `closed`: database and file don't agree, and two members have to say how it goes on. */
export type Written = "wrote" | "nothing" | "busy" | "closed";

/** A sweep writes this many lines at most. */
const LINES = 50;

/** Writes what happened since the last checkpoint into the file outside, line by line. */
export async function writeCheckpoints(viewer: SystemViewer): Promise<Written> {
  for (let lines = 0; ; lines += 1) {
    const written = await writeLine(viewer);
    if (written !== "wrote" || lines >= LINES) return lines > 0 && written === "nothing" ? "wrote" : written;
  }
}

/**
 * One line. It is on the disk before the database takes note of it: a process that ends in between leaves the file one
 * line ahead, and whoever compares next takes that line over.
 */
const writeLine = (viewer: SystemViewer): Promise<Written> =>
  transact(viewer, "write", async (ctx) => {
    if (!(await tryCheckpoints(ctx))) return "busy";
    if (await openRestore(ctx)) return "closed";
    const file = await checkpointFile(ctx);
    const state = await file.state();
    // After an agreement the ends look the same, where entries were cut and the note of the last line was not.
    const waiting = await isAgreed(ctx, state, { head: await headOf(ctx) });
    if (known.compared && !waiting && (await stillSame(ctx, state))) return next(ctx, file);
    const { found, compared } = await find(ctx, file, state);
    if (found === "closed") return "closed";
    if (found === "new") return begin(ctx, file, null);
    if (found === "adopt") await adopt(ctx, state);
    if (found === "same" || found === "adopt") return next(ctx, file);
    if (state.kind === "read") return goOn(ctx, file, state, compared.apart);
    if (state.kind === "unreadable") file.setAside(`unreadable-${ctx.realNow.epochMilliseconds}`);
    return begin(ctx, file, compared.head);
  });

/** A writer ended between its line and its commit. */
async function adopt(ctx: Ctx, state: FileState): Promise<void> {
  if (state.kind !== "read") return;
  const { line, text } = state.last;
  await takeNote(ctx, text, line);
  if (line.kind === "restore") await standAgain(ctx, state.outside.ends);
  if (line.kind === "checkpoint")
    await standOutside(
      ctx,
      line.streams.map(({ type, id, from, entries }) => ({ type, id, to: from + entries.length - 1 })),
    );
}

async function next(ctx: Ctx, file: CheckpointFile): Promise<Written> {
  const after = await headOf(ctx);
  const line = after && (await checkpointLine(ctx, after));
  if (!line) return "nothing";
  file.append(line.text);
  await takeNote(ctx, line.text, { number: after.number + 1 });
  await standOutside(
    ctx,
    line.streams.map(({ type, id, from, entries }) => ({ type, id, to: from + entries.length - 1 })),
  );
  return "wrote";
}

/** A new file, which lists everything from its beginning. */
async function begin(ctx: Ctx, file: CheckpointFile, after: LineEnd | null): Promise<Written> {
  const text = await beginLine(ctx, after);
  file.append(text);
  await takeNote(ctx, text, { number: (after?.number ?? -1) + 1 });
  await standAgain(ctx, new Map());
  return "wrote";
}

/** Two members agreed: the file says after which entries the chain goes on, and every stream is listed from there. */
async function goOn(
  ctx: Ctx,
  file: CheckpointFile,
  state: Extract<FileState, { kind: "read" }>,
  apart: Parameters<typeof whatIsMissing>[3],
): Promise<Written> {
  const { common } = await whatIsMissing(ctx, file, state, apart);
  const { number, hash } = state.last.readTo;
  file.append(await restoreLine(ctx, { number, hash }, common));
  const after = await file.state();
  if (after.kind !== "read") throw new CheckpointFault(number + 1, "the line of a restore did not hold");
  await takeNote(ctx, after.last.text, after.last.line);
  await standAgain(ctx, after.outside.ends);
  return "wrote";
}
