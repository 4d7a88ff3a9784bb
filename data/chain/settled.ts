import { append, DEPLOYMENT } from "@/data/audit";
import { CheckpointFile, type FileState } from "@/data/checkpoints/file";
import { publicKeyOf } from "@/data/checkpoints/keys";
import { lockCheckpoints } from "@/data/checkpoints/open";
import { headOf } from "@/data/restores/compare";
import { type Ctx, read, transact } from "@/data/transaction";
import type { AuditEvent } from "@/domain/audit";
import type { LineEnd } from "@/domain/restore";
import type { SystemViewer } from "@/domain/viewer";
import { env } from "@/lib/env";

/** The record and its checkpoints at one moment. */
export type Settled = { ctx: Ctx; file: CheckpointFile; state: FileState; head: LineEnd | null };

/**
 * Runs over a snapshot of the whole record, beside the checkpoint file as it was at that moment: while it runs, nobody
 * writes a line. What was done then becomes an entry itself.
 */
export const settled = <T extends { audit: Pick<AuditEvent, "action" | "facts"> }>(
  viewer: SystemViewer,
  run: (settled: Settled) => Promise<T>,
): Promise<T> =>
  transact(viewer, "write", async (outer) => {
    await lockCheckpoints(outer);
    const done = await read(viewer, async (ctx) => {
      const file = new CheckpointFile(env().checkpoints, await publicKeyOf(ctx));
      return run({ ctx, file, state: await file.state(), head: await headOf(ctx) });
    });
    await append(outer, [{ stream: DEPLOYMENT, ...done.audit }]);
    return done;
  });
