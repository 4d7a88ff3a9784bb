import { mailCheckpoint } from "@/data/checkpoints/mail";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { compareUntilDone } from "@/data/restores/start";
import { systemViewer } from "@/data/viewer";
import { log } from "@/lib/log";

const worker = systemViewer("worker");
let closed = false;

/** Writes what happened since the last checkpoint into the file outside. Says once when that may not go on. */
export async function checkpoint(): Promise<void> {
  await compareUntilDone(worker);
  try {
    const written = await writeCheckpoints(worker);
    if (written === "closed" && !closed)
      log.error("the database and its checkpoints don't agree: nothing is sent, and no vendor reads");
    if (written !== "busy") closed = written === "closed";
    if (!closed) await mailCheckpoint(worker);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    log.error({ code }, "no checkpoint was written");
  }
}
