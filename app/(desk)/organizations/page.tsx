import { Search } from "lucide-react";
import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { gapsOf, membershipWord } from "@/app/(desk)/organizations/standing";
import { Button, LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { type Column, DataTable } from "@/components/ui/table";
import { listOrganizations } from "@/data/organizations/queries";

export const metadata: Metadata = { title: "Organizations" };

const COLUMNS: Column[] = [
  { key: "name", header: "Name" },
  { key: "groups", header: "Groups" },
  { key: "contacts", header: "Contacts", align: "end" },
  { key: "gaps", header: "Missing" },
];

type Props = { searchParams: Promise<{ q?: string | string[] }> };
type Organization = Awaited<ReturnType<typeof listOrganizations>>[number];

export default async function Organizations({ searchParams }: Props) {
  const viewer = await requireMember();
  const search = textOf((await searchParams).q).trim();
  const found = await listOrganizations(viewer, search);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Organizations"
        lead="Vendors that are told, were told, or asked to be."
        actions={
          <LinkButton href="/organizations/new" variant="primary">
            Add an organization
          </LinkButton>
        }
      >
        <div className="grid gap-3">
          <SearchForm search={search} />
          <DataTable
            caption="Organizations"
            columns={COLUMNS}
            rows={found.map(row)}
            empty={search ? <Nothing search={search} /> : <None />}
          />
        </div>
      </Page>
    </Desk>
  );
}

function row(of: Organization) {
  const gaps = gapsOf(of);
  const running = of.memberships.filter((m) => m.endedAt === null);
  const shown = running.length > 0 ? running : of.memberships;
  const active = running.some((m) => m.state === "active");
  const unreachable = active && !of.contacts.some((c) => c.state === "admitted");
  return {
    id: of.id,
    href: `/organizations/${of.id}`,
    tone: unreachable ? ("attention" as const) : undefined,
    cells: {
      name: of.name,
      groups:
        shown.length === 0 ? null : (
          <ul>
            {shown.map((m) => (
              <li key={m.id}>
                {m.group} <span className="text-ink-3">{membershipWord(m.state).toLowerCase()}</span>
              </li>
            ))}
          </ul>
        ),
      contacts: of.contacts.length || "none",
      gaps: gaps.length === 0 ? null : capital(gaps.join(", ")),
    },
  };
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

function SearchForm({ search }: { search: string }) {
  return (
    <search>
      <form className="flex max-w-[28rem] items-center gap-2">
        <label htmlFor="q" className="sr-only">
          Search organizations by name
        </label>
        <input
          id="q"
          name="q"
          type="search"
          data-search=""
          defaultValue={search}
          maxLength={100}
          placeholder="Search by name"
          className="control min-h-8"
        />
        <Button type="submit" className="shrink-0 whitespace-nowrap">
          <Search aria-hidden size={14} />
          Search
        </Button>
      </form>
    </search>
  );
}

function Nothing({ search }: { search: string }) {
  return (
    <EmptyState
      title={`No organization is called “${search}”`}
      action={<LinkButton href="/organizations">Show all</LinkButton>}
    />
  );
}

function None() {
  return (
    <EmptyState
      title="The directory is empty"
      action={<LinkButton href="/organizations/new">Add an organization</LinkButton>}
    >
      Add the vendors that ship or run the project, then their contacts. Nothing is sent to anybody by adding
      them.
    </EmptyState>
  );
}
