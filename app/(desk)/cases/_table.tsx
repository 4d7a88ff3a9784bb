import type { ReactNode } from "react";
import { nextAction } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { caseState } from "@/app/_lib/words";
import { EmbargoClock } from "@/components/embargo-clock";
import { SeverityBadge } from "@/components/severity-badge";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { DataTable } from "@/components/ui/table";
import type { CasePage } from "@/data/cases/list";
import { isOverdue } from "@/domain/case/state";

/** One page of cases, each with its clock and its next step. */
export function CaseTable({
  found,
  zone,
  pages,
}: {
  found: CasePage;
  zone: string | undefined;
  pages: ReactNode;
}) {
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
        rows={found.cases.map((c) => {
          const clock = clockOf(c, found.now, zone);
          const next = nextAction(c, found.now);
          const late = isOverdue(c, found.now);
          const said = caseState(c.state);
          return {
            id: c.id,
            href: `/cases/${c.reference}`,
            tone: late ? ("danger" as const) : undefined,
            cells: {
              case: (
                <>
                  <Ref>{c.reference}</Ref> <span className="block font-normal text-ink-2">{c.codeName}</span>
                </>
              ),
              title: c.title ?? <span className="text-ink-3">Its text was destroyed</span>,
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
          <EmptyState title="No case fits" action={<LinkButton href="/cases">Show all cases</LinkButton>}>
            Nothing among your {found.total} cases has these words and this state.
          </EmptyState>
        }
      />
      {pages}
    </>
  );
}
