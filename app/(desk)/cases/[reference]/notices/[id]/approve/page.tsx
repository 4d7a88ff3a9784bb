import { caseTitle, loadCase } from "@/app/_lib/case";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { noticeState } from "@/app/_lib/words";
import { AdvisoryView } from "@/components/advisory-view";
import { AudiencePreview } from "@/components/audience-preview";
import { Digest, FileList } from "@/components/file-parts";
import { MessagePreview } from "@/components/message-preview";
import { SeverityBadge } from "@/components/severity-badge";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { caseActivity } from "@/data/activity/queries";
import { previewMessage } from "@/data/notices/queries";
import { DELIVERY_WAYS } from "@/domain/policy/vocabulary";
import { cn } from "@/lib/cn";
import { linesOf } from "../../_audience";
import { loadNotice, type NoticeParams } from "../_load";
import { Changes } from "./_changes";
import { Glance } from "./_glance";
import { Refused, Signing } from "./_signing";

export const generateMetadata = ({ params }: NoticeParams) => caseTitle(params, "Approve");

export default async function ApprovePage({ params }: NoticeParams) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const notice = await loadNotice(reference, id);
  const [activity, message, zone] = await Promise.all([
    orNotFound(caseActivity(viewer, reference)),
    orNotFound(previewMessage(viewer, reference)),
    readerZone(),
  ]);
  const { summary, policy } = of;
  const back = `/cases/${reference}/notices/${notice.id}`;
  const eyebrow = (
    <TextLink href={back}>
      {reference} {summary.codeName}, notice
    </TextLink>
  );
  if (notice.state !== "in_review" || notice.kind !== "prenotification")
    return (
      <Desk viewer={viewer}>
        <Page title="Approve a notice" width="reading" eyebrow={eyebrow}>
          <EmptyState
            title="This notice does not wait for approval"
            action={<LinkButton href={back}>To the notice</LinkButton>}
          >
            {noticeState(notice.state).word}
            {notice.approvedBy ? `; ${notice.approvedBy} approved it` : ""}. Nothing is to be signed here.
          </EmptyState>
        </Page>
      </Desk>
    );

  const lines = linesOf(notice.preview);
  const { mayApprove } = notice.approval;
  return (
    <Desk viewer={viewer}>
      <Page
        title="Approve a notice"
        eyebrow={eyebrow}
        actions={
          mayApprove ? (
            // On a phone the decision stands under everything that is signed.
            <LinkButton href="#decision" className="lg:hidden">
              To your decision
            </LinkButton>
          ) : null
        }
        lead={
          <>
            <p className="mb-1 flex flex-wrap items-center gap-2 font-medium text-ink">
              {summary.severity ? <SeverityBadge label={summary.severity} /> : null}
              {summary.title}
            </p>
            <p>Read it, then approve it or send it back. It can be cancelled until it leaves.</p>
          </>
        }
      >
        {mayApprove ? null : <Refused of={of} notice={notice} />}
        <Glance of={of} notice={notice} zone={zone} />
        <div
          className={cn(
            "grid grid-cols-[minmax(0,1fr)] items-start gap-8",
            mayApprove ? "lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10" : "max-w-[46rem]",
          )}
        >
          <div className="grid min-w-0 gap-8">
            <Section
              title="To whom"
              description="It is resolved once more at sending: whoever is no longer eligible then gets nothing."
            >
              <AudiencePreview {...lines} />
            </Section>

            <Section
              title="The message"
              description="What leaves by mail. It says nothing of the vulnerability."
            >
              <MessagePreview {...message} />
            </Section>

            <Section
              title={notice.version ? `The advisory, version ${notice.version.number}` : "The advisory"}
              description="What they read in the portal once they accepted the terms."
            >
              {notice.version && notice.version.missing.length > 0 ? (
                <Callout tone="attention" title={`It says nothing on: ${notice.version.missing.join(", ")}`}>
                  A vendor would miss it. It stops nothing; you may send the notice back with a note.
                </Callout>
              ) : null}
              {notice.version ? (
                <div className="grid gap-6 rounded-lg border bg-surface px-4 py-5 sm:px-6">
                  <AdvisoryView text={notice.version.content} headingLevel={3} />
                  <FileList
                    files={notice.version.files}
                    hrefOf={(file) => `/cases/${reference}/files/${file}?copy`}
                    headingLevel={3}
                  />
                  {notice.version.digest ? (
                    <Digest hex={notice.version.digest} of="SHA-256 of this version" />
                  ) : null}
                </div>
              ) : (
                <Callout tone="attention" title="There is no advisory to send">
                  Write one first: nothing can be approved without it.
                </Callout>
              )}
            </Section>

            <Changes entries={activity.entries} noticeId={notice.id} reference={reference} zone={zone} />

            <Section title="What the policy says">
              <div className="grid gap-2 rounded-lg border bg-surface px-4 py-4 sm:px-5">
                <p className="flex flex-wrap items-center gap-2">
                  {summary.severity ? <SeverityBadge label={summary.severity} /> : null}
                  {of.offered.ok ? "may be prenotified; it is a choice per case." : of.offered.because}
                </p>
                <p className="text-ink-2">
                  {policy.prenotification?.leadTime
                    ? `When: ${policy.prenotification.leadTime}. `
                    : "It names no lead time. "}
                  {policy.prenotification?.ways.length
                    ? `How: ${policy.prenotification.ways.map((w) => DELIVERY_WAYS[w]).join(", ")}.`
                    : ""}
                </p>
                {of.prenotifyReason ? (
                  <p className="max-w-[70ch] whitespace-pre-line text-ink-2">
                    <span className="text-ink-3">Why this case: </span>
                    {of.prenotifyReason}
                  </p>
                ) : null}
                <p className="text-sm text-ink-3">
                  {policy.title}, version {policy.version}
                </p>
              </div>
            </Section>
          </div>
          {mayApprove ? (
            <div className="min-w-0 lg:sticky lg:top-6">
              <Signing of={of} notice={notice} />
            </div>
          ) : null}
        </div>
      </Page>
    </Desk>
  );
}
