import type { Temporal } from "temporal-polyfill";
import { CASE_STATES, type CaseFacts, isOverdue } from "@/domain/case/state";

export const CASE_ORDERS = ["newest", "release", "title", "reference"] as const;
export type CaseOrder = (typeof CASE_ORDERS)[number];

/** What a list of cases can be narrowed down to, beside the states themselves. */
export const CASE_WANTED = ["open", "overdue", ...CASE_STATES] as const;
export type CaseFilter = { text: string; state: (typeof CASE_WANTED)[number] | null; order: CaseOrder };

type Row = CaseFacts & {
  reference: string;
  codeName: string;
  title: string;
  severity: string | null;
  project: string;
  publishedAt: Temporal.Instant | null;
};

/** Whether a case has the state, and every word of the text in what a person reads of it. */
export function fits(row: Row, filter: Pick<CaseFilter, "text" | "state">, now: Temporal.Instant): boolean {
  const over = row.state === "closed" || row.state === "rejected";
  const inState =
    filter.state === null ||
    (filter.state === "overdue"
      ? isOverdue(row, now)
      : filter.state === "open"
        ? !over
        : row.state === filter.state);
  if (!inState) return false;
  const text =
    `${row.reference} ${row.codeName} ${row.title} ${row.severity ?? ""} ${row.project}`.toLowerCase();
  return filter.text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

const compare = new Intl.Collator("en", { numeric: true }).compare;

/** Newest first is how they come; the next release comes first, and what has none last. */
export function inOrder<R extends Row>(rows: readonly R[], order: CaseOrder): R[] {
  const at = (r: R) => (r.publishedAt ? Infinity : (r.release?.at.epochMilliseconds ?? Infinity));
  switch (order) {
    case "newest":
      return [...rows];
    case "release":
      return [...rows].sort((a, b) => (at(a) === at(b) ? 0 : at(a) - at(b)));
    case "title":
      return [...rows].sort((a, b) => compare(a.title, b.title));
    case "reference":
      return [...rows].sort((a, b) => compare(a.reference, b.reference));
  }
}
