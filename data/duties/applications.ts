import { lastNotes, listed, waitingOf } from "@/data/applications/queries";
import type { Ctx } from "@/data/transaction";
import type { Duty } from "@/domain/duties";
import { distance, inUtc, isAtOrBefore } from "@/domain/time";
import type { Member } from "@/domain/viewer";

/** What waits for the member about applications; never for somebody who takes no part in them (rule 14). */
export async function applicationDuties(ctx: Ctx<Member>): Promise<Duty[]> {
  const open = await listed(ctx, ["submitted", "incomplete", "appealed"]);
  if (open.length === 0) return [];
  const notes = await lastNotes(
    ctx,
    open.map(({ row }) => row.id),
  );
  return (await waitingOf(ctx, open))
    .filter((w) => !w.recused)
    .flatMap((w) => [...reviewDuty(ctx, w), ...answerDuty(ctx, w, notes)]);
}

type Waiting = Awaited<ReturnType<typeof waitingOf>>[number];

function reviewDuty(ctx: Ctx, { row, project, barred, reached, voted }: Waiting): Duty[] {
  if (row.state === "incomplete" || barred) return [];
  const late = row.decideBy !== null && isAtOrBefore(row.decideBy, ctx.now);
  const appealed = row.state === "appealed";
  const what = appealed ? "Appeal" : "Application";
  return [
    {
      id: `application-${row.id}`,
      tone: late ? "danger" : voted && !reached ? "quiet" : "attention",
      text: reached
        ? `${what} of ${row.organizationName} to ${project}: enough voted to ${reached}, and it waits for the decision`
        : late
          ? `${what} of ${row.organizationName} to ${project}: the time that the policy promises has passed`
          : `${what} of ${row.organizationName} to ${project} waits for ${voted ? "other votes" : "review"}`,
      detail: row.decideBy
        ? `To be decided by ${inUtc(row.decideBy)}`
        : row.submittedAt
          ? `Submitted ${distance(row.submittedAt, ctx.now)}; the policy promises no time`
          : null,
      due: row.decideBy,
      urgent: late,
      action: { href: `/applications/${row.id}`, label: reached ? "Decide" : "Review" },
    },
  ];
}

function answerDuty(
  ctx: Ctx,
  { row, project }: Waiting,
  notes: Awaited<ReturnType<typeof lastNotes>>,
): Duty[] {
  const last = notes.get(row.id);
  if (last?.from !== "applicant") return [];
  return [
    {
      id: `application-answer-${row.id}`,
      tone: "attention",
      text: `${row.organizationName} wrote about its application to ${project}`,
      detail: `Written ${distance(last.at, ctx.now)}`,
      due: null,
      urgent: false,
      action: { href: `/applications/${row.id}#questions`, label: "Read" },
    },
  ];
}
