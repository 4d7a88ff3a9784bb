import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { noticeState } from "@/app/_lib/words";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { Section } from "@/components/ui/section";
import { audienceFor, previewMessage } from "@/data/notices/queries";
import { wallInput } from "@/domain/time";
import { linesOf } from "../../_audience";
import { NoticeForm } from "../../_form";
import { optionsOf, releaseHint } from "../../_options";
import { edit } from "../../actions";
import { loadNotice, type NoticeParams } from "../_load";

export const generateMetadata = ({ params }: NoticeParams) => caseTitle(params, "Change the notice");

export default async function EditNoticePage({ params }: NoticeParams) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const notice = await loadNotice(reference, id);
  const [audience, message] = await Promise.all([
    orNotFound(audienceFor(viewer, reference)),
    orNotFound(previewMessage(viewer, reference)),
  ]);
  const { groups, organizations } = optionsOf(audience);
  const back = `/cases/${reference}/notices/${notice.id}`;
  const changeable = notice.state === "draft" || notice.state === "in_review";
  return (
    <CaseFrame viewer={viewer} of={of} tab="notices">
      {changeable && notice.kind === "prenotification" ? (
        <Section title="Change the notice" description="Whoever changes it does not approve it.">
          {notice.sentBackNote ? (
            <Callout tone="attention" title="It was sent back">
              <p className="whitespace-pre-line">{notice.sentBackNote}</p>
            </Callout>
          ) : null}
          <NoticeForm
            action={edit}
            hidden={{ reference, noticeId: notice.id, revision: notice.revision }}
            groups={groups}
            organizations={organizations}
            chosen={{
              groupIds: notice.groups.map((g) => g.id),
              organizationIds: notice.organizations.filter((o) => o.chosen).map((o) => o.organizationId),
              local: wallInput(notice.send.at, notice.send.zone),
              zone: notice.send.zone,
            }}
            hint={releaseHint(of)}
            preview={linesOf(notice.preview)}
            message={message}
            save="Save and put it up for approval"
            cancelHref={back}
          />
        </Section>
      ) : (
        <EmptyState
          title="This notice cannot be changed"
          action={<LinkButton href={back}>To the notice</LinkButton>}
        >
          It is {noticeState(notice.state).word.toLowerCase()}. To change what leaves, cancel it and write
          another.
        </EmptyState>
      )}
    </CaseFrame>
  );
}
