import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { hasScale } from "@/domain/policy/severity";
import { VulnerabilityForm } from "../_form";
import { whyUnchangeable } from "../_may";
import { add } from "../actions";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Add a vulnerability");

export default async function NewVulnerabilityPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const why = whyUnchangeable(of, "add");
  const back = `/cases/${reference}`;
  return (
    <CaseFrame viewer={viewer} of={of} tab="overview">
      {why ? (
        <EmptyState
          title="No vulnerability can be added now"
          action={<LinkButton href={back}>To the overview</LinkButton>}
        >
          {why}
        </EmptyState>
      ) : (
        <Section
          title="Add a vulnerability"
          description="The summary is needed, the rest can follow. Identifiers, scores and weaknesses are published beside the advisory."
        >
          <VulnerabilityForm
            action={add}
            submission={newSubmission()}
            hidden={{ reference, caseId: of.id, revision: of.revision }}
            scale={hasScale(of.policy)}
            save="Add the vulnerability"
            cancelHref={back}
          />
        </Section>
      )}
    </CaseFrame>
  );
}
