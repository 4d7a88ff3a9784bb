import { and, eq, gt, lt, sql } from "drizzle-orm";
import { chainState } from "@/data/record/queries";
import type { Ctx } from "@/data/transaction";
import { auditEntries, auditStreams } from "@/db/schema";
import type { Duty } from "@/domain/duties";
import type { Member } from "@/domain/viewer";

/** The worker writes every few seconds; what waits this long is not being written. */
const LATE_MINUTES = 15;

/** The record was found broken, or nobody outside is told of it any more. */
export async function recordDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const { verified } = await chainState(ctx);
  const duty = { tone: "danger", due: null, urgent: true } as const;
  const broken: Duty[] =
    verified && !verified.ok
      ? [
          {
            ...duty,
            id: "record-broken",
            text: "The record does not hold: somebody changed it",
            detail: `First at ${verified.place}`,
            action: { href: "/audit", label: "Look" },
          },
        ]
      : [];
  const late: Duty[] = (await isLate(ctx))
    ? [
        {
          ...duty,
          id: "checkpoints-late",
          text: `No checkpoint of the record was written for ${LATE_MINUTES} minutes`,
          detail: "Whoever operates this portal looks at the worker and at the file of checkpoints",
          action: { href: "/audit", label: "Look" },
        },
      ]
    : [];
  return [...broken, ...late];
}

async function isLate(ctx: Ctx): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ one: sql`1` })
    .from(auditStreams)
    .innerJoin(
      auditEntries,
      and(
        eq(auditEntries.streamType, auditStreams.streamType),
        eq(auditEntries.streamId, auditStreams.streamId),
        eq(auditEntries.sequence, sql`${auditStreams.checkpointed} + 1`),
      ),
    )
    .where(
      and(
        gt(auditStreams.head, auditStreams.checkpointed),
        lt(auditEntries.realAt, ctx.realNow.subtract({ minutes: LATE_MINUTES })),
      ),
    )
    .limit(1);
  return row !== undefined;
}
