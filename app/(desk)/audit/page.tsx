import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { isOpened, readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { Entries } from "@/app/(desk)/audit/_entries";
import { ExportForm } from "@/app/(desk)/audit/_export";
import { FilterForm } from "@/app/(desk)/audit/_filter";
import { ChainState } from "@/app/(desk)/audit/_state";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { recordNotesRead } from "@/data/readings/reads";
import { recordPage } from "@/data/record/queries";
import { fieldsOf, recordFilter } from "@/domain/record";

export const metadata: Metadata = { title: "Audit" };

type Query = Record<string, string | string[] | undefined>;

export default async function AuditPage({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireMember();
  const query = await searchParams;
  const filter = recordFilter((name) => textOf(query[name]));
  const fields = fieldsOf(filter);
  const cursor = textOf(query["after"], 300) || undefined;
  const [{ entries, opened, next, chain, realNow }, zone] = await Promise.all([
    recordPage(viewer, filter, cursor),
    readerZone(),
  ]);
  if (opened.length > 0 && (await isOpened())) await orNotFound(recordNotesRead(viewer, { caseIds: opened }));
  const narrowed = Object.keys(fields).length > 0;
  const to = (after: string) => `/audit?${new URLSearchParams({ ...fields, after })}`;
  return (
    <Desk viewer={viewer}>
      <Page
        title="Audit"
        lead="Who did and read what, in every record that is open to you. Nothing in it is ever changed or removed."
      >
        <ChainState chain={chain} now={realNow} zone={zone} />
        {query["export"] === "too-many" ? (
          <Callout tone="attention" title="Nothing was exported: the filter finds too much for one file">
            Narrow it, for example by days, and export in parts. Whoever operates this portal can export
            everything on the terminal.
          </Callout>
        ) : null}
        <Section title="Entries">
          <FilterForm filter={filter} />
          {entries.length > 0 ? (
            <>
              <Entries entries={entries} zone={zone} />
              <nav aria-label="Pages" className="flex gap-4">
                {cursor ? (
                  <TextLink href={`/audit?${new URLSearchParams(fields)}`}>Newest entries</TextLink>
                ) : null}
                {next ? <TextLink href={to(next)}>Older entries</TextLink> : null}
              </nav>
              <ExportForm fields={fields} />
            </>
          ) : (
            <EmptyState
              title={narrowed || cursor ? "No entry is like that" : "Nothing happened yet"}
              action={narrowed || cursor ? <LinkButton href="/audit">Show all</LinkButton> : undefined}
            >
              {narrowed || cursor
                ? "Change what you search for, or leave something out. What is not open to you is not found either."
                : "Whatever anybody does in this portal will stand here."}
            </EmptyState>
          )}
        </Section>
      </Page>
    </Desk>
  );
}
