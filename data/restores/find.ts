import { desc, eq, isNull } from "drizzle-orm";
import { append, DEPLOYMENT, newId } from "@/data/audit";
import type { CheckpointFile, FileState } from "@/data/checkpoints/file";
import { type Compared, compareWith, whatIsMissing } from "@/data/restores/compare";
import { waitForCalls } from "@/data/stops/queries";
import type { Ctx } from "@/data/transaction";
import { restores } from "@/db/schema";
import type { Missing, RestoreKind } from "@/domain/restore";

/** What is kept of a finding: `restores.missing`. `apart` is where both sides stood, and so what an agreement is about. */
export type Finding = { missing: Missing[]; others: number; because: string | null; apart: string };

/** `agreed`: two members reconciled this state of the file, and the line that says so is still to be written. */
export type Found = "same" | "new" | "adopt" | "agreed" | "closed";

export const openRestore = async (ctx: Ctx) =>
  (await ctx.tx.select().from(restores).where(isNull(restores.confirmedAt)))[0] ?? null;

/**
 * Compares, and where database and file don't agree, opens a restore: from its commit on nothing is sent, and no vendor
 * reads. A line that only lacks its commit is the writer's to take over.
 */
export async function find(
  ctx: Ctx,
  file: CheckpointFile,
  state: FileState,
): Promise<{ found: Found; compared: Compared }> {
  const compared = await compareWith(ctx, state);
  const kind = compared.comparison.state;
  if (kind === "same" || kind === "new" || kind === "adopt") return { found: kind, compared };
  if (await isAgreed(ctx, state, compared)) return { found: "agreed", compared };
  if (!(await openRestore(ctx))) await open(ctx, file, state, compared, kind);
  return { found: "closed", compared };
}

/** The line at which file and database were found apart: the file's last, or the last one that is known of. */
const lineOf = (state: FileState, { head }: Compared): number =>
  state.kind === "read" ? state.last.line.number : (head?.number ?? -1);

/** Where both sides stand. The line that an agreement leads to moves the database's side: none holds twice. */
const apartAt = (state: FileState, { head }: Pick<Compared, "head">): string =>
  JSON.stringify([state.kind, state.kind === "read" ? state.last.readTo.hash : null, head?.hash ?? null]);

/** Two members agreed how it goes on from here, and the line that says so is still to be written. */
export async function isAgreed(
  ctx: Ctx,
  state: FileState,
  compared: Pick<Compared, "head">,
): Promise<boolean> {
  const [last] = await ctx.tx.select().from(restores).orderBy(desc(restores.foundAt)).limit(1);
  if (!last?.confirmedAt) return false;
  return (last.missing as Finding).apart === apartAt(state, compared);
}

async function open(
  ctx: Ctx,
  file: CheckpointFile,
  state: FileState,
  compared: Compared,
  kind: RestoreKind,
): Promise<void> {
  // A call that is under way ends first, and from the commit on none begins.
  await waitForCalls(ctx);
  const { missing, others } = await whatIsMissing(ctx, file, state, compared.apart);
  const because = state.kind === "unreadable" ? `Line ${state.position}: ${state.what}` : null;
  const id = newId();
  const checkpoint = lineOf(state, compared);
  await ctx.tx.insert(restores).values({
    id,
    kind,
    foundAt: ctx.realNow,
    checkpoint,
    missing: { missing, others, because, apart: apartAt(state, compared) } satisfies Finding,
  });
  await append(ctx, [
    {
      stream: DEPLOYMENT,
      action: "restore.found",
      facts: { restoreId: id, kind, checkpoint, missing: missing.length + others },
    },
  ]);
}

export const restoreById = async (ctx: Ctx, id: string) =>
  (await ctx.tx.select().from(restores).where(eq(restores.id, id)).for("update"))[0] ?? null;
