import { copyFileSync, rmSync } from "node:fs";
import { expect } from "vitest";
import { append } from "@/data/audit";
import { verifyRecord } from "@/data/chain/verify";
import { writeCheckpoints } from "@/data/checkpoints/write";
import { confirmRestore, proposeRestore } from "@/data/restores/commands";
import { restorePage } from "@/data/restores/queries";
import { compareAtStart } from "@/data/restores/start";
import { known } from "@/data/restores/state";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import type { Stream } from "@/domain/audit";
import type { ownDatabase } from "@/tests/own-database";
import { pythonSays } from "@/tests/python";
import { asOwner } from "@/tests/sql";
import { type World, worker } from "@/tests/world";

const operator = systemViewer("cli");

/** What a test of restores does with a database of its own. */
export function restoring(own: Awaited<ReturnType<typeof ownDatabase>>) {
  const earlier = `${own.checkpoints}.earlier`;
  /** A process that begins: it knows nothing, and compares. */
  async function restart(): Promise<void> {
    Object.assign(known, { compared: false, settled: -1, recent: null });
    await compareAtStart(worker);
  }

  /** The team of a test, with a checkpoint of everything so far and a backup of that moment. */
  async function backedUp(w: World) {
    await writeCheckpoints(worker);
    await own.backUp();
    copyFileSync(own.checkpoints, earlier);
    return w;
  }

  const note = (stream: Stream, action: "case.closed" | "case.rejected" = "case.closed") =>
    transact(operator, "write", (ctx) => append(ctx, [{ stream, action }]));
  /** For ours, and for the verifier in Python. */
  async function holds(): Promise<void> {
    expect(await verifyRecord(operator)).toMatchObject({ ok: true });
    const python = await pythonSays(own);
    if (python) expect(python).toMatchObject({ ok: true });
  }
  const open = async (w: World) => (await restorePage(w.ada)).open;

  /** Ada proposes, Ben confirms, and a worker writes on. */
  async function reconcile(w: World): Promise<void> {
    const { id = "" } = (await open(w)) ?? {};
    await proposeRestore(w.ada, { restoreId: id, note: "looked at with the mail account" });
    await confirmRestore(w.ben, { restoreId: id });
    expect(await writeCheckpoints(worker)).toBe("wrote");
  }

  /** What an earlier test left open is over, and nothing stands outside. */
  async function cleared(): Promise<void> {
    await asOwner((sql) => sql`delete from restores`);
    rmSync(own.checkpoints, { force: true });
    await asOwner(async (sql) => {
      await sql`delete from checkpoint_head`;
      await sql`update audit_streams set checkpointed = 0`;
    });
  }

  return { earlier, restart, backedUp, note, holds, open, reconcile, cleared };
}
