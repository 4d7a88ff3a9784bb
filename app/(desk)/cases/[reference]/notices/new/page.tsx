import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { newSubmission } from "@/app/_lib/form";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { LinkButton } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { audienceFor, previewMessage } from "@/data/notices/queries";
import { previewOf } from "../_audience";
import { NoticeForm } from "../_form";
import { Joined } from "../_joined";
import { whyNoNotice } from "../_may";
import { optionsOf, releaseHint } from "../_options";
import { write } from "../actions";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Write a notice");

export default async function NewNoticePage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const [audience, message, zone] = await Promise.all([
    orNotFound(audienceFor(viewer, reference)),
    orNotFound(previewMessage(viewer, reference)),
    readerZone(),
  ]);
  const why = whyNoNotice(of);
  const { groups, organizations, active } = optionsOf(audience);
  const groupIds = groups.map((g) => g.value);
  return (
    <CaseFrame viewer={viewer} of={of} tab="notices">
      {why ? (
        <EmptyState
          title="No notice can be written now"
          action={<LinkButton href={`/cases/${reference}`}>To the overview</LinkButton>}
        >
          {why}
        </EmptyState>
      ) : (
        <Section
          title="Write a notice"
          description={
            of.summary.progress.noticeWaits
              ? "Another notice of this case waits for approval already. This one stands beside it."
              : "A second member approves it before it leaves. You can change it until then."
          }
        >
          <NoticeForm
            action={write}
            submission={newSubmission()}
            hidden={{ reference, caseId: of.id }}
            groups={groups}
            organizations={organizations}
            chosen={{
              groupIds,
              organizationIds: active,
              local: "",
              zone: zone ?? of.summary.release?.zone ?? "UTC",
            }}
            hint={releaseHint(of)}
            preview={previewOf(audience.candidates, groupIds, active)}
            message={message}
            save="Put it up for approval"
            cancelHref={`/cases/${reference}/notices`}
          />
        </Section>
      )}
      {why ? null : <Joined audience={audience} reference={reference} />}
    </CaseFrame>
  );
}
