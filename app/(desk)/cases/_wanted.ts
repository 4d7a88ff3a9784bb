import { CASE_ORDERS, CASE_WANTED, type CaseFilter, type CaseOrder } from "@/domain/case/list";

/** What a list of cases was asked for, in an address or a form; what makes no sense asks for nothing. */
export function wantedOf(read: (name: string) => string): CaseFilter & { page: number } {
  const [text, state, order] = ["q", "state", "order"].map((name) => read(name).trim().slice(0, 200));
  return {
    text: text ?? "",
    state: CASE_WANTED.find((w) => w === state) ?? null,
    order: CASE_ORDERS.find((o) => o === order) ?? "newest",
    page: Math.trunc(Number(read("page"))) || 1,
  };
}

export const ORDER: Record<CaseOrder, string> = {
  newest: "Newest first",
  release: "Next release first",
  title: "By title",
  reference: "By reference",
};

/** How many were found of how many, and in which order they stand. */
export const summaryOf = (found: { found: number; total: number }, order: CaseOrder): string =>
  `${found.found} of ${found.total}, ${ORDER[order].toLowerCase()}`;
