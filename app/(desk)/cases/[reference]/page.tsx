import { timelineOf } from "@/app/_lib/activity";
import { caseTitle, loadCase, openIncident, overdue } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { When } from "@/app/_lib/when";
import { Governing } from "@/app/(desk)/cases/[reference]/_governing";
import { LinkButton } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Timeline } from "@/components/ui/timeline";
import { caseActivity } from "@/data/activity/queries";
import { readinessBoard } from "@/data/statements/readiness";
import { hasScale } from "@/domain/policy/severity";
import { Confirm, Prenotify, Release } from "./_decisions";
import { End } from "./_end";
import { NoVulnerability, nameOf, Record, Removed } from "./_record";
import { SeverityDecision } from "./_severity";

type Props = { params: Promise<{ reference: string }> };
const RECENT = 6;

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Overview");

export default async function CasePage({ params }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const [board, activity, zone] = await Promise.all([
    orNotFound(readinessBoard(viewer, reference)),
    orNotFound(caseActivity(viewer, reference)),
    readerZone(),
  ]);
  const told = board.rows.filter((r) => r.toldAt !== null).length;
  const notable = activity.entries.filter((e) => e.actorKind !== "system").slice(0, RECENT);
  const many = of.vulnerabilities.length > 1;
  const scale = hasScale(of.policy);
  // Beside several severities, or none to decide, the record is what a reader looks for.
  const recordFirst = (many || !scale) && !of.destroyed;
  // "Decide the severity" leads to the first that is open.
  const first = Math.max(
    0,
    of.vulnerabilities.findIndex((v) => v.severity === null),
  );
  const leak = openIncident(of);
  return (
    <CaseFrame viewer={viewer} of={of} tab="overview">
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8 lg:grid-cols-[minmax(0,1fr)_20rem] lg:gap-10">
        <div className="grid min-w-0 content-start gap-8">
          {leak ? (
            <Callout
              tone="danger"
              title={leak.state === "suspected" ? "A leak is suspected" : "A leak is confirmed"}
              action={
                <LinkButton href={`/cases/${reference}/incidents/${leak.id}`}>Open the incident</LinkButton>
              }
            >
              Recorded <When at={leak.recordedAt} now={of.now} short />.{" "}
              {told > 0 && leak.announcedAt === null ? "Nobody who was told knows of it yet." : null}
            </Callout>
          ) : null}
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
          {of.vulnerabilities.length === 0 ? <NoVulnerability of={of} /> : null}
          {of.vulnerabilities.map((v, i) => (
            <div key={v.rowId} className="grid gap-8">
              {scale ? (
                <Section
                  id={i === first ? "severity" : undefined}
                  title={many ? `Severity of ${nameOf(v)}` : "Severity"}
                >
                  <SeverityDecision of={of} v={v} />
                </Section>
              ) : null}
              {recordFirst ? <Record of={of} v={v} title={many ? v.summary : "Vulnerability"} /> : null}
            </div>
          ))}
          <Confirm of={of} />
          <Prenotify of={of} viewer={viewer} />
          <Release of={of} zone={zone} told={told} />
          {recordFirst || of.destroyed
            ? null
            : of.vulnerabilities.map((v) => <Record key={v.rowId} of={of} v={v} title="Vulnerability" />)}
          <Removed of={of} />
          <End of={of} />
        </div>
        <div className="grid min-w-0 content-start gap-8">
          <Governing of={of} />
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
