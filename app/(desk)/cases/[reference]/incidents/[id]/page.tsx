import { timelineOf } from "@/app/_lib/activity";
import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { incidentState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Timeline } from "@/components/ui/timeline";
import { caseActivity } from "@/data/activity/queries";
import { recusedBecause } from "@/domain/recusal";
import { Attribution } from "./_attribution";
import { Exposed } from "./_exposed";
import { Judgement } from "./_judgement";
import { type IncidentParams, loadIncident } from "./_load";
import { Now } from "./_now";
import { Report } from "./_report";

export const generateMetadata = ({ params }: IncidentParams) => caseTitle(params, "Incident");

export default async function IncidentPage({ params }: IncidentParams) {
  const viewer = await requireMember();
  const { reference, id } = await params;
  const of = await loadCase(reference);
  const incident = await loadIncident(reference, id);
  const [{ entries }, zone] = await Promise.all([orNotFound(caseActivity(viewer, reference)), readerZone()]);
  const organization = incident.exposed.find((o) => o.organizationId === incident.organizationId)?.name;
  const said = incidentState(incident.state);
  return (
    <CaseFrame viewer={viewer} of={of} tab="incidents">
      <div className="grid gap-4">
        <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <Badge tone={said.tone}>{said.word}</Badge>
          <p className="min-w-0 flex-1 basis-72 font-medium">{incident.report.where}</p>
          <TextLink href={`/cases/${reference}/incidents`}>All incidents of this case</TextLink>
        </div>
        {incident.recused ? (
          <Callout tone="attention" title="You take no part in deciding this">
            {recusedBecause(organization ?? "an organization that it is put down to", incident.deciders)} You
            can still stop what would leave, and tell those who were told.
          </Callout>
        ) : null}
      </div>
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] lg:gap-10">
        <Now of={incident} />
        <Exposed of={incident} />
      </div>
      <Report of={incident} zone={zone} />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-8 lg:grid-cols-2 lg:gap-10">
        <Judgement of={incident} />
        <Attribution of={incident} />
      </div>
      <Section title="What was done">
        <Timeline
          entries={timelineOf(
            entries.filter((e) => e.facts["incidentId"] === id),
            reference,
            zone,
          )}
        />
      </Section>
    </CaseFrame>
  );
}
