import { checkpointFile, lockCheckpoints } from "@/data/checkpoints/open";
import { find } from "@/data/restores/find";
import { known } from "@/data/restores/state";
import { transact } from "@/data/transaction";
import type { SystemViewer } from "@/domain/viewer";

/**
 * What a process does before it sends or shows anything: compares the database with its checkpoints outside. Until this
 * has returned once, `heldBack` keeps the process closed.
 * @throws what the database says, when it can't be reached: the caller tries again
 */
export async function compareAtStart(viewer: SystemViewer): Promise<void> {
  await transact(viewer, "write", async (ctx) => {
    await lockCheckpoints(ctx);
    const file = await checkpointFile(ctx, true);
    await find(ctx, file, await file.state());
  });
  known.compared = true;
}

const AGAIN_SECONDS = 5;

/** The same for a process that has nobody to tell: tries until the database answers. */
export async function compareUntilDone(viewer: SystemViewer): Promise<void> {
  while (!known.compared)
    await compareAtStart(viewer).catch(
      () => new Promise<void>((done) => setTimeout(done, AGAIN_SECONDS * 1000).unref()),
    );
}
