import { caseTitle, loadCase, nextAction } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { noticeKind, noticeState } from "@/app/_lib/words";
import { ActionForm, AnswerMessage } from "@/components/action-form";
import { RecipientList } from "@/components/recipient-list";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { deliveryBoard } from "@/data/deliveries/board";
import { isUnsent } from "@/domain/notice/state";
import { inUtc } from "@/domain/time";
import { linesOf } from "../_audience";
import { cancel } from "../actions";
import { DeliverySection, Halt } from "./_board";
import { Differences } from "./_differences";
import { NoticeFacts } from "./_facts";
import { type DeskNotice, loadNotice, type NoticeParams } from "./_load";

export const generateMetadata = ({ params }: NoticeParams) => caseTitle(params, "Notice");

export default async function NoticePage({ params }: NoticeParams) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const notice = await loadNotice(reference, id);
  const board = notice.deliveries.length > 0 ? await orNotFound(deliveryBoard(viewer, reference, id)) : null;
  const zone = await readerZone();
  const at = `/cases/${reference}/notices/${notice.id}`;
  const said = noticeState(notice.state);
  const opens = notice.kind === "prenotification";
  const unsent = opens && isUnsent(notice.state);
  // The header's one next step leads there already.
  const leads =
    notice.approval.mayApprove && nextAction(of.summary, of.now, of.notices).href === `${at}/approve`;
  const { included, leftOut } = linesOf(notice.preview);
  // Once it left, what became of it is asked first.
  const left = board !== null && !isUnsent(notice.state);
  const facts = <NoticeFacts notice={notice} of={of} zone={zone} />;
  return (
    <CaseFrame viewer={viewer} of={of} tab="notices">
      <Section
        title={noticeKind(notice.kind)}
        description={
          <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
            {left ? <Badge tone={said.tone}>{said.word}</Badge> : null}
            <TextLink href={`/cases/${reference}/notices`}>All notices of this case</TextLink>
          </span>
        }
        actions={
          unsent ? (
            <>
              {notice.state === "in_review" && !leads ? (
                <LinkButton
                  href={`${at}/approve`}
                  variant={notice.approval.mayApprove ? "primary" : "secondary"}
                >
                  {notice.approval.mayApprove ? "Review for approval" : "As its approver will see it"}
                </LinkButton>
              ) : null}
              {notice.state === "approved" ? null : (
                <LinkButton href={`${at}/edit`} variant={notice.state === "draft" ? "primary" : "secondary"}>
                  Change it
                </LinkButton>
              )}
              <Cancel reference={reference} notice={notice} />
            </>
          ) : board ? (
            <Halt board={board} reference={reference} />
          ) : null
        }
      >
        {notice.sentBackNote && notice.state === "draft" ? (
          <Callout tone="attention" title="Sent back">
            <p className="whitespace-pre-line">{notice.sentBackNote}</p>
          </Callout>
        ) : null}
        {notice.state === "halted" ? (
          <Callout tone="attention" title="Halted while it was being sent">
            {notice.finishedAt ? <When at={notice.finishedAt} short /> : null} What a transport had accepted
            by then cannot be called back, and stands below as it is. Nothing more of it leaves.
          </Callout>
        ) : null}
        {left ? null : facts}
      </Section>
      {opens ? <Differences notice={notice} /> : null}
      {board ? <DeliverySection board={board} reference={reference} /> : null}
      {left ? <Section title="The notice">{facts}</Section> : null}
      {unsent ? (
        <Section
          title="Recipients"
          description="As it stands now. It is resolved once more at sending: what is sent is approved and still eligible."
        >
          <RecipientList
            title={notice.state === "approved" ? "Would get it" : "Would get it if approved"}
            count={included.length}
            rows={included}
            empty="Nobody. Change the notice, or cancel it."
          />
          <RecipientList
            title="In its groups, and will not get it"
            count={leftOut.length}
            rows={leftOut}
            empty="Nobody: everybody in its groups gets it."
          />
        </Section>
      ) : null}
    </CaseFrame>
  );
}

function Cancel({ reference, notice }: { reference: string; notice: DeskNotice }) {
  return (
    <ActionForm action={cancel} hidden={{ reference, noticeId: notice.id }} className="grid gap-2">
      <ConfirmDialog
        trigger="Cancel the notice…"
        variant="secondary"
        title="Cancel this notice?"
        description={`Nothing leaves at ${inUtc(notice.send.at)}. Nobody was told by it, and nobody is told that it was cancelled. It stays on record.`}
        confirm={
          <SubmitButton variant="danger" pendingLabel="Cancelling…">
            Cancel the notice
          </SubmitButton>
        }
        cancelLabel="Keep it"
      >
        <AnswerMessage />
      </ConfirmDialog>
    </ActionForm>
  );
}
