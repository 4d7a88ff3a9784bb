import type { Metadata } from "next";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { IncidentTable } from "@/app/(desk)/cases/[reference]/incidents/_table";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { listIncidents } from "@/data/incidents/queries";

export const metadata: Metadata = { title: "Incidents" };

export default async function IncidentsPage() {
  const viewer = await requireMember();
  const { incidents, now } = await listIncidents(viewer);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Incidents"
        lead="Suspected leaks of your cases. A match is a probability, never an accusation."
      >
        <IncidentTable
          incidents={incidents}
          now={now}
          empty={
            <EmptyState
              title="No leak is suspected"
              action={<LinkButton href="/cases">To the cases</LinkButton>}
            >
              That is good news. A suspected leak is recorded from its case, under Incidents.
            </EmptyState>
          }
        />
      </Page>
    </Desk>
  );
}
