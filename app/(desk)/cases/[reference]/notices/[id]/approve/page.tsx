import { caseTitle, loadCase } from "@/app/_lib/case";
import { clockOf } from "@/app/_lib/clock";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { count, noticeState } from "@/app/_lib/words";
import { AdvisoryView } from "@/components/advisory-view";
import { AudiencePreview } from "@/components/audience-preview";
import { EmbargoClock } from "@/components/embargo-clock";
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
import { distance, wallTime } from "@/domain/time";
import { linesOf } from "../../_audience";
import { loadNotice, type NoticeParams } from "../_load";
import { Changes } from "./_changes";
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
            It is {noticeState(notice.state).word.toLowerCase()}
            {notice.approvedBy ? ` by ${notice.approvedBy}` : ""}. Nothing is to be signed here.
          </EmptyState>
        </Page>
      </Desk>
    );

  const lines = linesOf(notice.preview);
  const messages = notice.preview.included.reduce((n, r) => n + r.contacts.length, 0);
  const clock = clockOf(summary, of.now, zone);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Approve a notice"
        width="reading"
        eyebrow={eyebrow}
        lead="Read what leaves, to whom, and when. Your approval freezes all three; it can be cancelled until it leaves."
      >
        {notice.approval.mayApprove ? null : <Refused of={of} notice={notice} />}
        <Section title="When">
          <div className="grid gap-4 rounded-lg border bg-surface px-4 py-4 sm:grid-cols-2 sm:px-5">
            <div className="tabular-nums">
              <p className="text-sm text-ink-3">It leaves</p>
              <p className="text-lg font-semibold">
                <When at={notice.send.at} short />
              </p>
              <p className="text-ink-2">{distance(notice.send.at, of.now)}</p>
              <p className="text-sm text-ink-3">
                {zone && zone !== "UTC" ? `${wallTime(notice.send.at, zone)} ${zone}; ` : ""}meant in{" "}
                {notice.send.zone}
              </p>
            </div>
            {clock ? (
              <div>
                <p className="mb-1 text-sm text-ink-3">The embargo ends</p>
                <EmbargoClock {...clock} />
              </div>
            ) : null}
          </div>
        </Section>

        <Section
          title="To whom"
          description={`${count(lines.included.length, "organization")}, ${count(messages, "message")}, one to each contact. It is resolved once more at sending.`}
        >
          <AudiencePreview {...lines} />
        </Section>

        <Section title="The message" description="What leaves by mail. It says nothing of the vulnerability.">
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
            <div className="rounded-lg border bg-surface px-4 py-5 sm:px-6">
              <AdvisoryView text={notice.version.content} headingLevel={3} />
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
              {policy.leadTime ? `When: ${policy.leadTime}. ` : "It names no lead time. "}
              {policy.channel ? `How: ${policy.channel}.` : ""}
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

        {notice.approval.mayApprove ? <Signing of={of} notice={notice} /> : null}
      </Page>
    </Desk>
  );
}
