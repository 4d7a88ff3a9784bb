"use client";

import { type ReactNode, useActionState } from "react";
import { Button } from "@/components/ui/button";
import { SelectField, TextField } from "@/components/ui/field";

/** What was looked for, and what was found, as it is shown; null before the first search. */
export type Searched = {
  text: string;
  state: string;
  order: string;
  found: ReactNode;
  summary: string;
} | null;

type Options = { value: string; label: string }[];

/** The search over a list of cases. What was typed goes with the body of the request, and stands in no address. */
export function CaseSearch({
  action,
  states,
  orders,
  chosen,
  children,
}: {
  action: (previous: Searched, form: FormData) => Promise<Searched>;
  states: Options;
  orders: Options;
  /** What the page itself shows. */
  chosen: { state: string; order: string; summary: string };
  /** The list before a search. */
  children: ReactNode;
}) {
  const [answer, search] = useActionState(action, null);
  const { state, order } = answer ?? chosen;
  return (
    <div className="grid gap-4">
      <search>
        <form id="case-search" action={search} className="flex flex-wrap items-end gap-3">
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
      {answer?.found ?? children}
    </div>
  );
}
