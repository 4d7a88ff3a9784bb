import { timelineOf } from "@/app/_lib/activity";
import { caseTitle, loadCase, overdue } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Timeline } from "@/components/ui/timeline";
import { caseActivity } from "@/data/activity/queries";
import { vendorBoard } from "@/data/cases/queries";
import { Confirm, Prenotify, Release } from "./_decisions";
import { End } from "./_end";
import { SeverityDecision } from "./_severity";
import { VulnerabilityFacts } from "./_vulnerability";

type Props = { params: Promise<{ reference: string }> };
const RECENT = 6;

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Overview");

export default async function CasePage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const [board, activity, zone] = await Promise.all([
    orNotFound(vendorBoard(viewer, reference)),
    orNotFound(caseActivity(viewer, reference)),
    readerZone(),
  ]);
  const told = board.rows.filter((r) => r.toldAt !== null).length;
  const notable = activity.entries.filter((e) => e.actorKind !== "system").slice(0, RECENT);
  const many = of.vulnerabilities.length > 1;
  return (
    <CaseFrame viewer={viewer} of={of} tab="overview">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10">
        <div className="grid min-w-0 content-start gap-8">
          {overdue(of) ? (
            <Callout tone="danger" title="Its release passed, and it is not published">
              Nothing is published by itself. Vendors who were told are still bound: publish it, or move the
              release instant.
            </Callout>
          ) : null}
          {of.publicSince ? (
            <Callout tone="public" title="This was public before the case was opened">
              Nothing of it is secret: nobody can be prenotified, and it can be published at any time.
            </Callout>
          ) : null}
          {of.vulnerabilities.map((v, i) => (
            <div key={v.rowId} className="grid gap-8">
              <Section
                id={i === 0 ? "severity" : undefined}
                title={many ? `Severity of ${v.id}` : "Severity"}
              >
                <SeverityDecision of={of} v={v} />
              </Section>
              {many ? <Record v={v} title={v.summary} /> : null}
            </div>
          ))}
          <Confirm of={of} />
          <Prenotify of={of} />
          <Release of={of} zone={zone} told={told} />
          {many ? null : of.vulnerabilities.map((v) => <Record key={v.rowId} v={v} title="Vulnerability" />)}
          <End of={of} />
        </div>
        <div className="min-w-0">
          <Section
            title="Recently"
            actions={<TextLink href={`/cases/${reference}/activity`}>All activity</TextLink>}
          >
            <Timeline entries={timelineOf(notable, reference, zone)} />
          </Section>
        </div>
      </div>
    </CaseFrame>
  );
}

function Record({
  v,
  title,
}: {
  v: Awaited<ReturnType<typeof loadCase>>["vulnerabilities"][number];
  title: string;
}) {
  return (
    <Section
      title={title}
      description={title === v.summary ? undefined : "As the imported record describes it"}
    >
      <div className="rounded-lg border bg-surface px-4 py-2 sm:px-5 sm:py-3">
        <VulnerabilityFacts of={v} />
      </div>
    </Section>
  );
}
