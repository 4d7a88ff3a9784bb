import type { ReactNode } from "react";
import { EmbargoClock, type EmbargoClockProps } from "@/components/embargo-clock";
import { SeverityBadge } from "@/components/severity-badge";
import type { Tone } from "@/components/tone";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { DataTable } from "@/components/ui/table";

/** A case as a list shows it: plain values, which the answer to a form can carry. */
export type CaseRow = {
  id: string;
  reference: string;
  codeName: string;
  /** Null where its text was destroyed. */
  title: string | null;
  severity: string | null;
  state: { word: string; tone: Tone };
  overdue: boolean;
  clock: EmbargoClockProps | null;
  /** Where it is done; without a label nothing is to be done now. */
  next: { words: string; label: string | null; href: string };
};

/** One page of cases, each with its clock and its next step. */
export function CaseTable({ rows, total, pages }: { rows: CaseRow[]; total: number; pages: ReactNode }) {
  return (
    <>
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
        rows={rows.map((c) => ({
          id: c.id,
          href: `/cases/${c.reference}`,
          tone: c.overdue ? ("danger" as const) : undefined,
          cells: {
            case: (
              <>
                <Ref>{c.reference}</Ref> <span className="block font-normal text-ink-2">{c.codeName}</span>
              </>
            ),
            title: c.title ?? <span className="text-ink-3">Its text was destroyed</span>,
            severity: c.severity ? <SeverityBadge label={c.severity} /> : null,
            state: <Badge tone={c.state.tone}>{c.state.word}</Badge>,
            embargo: c.clock ? <EmbargoClock {...c.clock} local={undefined} /> : null,
            next: c.next.label ? (
              <TextLink href={c.next.href}>{c.next.words}</TextLink>
            ) : c.next.words ? (
              <span className="text-ink-3">{c.next.words}</span>
            ) : null,
          },
        }))}
        empty={
          <EmptyState title="No case fits" action={<LinkButton href="/cases">Show all cases</LinkButton>}>
            Nothing among your {total} cases has these words and this state.
          </EmptyState>
        }
      />
      {pages}
    </>
  );
}
