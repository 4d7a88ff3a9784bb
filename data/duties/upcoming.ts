import { and, eq } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import type { Listed } from "@/data/cases/list";
import { visibleTo } from "@/data/cases/visibility";
import type { Ctx } from "@/data/transaction";
import { cases, notices } from "@/db/schema";
import { isEmbargoed, isOverdue } from "@/domain/case/state";
import type { Member } from "@/domain/viewer";

/** An instant that is coming: a release, or a notice that leaves. */
export type Upcoming = { id: string; at: Temporal.Instant; text: string; href: string };

export const releases = (list: Listed, now: Temporal.Instant): Upcoming[] =>
  list.flatMap((c) =>
    c.release && isEmbargoed(c.state) && !isOverdue(c, now)
      ? [
          {
            id: c.id,
            at: c.release.at,
            text: `${c.reference} ${c.codeName}: release`,
            href: `/cases/${c.reference}`,
          },
        ]
      : [],
  );

export async function sendings(ctx: Ctx<Member>): Promise<Upcoming[]> {
  const rows = await ctx.tx
    .select({ id: notices.id, at: notices.sendAt, reference: cases.reference, codeName: cases.codeName })
    .from(notices)
    .innerJoin(cases, eq(cases.id, notices.caseId))
    .where(and(visibleTo(ctx), eq(notices.state, "approved")));
  return rows.map(({ id, at, reference, codeName }) => ({
    id,
    at,
    text: `${reference} ${codeName}: its notice leaves`,
    href: `/cases/${reference}/notices/${id}`,
  }));
}
