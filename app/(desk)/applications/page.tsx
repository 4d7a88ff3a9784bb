import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { applicationWord } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { type Column, DataTable } from "@/components/ui/table";
import { TabsNav } from "@/components/ui/tabs-nav";
import { listApplications } from "@/data/applications/queries";
import { APPLICATION_STATES } from "@/domain/application/application";
import { isOver } from "@/domain/application/decide";
import { isAtOrBefore } from "@/domain/time";

export const metadata: Metadata = { title: "Applications" };

const COLUMNS: Column[] = [
  { key: "organization", header: "Organization" },
  { key: "group", header: "Group" },
  { key: "state", header: "State" },
  { key: "submitted", header: "Submitted" },
  { key: "by", header: "To be decided by" },
];

type Props = { searchParams: Promise<{ state?: string | string[] }> };

export default async function Applications({ searchParams }: Props) {
  const viewer = await requireMember();
  const asked = textOf((await searchParams).state);
  const state = APPLICATION_STATES.find((s) => s === asked && s !== "draft");
  const { applications, counts, now } = await listApplications(viewer, state);
  const total = [...counts.values()].reduce((n, all) => n + all.length, 0);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Applications"
        lead="Who asks for a place in a group, the oldest first. What is still being written is seen by its applicant alone."
        actions={
          <LinkButton href="/applications/new" variant="primary">
            Enter one that came by mail
          </LinkButton>
        }
      >
        <div className="grid gap-4">
          {total > 0 ? (
            <TabsNav
              label="By state"
              items={[
                { href: "/applications", label: "All", count: total, current: state === undefined },
                ...APPLICATION_STATES.filter((s) => counts.has(s)).map((s) => ({
                  href: `/applications?state=${s}`,
                  label: applicationWord(s).word,
                  count: counts.get(s)?.length,
                  current: state === s,
                })),
              ]}
            />
          ) : null}
          <DataTable
            caption="Applications"
            columns={COLUMNS}
            empty={
              <EmptyState title={total > 0 ? "None is in this state" : "Nobody has applied"}>
                Whoever applies begins on the public page of the project’s policy. What comes by mail is
                entered by a member.
              </EmptyState>
            }
            rows={applications.map((a) => {
              const late = a.decideBy !== null && isAtOrBefore(a.decideBy, now);
              const said = applicationWord(a.state);
              return {
                id: a.id,
                href: `/applications/${a.id}`,
                tone: late ? ("danger" as const) : undefined,
                cells: {
                  organization: a.organization,
                  group: (
                    <>
                      {a.group} <span className="text-ink-3">of {a.project}</span>
                    </>
                  ),
                  state: <Badge tone={said.tone}>{said.word}</Badge>,
                  submitted: a.submittedAt ? <When at={a.submittedAt} now={now} /> : null,
                  by: a.decideBy ? (
                    <When at={a.decideBy} now={now} />
                  ) : isOver(a.state) ? null : (
                    <span className="text-ink-3">no time is promised</span>
                  ),
                },
              };
            })}
          />
        </div>
      </Page>
    </Desk>
  );
}
