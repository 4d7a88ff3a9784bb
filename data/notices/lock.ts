import { eq } from "drizzle-orm";
import { z } from "zod";
import { lockCase } from "@/data/cases/visibility";
import type { Ctx } from "@/data/transaction";
import { notices } from "@/db/schema";
import type { Member } from "@/domain/viewer";
import { notFound, stale } from "@/lib/errors";

/** Every form of a notice that exists says which one, and the revision it was shown with. */
export const existing = { noticeId: z.uuid(), revision: z.coerce.number().int() };

export type NoticeRow = typeof notices.$inferSelect & { caseId: string };

/** The notice with its case, both locked, for a member who may see the case. */
export async function lockNotice(ctx: Ctx<Member>, noticeId: string) {
  const [found] = await ctx.tx
    .select({ caseId: notices.caseId })
    .from(notices)
    .where(eq(notices.id, noticeId));
  if (!found?.caseId) throw notFound();
  const of = await lockCase(ctx, found.caseId);
  const [notice] = await ctx.tx.select().from(notices).where(eq(notices.id, noticeId)).for("no key update");
  if (notice?.kind !== "prenotification") throw notFound();
  return { of, notice: { ...notice, caseId: of.id } };
}

/** Refuses a form that was shown before somebody else's change. */
export async function lockUnchanged(ctx: Ctx<Member>, input: { noticeId: string; revision: number }) {
  const { of, notice } = await lockNotice(ctx, input.noticeId);
  if (notice.revision !== input.revision) throw stale();
  return { of, notice };
}

export const save = (ctx: Ctx, notice: NoticeRow, set: Partial<typeof notices.$inferInsert>) =>
  ctx.tx
    .update(notices)
    .set({ ...set, revision: notice.revision + 1 })
    .where(eq(notices.id, notice.id));
