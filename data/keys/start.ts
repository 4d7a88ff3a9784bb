import { refuseWrongKeys } from "@/data/keys/check";
import { WrongKeyError } from "@/data/keys/wrong";
import type { SystemViewer } from "@/domain/viewer";

/**
 * A process that was given another key than the database's ends at once, and says so. One that can't reach the database
 * goes on: without the key it opens nothing.
 */
export async function endOnWrongKey(viewer: SystemViewer): Promise<void> {
  try {
    await refuseWrongKeys(viewer);
  } catch (error) {
    if (!(error instanceof WrongKeyError)) return;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
