import { caseTitle, loadCase, nextAction } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { noticeKind, noticeState } from "@/app/_lib/words";
import { ActionForm, AnswerMessage } from "@/components/action-form";
import { RecipientList } from "@/components/recipient-list";
import { Badge } from "@/components/ui/badge";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Facts } from "@/components/ui/definition-list";
import { ConfirmDialog } from "@/components/ui/dialog";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import { isUnsent } from "@/domain/notice/state";
import { inUtc } from "@/domain/time";
import { linesOf } from "../_audience";
import { cancel } from "../actions";
import { DeliveryTable, Differences } from "./_deliveries";
import { type DeskNotice, loadNotice, type NoticeParams } from "./_load";

export const generateMetadata = ({ params }: NoticeParams) => caseTitle(params, "Notice");

export default async function NoticePage({ params }: NoticeParams) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const notice = await loadNotice(reference, id);
  const zone = await readerZone();
  const at = `/cases/${reference}/notices/${notice.id}`;
  const said = noticeState(notice.state);
  const opens = notice.kind === "prenotification";
  const over = notice.state === "cancelled" || notice.state === "void";
  const unsent = opens && isUnsent(notice.state);
  // The header's one next step leads there already.
  const leads =
    notice.approval.mayApprove && nextAction(of.summary, of.now, of.notices).href === `${at}/approve`;
  const { included, leftOut } = linesOf(notice.preview);
  return (
    <CaseFrame viewer={viewer} of={of} tab="notices">
      <Section
        title={noticeKind(notice.kind)}
        description={<TextLink href={`/cases/${reference}/notices`}>All notices of this case</TextLink>}
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
          ) : null
        }
      >
        {notice.sentBackNote && notice.state === "draft" ? (
          <Callout tone="attention" title="Sent back">
            <p className="whitespace-pre-line">{notice.sentBackNote}</p>
          </Callout>
        ) : null}
        <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5">
          <Facts
            items={[
              { label: "State", value: <Badge tone={said.tone}>{said.word}</Badge> },
              {
                label: isUnsent(notice.state) ? "Leaves" : over ? "Was to leave" : "Planned for",
                value: <When at={notice.send.at} now={of.now} zone={zone} />,
              },
              ...(opens
                ? [
                    { label: "Groups", value: notice.groups.map((g) => g.name).join(", ") },
                    { label: "Written by", value: notice.author ?? "Curfew" },
                    {
                      label: "Approved",
                      value: notice.approvedAt ? (
                        <>
                          by {notice.approvedBy}, <When at={notice.approvedAt} short />
                        </>
                      ) : (
                        whoApproves(notice)
                      ),
                    },
                    {
                      label: "Advisory",
                      value: notice.version ? (
                        <TextLink href={`/cases/${reference}/advisory?version=${notice.version.number}`}>
                          Version {notice.version.number}
                          {notice.approvedAt ? ", frozen by the approval" : over ? "" : ", the newest now"}
                        </TextLink>
                      ) : (
                        "None"
                      ),
                    },
                  ]
                : [
                    {
                      label: "Why",
                      value: "It follows a decision of the case, and needs no approval of its own.",
                    },
                  ]),
              ...(notice.finishedAt
                ? [{ label: over ? "Over since" : "Finished", value: <When at={notice.finishedAt} short /> }]
                : []),
            ]}
          />
        </div>
      </Section>
      {opens ? <Differences notice={notice} /> : null}
      {notice.deliveries.length > 0 ? <DeliveryTable notice={notice} /> : null}
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

function whoApproves({ state, approval }: DeskNotice): string {
  if (state !== "in_review") return "Not approved";
  if (approval.mayApprove) return "Waits for you, or another member who did not touch it";
  return approval.others.length > 0
    ? `Waits for ${approval.others.join(" or ")}`
    : "Nobody in the team can approve it: everybody touched it";
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
