"use client";

import { type ReactNode, useActionState } from "react";
import { type CaseRow, CaseTable } from "@/components/case-table";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";
import { PageButtons } from "@/components/ui/pages";

/** What was looked for, and what was found; null before the first search. Plain values: without script a page carries them on. */
export type Searched = {
  text: string;
  state: string;
  order: string;
  rows: CaseRow[];
  /** Of how many cases. */
  total: number;
  page: number;
  pages: number;
  summary: string;
} | null;

const FORM = "case-search";

type Options = { value: string; label: string }[];

type Search = (previous: Searched, form: FormData) => Promise<Searched>;

/** The action without the answer before: a list need not be sent back. Without script it is the action itself. */
const formAlone = (action: Search): Search =>
  typeof window === "undefined" ? action : (_, form) => action(null, form);

/** The search over a list of cases. What was typed goes with the body of the request, and stands in no address. */
export function CaseSearch({
  action,
  states,
  orders,
  chosen,
  children,
}: {
  action: Search;
  states: Options;
  orders: Options;
  /** What the page itself shows. */
  chosen: { state: string; order: string; summary: string };
  /** The list before a search. */
  children: ReactNode;
}) {
  const [answer, search] = useActionState(formAlone(action), null);
  const { state, order } = answer ?? chosen;
  return (
    <div className="grid gap-4">
      <search>
        <form id={FORM} action={search} className="flex flex-wrap items-end gap-3">
          <div className="w-full sm:w-72">
            <TextField
              name="q"
              label="Search"
              data-search=""
              type="search"
              defaultValue={answer?.text ?? ""}
              maxLength={200}
              placeholder="Reference, code name, title"
            />
          </div>
          <div className="w-48">
            <SelectField key={state} name="state" label="State" defaultValue={state} options={states} />
          </div>
          <div className="w-48">
            <SelectField key={order} name="order" label="Order" defaultValue={order} options={orders} />
          </div>
          <Button type="submit">Filter</Button>
          {answer || chosen.state ? (
            <p className="py-1.5">
              {/* Loaded anew: the router would keep the search that this page holds. */}
              <a
                href="/cases"
                className="text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current"
              >
                Show all
              </a>
            </p>
          ) : null}
        </form>
      </search>
      <p role="status" className="text-ink-2">
        {answer?.summary ?? chosen.summary}
      </p>
      {answer ? (
        <CaseTable
          rows={answer.rows}
          total={answer.total}
          pages={<PageButtons page={answer.page} pages={answer.pages} form={FORM} />}
        />
      ) : (
        children
      )}
    </div>
  );
}
