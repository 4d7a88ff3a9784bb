import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { count, membershipWord } from "@/app/_lib/words";
import { ExportForm } from "@/app/(desk)/organizations/_export";
import { FilterForm, fieldsOf, filterOf, isFiltered } from "@/app/(desk)/organizations/filter";
import { capital, gapsOf } from "@/app/(desk)/organizations/standing";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Pages } from "@/components/ui/pages";
import { type Column, DataTable } from "@/components/ui/table";
import { listGroups, listOrganizations } from "@/data/organizations/queries";

export const metadata: Metadata = { title: "Organizations" };

const COLUMNS: Column[] = [
  { key: "name", header: "Name" },
  { key: "groups", header: "Groups" },
  { key: "contacts", header: "Contacts" },
  { key: "gaps", header: "Missing" },
];

type Query = Record<string, string | string[] | undefined>;
type Organization = Awaited<ReturnType<typeof listOrganizations>>["organizations"][number];

export default async function Organizations({ searchParams }: { searchParams: Promise<Query> }) {
  const viewer = await requireMember();
  const query = await searchParams;
  const groups = await listGroups(viewer);
  const filter = filterOf((name) => textOf(query[name]).trim(), groups);
  const { organizations, all, found, page, pages } = await listOrganizations(
    viewer,
    filter,
    Number(textOf(query["page"], 6)) || 1,
  );
  const fields = fieldsOf(filter);
  const several = new Set(groups.map((g) => g.projectId)).size > 1;
  return (
    <Desk viewer={viewer}>
      <Page
        title="Organizations"
        lead="Vendors that are told, were told, or asked to be."
        actions={
          <>
            <LinkButton href="/organizations/import">Import a list</LinkButton>
            <LinkButton href="/organizations/new" variant="primary">
              Add an organization
            </LinkButton>
          </>
        }
      >
        <div className="grid gap-3">
          {all > 0 ? <FilterForm filter={filter} groups={groups} /> : null}
          {all > 0 ? (
            <p className="text-ink-2 tabular-nums">
              {isFiltered(filter) ? `${found} of ${count(all, "organization")}` : count(all, "organization")}
            </p>
          ) : null}
          <DataTable
            caption="Organizations"
            columns={COLUMNS}
            rows={organizations.map((o) => row(o, several))}
            empty={all > 0 ? <Nothing search={filter.search ?? ""} /> : <None />}
          />
          <Pages
            page={page}
            pages={pages}
            to={(at) => `/organizations?${new URLSearchParams({ ...fields, page: String(at) })}`}
          />
          {found > 0 ? <ExportForm fields={fields} /> : null}
        </div>
      </Page>
    </Desk>
  );
}

function row(of: Organization, several: boolean) {
  const gaps = gapsOf(of.lacks);
  const running = of.memberships.filter((m) => m.endedAt === null);
  const newest = of.memberships.filter(
    (m, i, all) => all.findIndex((other) => other.groupId === m.groupId) === i,
  );
  const shown = running.length > 0 ? running : newest;
  const admitted = of.contacts.filter((c) => c.state === "admitted").length;
  return {
    id: of.id,
    href: `/organizations/${of.id}`,
    tone: of.standing === "active" && admitted === 0 ? ("attention" as const) : undefined,
    cells: {
      name: of.name,
      groups:
        shown.length === 0 ? (
          <span className="text-ink-3">in no group</span>
        ) : (
          <ul>
            {shown.map((m) => (
              <li key={m.id}>
                {m.group}
                {several ? <span className="text-ink-3">, {m.project}</span> : null}{" "}
                <span className={m.state === "paused" ? "text-attention" : "text-ink-3"}>
                  {membershipWord(m.state).toLowerCase()}
                </span>
              </li>
            ))}
          </ul>
        ),
      contacts: admitted > 0 ? `${admitted} admitted` : "none admitted",
      gaps: gaps.length === 0 ? null : capital(gaps.join(", ")),
    },
  };
}

function Nothing({ search }: { search: string }) {
  return (
    <EmptyState
      title={search ? `Nothing here is called or reached at “${search}”` : "No organization is like that"}
      action={<LinkButton href="/organizations">Show all</LinkButton>}
    >
      Change what you search for, or leave out a filter. Addresses of contacts are searched too.
    </EmptyState>
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
