import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { requireMember } from "@/app/_lib/guard";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { IncidentTable } from "./_table";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Incidents");

export default async function CaseIncidentsPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const record = <LinkButton href={`/cases/${reference}/incidents/new`}>Record a suspected leak</LinkButton>;
  return (
    <CaseFrame viewer={viewer} of={of} tab="incidents">
      <Section
        title="Incidents"
        description="Suspected leaks of this case. A match is a probability, never an accusation."
        actions={of.incidents.length > 0 ? record : undefined}
      >
        <IncidentTable
          ofCase
          incidents={of.incidents}
          now={of.now}
          empty={
            <EmptyState title="No leak is suspected" action={record}>
              When somebody saw this case where it should not be, record it: you then see who had it, and can
              stop everything that would still leave.
            </EmptyState>
          }
        />
      </Section>
    </CaseFrame>
  );
}
