import { inArray } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { touches } from "@/db/schema";
import type { Touch } from "@/domain/notice/approval";

type Stored = Touch & { caseId: string; noticeId: string | null };

/** Every touch of some cases, read once; `concerning` picks those of one notice. */
export const touchesIn = (ctx: Ctx, caseIds: readonly string[]): Promise<Stored[]> =>
  ctx.tx
    .select({
      caseId: touches.caseId,
      noticeId: touches.noticeId,
      userId: touches.userId,
      what: touches.what,
      order: touches.order,
    })
    .from(touches)
    .where(inArray(touches.caseId, [...caseIds]));

/** The touches that count for one notice: its own, and those of the whole case. */
export const concerning = (all: readonly Stored[], notice: { id: string; caseId: string | null }): Stored[] =>
  all.filter((t) => t.caseId === notice.caseId && (t.noticeId === null || t.noticeId === notice.id));
