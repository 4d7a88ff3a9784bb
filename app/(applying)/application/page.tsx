import type { Metadata } from "next";
import { requireApplicant } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { applicationWord } from "@/app/_lib/words";
import { nextStepOf } from "@/app/(applying)/application/next-step";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { type Column, DataTable } from "@/components/ui/table";
import { ownApplications } from "@/data/applications/own";

export const metadata: Metadata = { title: "Your applications" };

const COLUMNS: Column[] = [
  { key: "what", header: "Application" },
  { key: "state", header: "State" },
  { key: "next", header: "Next" },
  { key: "by", header: "Decided by" },
];

export default async function Applications() {
  const viewer = await requireApplicant();
  const { applications, now } = await ownApplications(viewer);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Your applications"
        lead="Nobody but you and the team of the project sees them. Until you are accepted you are told of nothing that is not public."
      >
        <DataTable
          caption="Your applications"
          columns={COLUMNS}
          empty={
            <EmptyState
              title="You have no application"
              action={<LinkButton href="/projects">To the projects</LinkButton>}
            >
              Choose a project; its policy says whether and how to apply.
            </EmptyState>
          }
          rows={applications.map((a) => ({
            id: a.id,
            href: `/application/${a.id}`,
            cells: {
              what: `${a.organization || "Not named yet"}: ${a.group} of ${a.project}`,
              state: <Badge tone={applicationWord(a.state).tone}>{applicationWord(a.state).word}</Badge>,
              next: nextStepOf(a.state),
              by: a.decideBy ? <When at={a.decideBy} now={now} /> : null,
            },
          }))}
        />
      </Page>
    </Desk>
  );
}
