import "server-only";
import { nextAction } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { caseState } from "@/app/_lib/words";
import type { CaseRow } from "@/components/case-table";
import type { CasePage } from "@/data/cases/list";
import { isOverdue } from "@/domain/case/state";

/** The cases of a page as its table shows them. */
export const rowsOf = (found: CasePage, zone: string | undefined): CaseRow[] =>
  found.cases.map((c) => ({
    id: c.id,
    reference: c.reference,
    codeName: c.codeName,
    title: c.title,
    severity: c.severity,
    // Each its own: React writes one that occurs twice as a reference, which no page of ours sends.
    state: { ...caseState(c.state) },
    overdue: isOverdue(c, found.now),
    clock: clockOf(c, found.now, zone),
    next: nextAction(c, found.now),
  }));
