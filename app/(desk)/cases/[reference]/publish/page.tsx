import { caseTitle, type DeskCase, loadCase, overdue } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { When } from "@/app/_lib/when";
import { count } from "@/app/_lib/words";
import { AdvisoryView } from "@/components/advisory-view";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { Section } from "@/components/ui/section";
import { listVersions } from "@/data/advisories/queries";
import { readinessBoard } from "@/data/statements/readiness";
import { isEmbargoed } from "@/domain/case/state";
import { isUnsent } from "@/domain/notice/state";
import { ANNOUNCEMENTS } from "@/domain/policy/vocabulary";
import { Deciding } from "./_deciding";

type Props = { params: Promise<{ reference: string }> };

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Publish");

export default async function PublishPage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const [{ versions }, board] = await Promise.all([
    orNotFound(listVersions(viewer, reference)),
    orNotFound(readinessBoard(viewer, reference)),
  ]);
  const { summary, publication } = of;
  if (summary.publishedAt)
    return (
      <CaseFrame viewer={viewer} of={of} tab="publish">
        <Callout
          tone="public"
          title="This case is public"
          action={<LinkButton href={`/advisories/${reference}`}>Read the published advisory</LinkButton>}
        >
          Since <When at={summary.publishedAt} short />
          {publication ? `, version ${publication.number}` : ""}.
        </Callout>
      </CaseFrame>
    );
  const version = publication ? versions.find((v) => v.id === publication.versionId) : versions[0];
  if (!isEmbargoed(summary.state) || !version)
    return (
      <CaseFrame viewer={viewer} of={of} tab="publish">
        <EmptyState
          title="This case cannot be published now"
          action={<LinkButton href={`/cases/${reference}`}>To the overview</LinkButton>}
        >
          {summary.state === "triaging"
            ? "It is in triage. Decide its severity and confirm it first: then it can be published at any time."
            : `It is ${summary.state}.`}
        </EmptyState>
      </CaseFrame>
    );
  const told = board.rows.filter((r) => r.toldAt !== null).length;
  const unsent = of.notices.filter(
    (n) => n.kind === "prenotification" && (isUnsent(n.state) || n.state === "sending"),
  ).length;
  return (
    <CaseFrame viewer={viewer} of={of} tab="publish">
      {overdue(of) && summary.release ? (
        <Callout tone="danger" title="Overdue: its release instant passed, and it is not published">
          The embargo ended <When at={summary.release.at} now={of.now} short />.{" "}
          {told > 0
            ? `${count(told, "organization")} told of this date ${told === 1 ? "expects" : "expect"} it to be public.`
            : null}
        </Callout>
      ) : null}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-10">
        <div className="grid min-w-0 gap-8">
          <Section title="What will happen" description="At once, when a second member confirms.">
            <ul className="grid gap-2 rounded-lg border bg-surface px-4 py-4 sm:px-5">
              <li>
                Version {version.number} of the advisory is readable by everybody at{" "}
                <Ref>/advisories/{reference}</Ref>.
              </li>
              {unsent > 0 ? (
                <li>
                  {count(unsent, "notice")} that {unsent === 1 ? "has not left is" : "have not left are"}{" "}
                  stopped: nothing is secret any more.
                </li>
              ) : null}
              <li>
                {told > 0
                  ? `${count(told, "organization")} told of it ${told === 1 ? "gets" : "get"} the message that it is public.`
                  : "No organization was told of it, so no message leaves."}
              </li>
              <li>It cannot be taken back.</li>
            </ul>
          </Section>
          <Announced of={of} />
          <Deciding viewer={viewer} of={of} version={version} />
        </div>
        <Section
          title={`Version ${version.number}, as everybody will read it`}
          description={
            publication ? (
              version.number === versions[0]?.number ? (
                "Frozen by the proposal."
              ) : (
                <>
                  Frozen by the proposal.{" "}
                  <TextLink href={`/cases/${reference}/advisory`}>Version {versions[0]?.number}</TextLink> was
                  saved since: take the proposal back to publish that one.
                </>
              )
            ) : (
              "The newest. Proposing freezes it."
            )
          }
        >
          {version.missing.length > 0 ? (
            <Callout tone="attention" title={`It says nothing on: ${version.missing.join(", ")}`}>
              It stops nothing.
            </Callout>
          ) : null}
          <div className="rounded-lg border bg-surface px-4 py-5 sm:px-6">
            <AdvisoryView text={version.content} headingLevel={3} />
          </div>
        </Section>
      </div>
    </CaseFrame>
  );
}

/** Where the policy has it announced (P50): for people to do, since nothing of it happens by itself. */
function Announced({ of }: { of: DeskCase }) {
  const { announcements } = of.policy;
  if (announcements.length === 0) return null;
  return (
    <Section title="Where the policy has it announced" description="By you, once it is public here.">
      <ul className="grid gap-1.5 rounded-lg border bg-surface px-4 py-4 sm:px-5">
        {announcements.map((a) => (
          <li key={`${a.kind}${a.name}`}>
            {a.target && /^https?:/.test(a.target) ? (
              <a
                href={a.target}
                rel="noreferrer noopener"
                className="text-accent underline decoration-accent-line underline-offset-3"
              >
                {a.name}
              </a>
            ) : (
              a.name
            )}
            <span className="text-ink-3"> {ANNOUNCEMENTS[a.kind].toLowerCase()}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
