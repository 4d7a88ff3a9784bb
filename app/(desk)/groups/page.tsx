import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { membershipWord } from "@/app/(desk)/organizations/standing";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { listGroups } from "@/data/organizations/queries";

export const metadata: Metadata = { title: "Groups" };

const COLUMNS: Column[] = [
  { key: "name", header: "Organization", className: "sm:w-2/5" },
  { key: "state", header: "State", className: "sm:w-1/5" },
  { key: "until", header: "Until" },
];

export default async function Groups() {
  const viewer = await requireMember();
  const groups = await listGroups(viewer);
  const zone = await readerZone();
  return (
    <Desk viewer={viewer}>
      <Page
        title="Groups"
        lead="Who is prenotified together. A notice goes to groups, or to chosen organizations in them."
      >
        {groups.length === 0 ? (
          <EmptyState title="No group yet">Groups come with a project’s policy.</EmptyState>
        ) : null}
        {groups.map((g) => {
          const active = g.members.filter((m) => m.state === "active").length;
          return (
            <Section
              key={g.id}
              title={g.name}
              description={
                <>
                  {g.description} <span className="text-ink-3">({g.project})</span>
                </>
              }
              actions={
                <span className="text-ink-2 tabular-nums">
                  {active} of {g.members.length} active
                </span>
              }
            >
              <DataTable
                caption={`Organizations in ${g.name}`}
                columns={COLUMNS}
                empty="No organization is in this group. Add one on its own page."
                rows={g.members.map((m) => ({
                  id: `${m.organizationId}${m.state}`,
                  href: `/organizations/${m.organizationId}`,
                  cells: {
                    name: m.name,
                    state: (
                      <Badge tone={m.state === "paused" ? "attention" : "quiet"}>
                        {membershipWord(m.state)}
                      </Badge>
                    ),
                    until:
                      m.state === "paused" && m.pausedUntil ? (
                        <When at={m.pausedUntil} zone={zone} short />
                      ) : null,
                  },
                }))}
              />
            </Section>
          );
        })}
      </Page>
    </Desk>
  );
}
