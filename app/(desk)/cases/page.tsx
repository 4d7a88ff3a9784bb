import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { isOpened, readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { caseState } from "@/app/_lib/words";
import { rowsOf } from "@/app/(desk)/cases/_rows";
import { ORDER, summaryOf, wantedOf } from "@/app/(desk)/cases/_wanted";
import { searchCases } from "@/app/(desk)/cases/actions";
import { CaseSearch } from "@/components/case-search";
import { CaseTable } from "@/components/case-table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Pages } from "@/components/ui/pages";
import { listCases } from "@/data/cases/list";
import { recordTitlesRead } from "@/data/readings/reads";
import { CASE_ORDERS } from "@/domain/case/list";
import { CASE_STATES } from "@/domain/case/state";

export const metadata: Metadata = { title: "Cases" };

type Search = Promise<Record<string, string | string[] | undefined>>;

export default async function CasesPage({ searchParams }: { searchParams: Search }) {
  const viewer = await requireMember();
  const given = await searchParams;
  // A search is never an address: what is typed there may be what a case is about.
  const wanted = wantedOf((name) => (name === "q" ? "" : String([given[name]].flat()[0] ?? "")));
  const [found, zone] = await Promise.all([orNotFound(listCases(viewer, wanted, wanted.page)), readerZone()]);
  const { total } = found;
  // The list shows titles: that somebody opened it is on record.
  if (found.cases.length > 0 && (await isOpened())) await orNotFound(recordTitlesRead(viewer, {}));
  const to = (at: number) =>
    `/cases?${new URLSearchParams({ state: wanted.state ?? "", order: wanted.order, page: String(at) })}`;
  return (
    <Desk viewer={viewer}>
      <Page
        title="Cases"
        actions={
          <LinkButton href="/cases/new" variant="primary">
            Open a case
          </LinkButton>
        }
      >
        {total === 0 ? (
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
          <CaseSearch
            action={searchCases}
            states={[
              { value: "", label: "Any state" },
              { value: "open", label: "Not over" },
              { value: "overdue", label: "Overdue" },
              ...CASE_STATES.map((s) => ({ value: s, label: caseState(s).word })),
            ]}
            orders={CASE_ORDERS.map((o) => ({ value: o, label: ORDER[o] }))}
            chosen={{
              state: wanted.state ?? "",
              order: wanted.order,
              summary: summaryOf(found, wanted.order),
            }}
          >
            <CaseTable
              rows={rowsOf(found, zone)}
              total={found.total}
              pages={<Pages page={found.page} pages={found.pages} to={to} />}
            />
          </CaseSearch>
        )}
      </Page>
    </Desk>
  );
}
