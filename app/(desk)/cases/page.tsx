import type { Metadata } from "next";
import { nextAction } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { caseState } from "@/app/_lib/words";
import { EmbargoClock } from "@/components/embargo-clock";
import { SeverityBadge } from "@/components/severity-badge";
import { Badge } from "@/components/ui/badge";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { SelectField, TextField } from "@/components/ui/field";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { DataTable } from "@/components/ui/table";
import { listCases } from "@/data/cases/queries";
import { CASE_STATES, isOverdue } from "@/domain/case/state";

export const metadata: Metadata = { title: "Cases" };

type Search = Promise<Record<string, string | string[] | undefined>>;
const one = (v: string | string[] | undefined) => (Array.isArray(v) ? v[0] : v)?.trim().slice(0, 200) ?? "";

export default async function CasesPage({ searchParams }: { searchParams: Search }) {
  const viewer = await requireMember();
  const { q, state } = await searchParams;
  const wanted = { text: one(q), state: one(state) };
  const [{ cases, now }, zone] = await Promise.all([listCases(viewer), readerZone()]);
  const words = wanted.text.toLowerCase().split(/\s+/).filter(Boolean);
  const known = (s: string) => s === "overdue" || s === "open" || CASE_STATES.some((c) => c === s);
  const found = cases.filter((c) => {
    const text = `${c.reference} ${c.codeName} ${c.title} ${c.severity ?? ""} ${c.project}`.toLowerCase();
    const over = c.state === "closed" || c.state === "rejected";
    const fits =
      !known(wanted.state) ||
      (wanted.state === "overdue"
        ? isOverdue(c, now)
        : wanted.state === "open"
          ? !over
          : c.state === wanted.state);
    return fits && words.every((w) => text.includes(w));
  });
  const filtered = wanted.text !== "" || known(wanted.state);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Cases"
        lead={cases.length > 0 ? `${found.length} of ${cases.length}, newest first` : undefined}
        actions={
          <LinkButton href="/cases/new" variant="primary">
            Open a case
          </LinkButton>
        }
      >
        {cases.length === 0 ? (
          <EmptyState
            title="No case yet"
            action={
              <LinkButton href="/cases/new" variant="primary">
                Open a case
              </LinkButton>
            }
          >
            A case begins with a record of a vulnerability in the OSV format, or empty with a title. Both open
            a case in triage with a first draft of its advisory.
          </EmptyState>
        ) : (
          <div className="grid gap-4">
            <search>
              <form method="get" className="flex flex-wrap items-end gap-3">
                <div className="w-full sm:w-72">
                  <TextField
                    name="q"
                    label="Search"
                    data-search=""
                    type="search"
                    defaultValue={wanted.text}
                    maxLength={200}
                    placeholder="Reference, code name, title"
                  />
                </div>
                <div className="w-48">
                  <SelectField
                    name="state"
                    label="State"
                    defaultValue={known(wanted.state) ? wanted.state : ""}
                    options={[
                      { value: "", label: "Any state" },
                      { value: "open", label: "Not over" },
                      { value: "overdue", label: "Overdue" },
                      ...CASE_STATES.map((s) => ({ value: s, label: caseState(s).word })),
                    ]}
                  />
                </div>
                <Button type="submit">Filter</Button>
                {filtered ? (
                  <p className="py-1.5">
                    <TextLink href="/cases">Show all</TextLink>
                  </p>
                ) : null}
              </form>
            </search>
            <DataTable
              caption="Cases"
              columns={[
                { key: "case", header: "Case", className: "sm:whitespace-nowrap" },
                { key: "title", header: "Title", className: "sm:min-w-40" },
                { key: "severity", header: "Severity", className: "sm:whitespace-nowrap" },
                { key: "state", header: "State", className: "sm:whitespace-nowrap" },
                { key: "embargo", header: "Embargo", className: "sm:max-w-none" },
                { key: "next", header: "Next step", className: "sm:min-w-32" },
              ]}
              rows={found.map((c) => {
                const clock = clockOf(c, now, zone);
                const next = nextAction(c, now);
                const late = isOverdue(c, now);
                const said = caseState(c.state);
                return {
                  id: c.id,
                  href: `/cases/${c.reference}`,
                  tone: late ? ("danger" as const) : undefined,
                  cells: {
                    case: (
                      <>
                        <Ref>{c.reference}</Ref>{" "}
                        <span className="block font-normal text-ink-2">{c.codeName}</span>
                      </>
                    ),
                    title: c.title,
                    severity: c.severity ? <SeverityBadge label={c.severity} /> : null,
                    state: <Badge tone={said.tone}>{said.word}</Badge>,
                    embargo: clock ? <EmbargoClock {...clock} local={undefined} /> : null,
                    next: next.label ? (
                      <TextLink href={next.href}>{next.words}</TextLink>
                    ) : next.words ? (
                      <span className="text-ink-3">{next.words}</span>
                    ) : null,
                  },
                };
              })}
              empty={
                <EmptyState
                  title="No case fits"
                  action={<LinkButton href="/cases">Show all cases</LinkButton>}
                >
                  Nothing among your {cases.length} cases has these words and this state.
                </EmptyState>
              }
            />
          </div>
        )}
      </Page>
    </Desk>
  );
}
