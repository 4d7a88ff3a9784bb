import { eq } from "drizzle-orm";
import { z } from "zod";
import { append, DEPLOYMENT } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { closedAndActive } from "@/data/restores/closed";
import { type Finding, restoreById } from "@/data/restores/find";
import { settleSent } from "@/data/restores/sent";
import type { Ctx } from "@/data/transaction";
import { restores } from "@/db/schema";
import { decideRestore } from "@/domain/restore";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

export const restoreNote = (id: string) => ({
  scope: "deployment",
  table: "restores",
  row: id,
  column: "note",
});

const existing = z.object({ restoreId: z.uuid() });
const noteField = z
  .string()
  .trim()
  .min(1, "Write what you looked at, and why it may go on.")
  .max(4000, "At most 4,000 characters.");

async function lock(ctx: Ctx<Member>, id: string) {
  const row = await restoreById(ctx, id);
  if (!row) throw notFound();
  return row;
}

/** One member says that what is missing was looked at, and what was done about it. */
export const proposeRestore = command(
  "restore.propose",
  existing.extend({ note: noteField }),
  byMember,
  async (ctx, { restoreId, note }) => {
    const row = await lock(ctx, restoreId);
    demand(decideRestore(row, { type: "propose" }, ctx.viewer.userId));
    await ctx.tx
      .update(restores)
      .set({
        note: await ctx.seal(restoreNote(row.id), note),
        proposedBy: ctx.viewer.userId,
        proposedAt: ctx.realNow,
      })
      .where(eq(restores.id, row.id));
    const entry = {
      stream: DEPLOYMENT,
      action: "restore.proposed" as const,
      facts: { restoreId: row.id },
      note,
    };
    return { result: { restoreId: row.id }, audit: [entry] };
  },
);

export const takeBackRestore = command("restore.take_back", existing, byMember, async (ctx, input) => {
  const row = await lock(ctx, input.restoreId);
  demand(decideRestore(row, { type: "take_back" }, ctx.viewer.userId));
  await ctx.tx
    .update(restores)
    .set({ note: null, proposedBy: null, proposedAt: null })
    .where(eq(restores.id, row.id));
  return {
    result: { restoreId: row.id },
    audit: [{ stream: DEPLOYMENT, action: "restore.taken_back", facts: { restoreId: row.id } }],
  };
});

/**
 * A different member agrees, and sending and reading go on. Refused while an organization that was closed out of a
 * project by what is missing is in it again: nobody is let back in by a backup. Messages that had left are marked as
 * unknown, in all projects, so that nothing sends them a second time.
 */
export const confirmRestore = command("restore.confirm", existing, byMember, async (ctx, input) => {
  const row = await lock(ctx, input.restoreId);
  const { missing } = row.missing as Finding;
  const settled = await ctx.everywhere(async () => {
    const active = await closedAndActive(ctx, missing);
    demand(decideRestore(row, { type: "confirm", active: active.map((a) => a.name) }, ctx.viewer.userId));
    const { events, messages } = await settleSent(ctx, missing);
    await append(ctx, events);
    return messages;
  });
  await ctx.tx
    .update(restores)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.realNow })
    .where(eq(restores.id, row.id));
  return {
    result: { restoreId: row.id, messages: settled },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "restore.confirmed",
        facts: {
          restoreId: row.id,
          checkpoint: row.checkpoint,
          proposedBy: row.proposedBy,
          messages: settled,
        },
      },
    ],
  };
});
