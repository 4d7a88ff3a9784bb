import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { membershipWord } from "@/app/_lib/words";
import { AddGroup, EditGroup } from "@/app/(desk)/groups/forms";
import { membershipTone } from "@/app/(desk)/organizations/standing";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { groupsWithMembers } from "@/data/organizations/groups";
import { listProjects } from "@/data/projects/queries";

export const metadata: Metadata = { title: "Groups" };

type Group = Awaited<ReturnType<typeof groupsWithMembers>>[number];

const COLUMNS: Column[] = [
  { key: "name", header: "Organization", className: "sm:w-2/5" },
  { key: "state", header: "Standing", className: "sm:w-1/5" },
  { key: "until", header: "Until" },
];

export default async function Groups() {
  const viewer = await requireMember();
  const projects = await listProjects(viewer);
  const groups = await groupsWithMembers(viewer);
  const zone = await readerZone();
  return (
    <Desk viewer={viewer}>
      <Page
        title="Groups"
        lead="Who is prenotified together. A notice goes to groups, or to chosen organizations in them."
      >
        {projects.length === 0 ? (
          <EmptyState title="You work on no project">
            Groups belong to projects. An admin of the team adds you to one on the page Team.
          </EmptyState>
        ) : null}
        {projects.map((p) => {
          const own = groups.filter((g) => g.projectId === p.id);
          return (
            <Section key={`${p.id}${own.length}`} title={p.name} actions={<AddGroup project={p} />}>
              {own.length === 0 ? (
                <p className="text-ink-2">
                  {p.name} has no group. That is fine: without one nobody is told before the public is.
                </p>
              ) : null}
              <div className="grid gap-6">
                {own.map((g) => (
                  <InGroup key={g.id} group={g} zone={zone} />
                ))}
              </div>
            </Section>
          );
        })}
      </Page>
    </Desk>
  );
}

function InGroup({ group: g, zone }: { group: Group; zone: string | undefined }) {
  return (
    <section aria-label={g.name} className="grid min-w-0 gap-2">
      <div className="flex flex-wrap items-end justify-between gap-x-4 gap-y-1">
        <div className="min-w-0">
          <h3 className="font-medium">
            {g.name}{" "}
            {g.all > 0 ? (
              <span className="font-normal text-ink-3 tabular-nums">
                {g.active} of {g.all} active
              </span>
            ) : null}
          </h3>
          {g.description ? <p className="max-w-[70ch] text-ink-2">{g.description}</p> : null}
        </div>
        <div className="flex flex-wrap items-center gap-x-4 gap-y-1">
          <TextLink href={`/groups/${g.id}/onboarding`}>
            Onboarding<span className="sr-only"> of {g.name}</span>
          </TextLink>
          <EditGroup group={g} />
        </div>
      </div>
      <DataTable
        caption={`Organizations in ${g.name}`}
        columns={COLUMNS}
        empty="No organization is in this group. Add one on its own page."
        rows={g.members.map((m) => ({
          id: m.organizationId,
          href: `/organizations/${m.organizationId}`,
          cells: {
            name: m.name,
            state: <Badge tone={membershipTone(m.state)}>{membershipWord(m.state)}</Badge>,
            until:
              m.state === "paused" && m.pausedUntil ? <When at={m.pausedUntil} zone={zone} short /> : null,
          },
        }))}
      />
      {g.all > g.members.length ? (
        <p className="text-ink-2">
          The first {g.members.length} by name.{" "}
          <TextLink href={`/organizations?group=${g.id}`}>Those of {g.name} in the directory</TextLink>
        </p>
      ) : null}
    </section>
  );
}
