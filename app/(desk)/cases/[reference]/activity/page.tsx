import { timelineOf } from "@/app/_lib/activity";
import { caseTitle, loadCase } from "@/app/_lib/case";
import { CaseFrame } from "@/app/_lib/case-frame";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { count } from "@/app/_lib/words";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { Timeline } from "@/components/ui/timeline";
import { caseActivity } from "@/data/activity/queries";

type Props = {
  params: Promise<{ reference: string }>;
  searchParams: Promise<{ who?: string | string[] }>;
};

export const generateMetadata = ({ params }: Props) => caseTitle(params, "Activity");

export default async function ActivityPage({ params, searchParams }: Props) {
  const viewer = await requireMember();
  const { reference } = await params;
  const of = await loadCase(reference);
  const { entries } = await orNotFound(caseActivity(viewer, reference));
  const onlyPeople = (await searchParams).who === "people";
  const people = entries.filter((e) => e.actorKind !== "system");
  const shown = onlyPeople ? people : entries;
  const machine = entries.length - people.length;
  return (
    <CaseFrame viewer={viewer} of={of} tab="activity">
      <Section
        title="Activity"
        description={`${count(entries.length, "entry", "entries")}, newest first, times in UTC. Nothing here can be changed or taken out.`}
        actions={
          <span className="flex flex-wrap gap-x-4">
            {machine === 0 ? null : onlyPeople ? (
              <TextLink href={`/cases/${reference}/activity`}>Show {machine} by Curfew too</TextLink>
            ) : (
              <TextLink href={`/cases/${reference}/activity?who=people`}>Only what people did</TextLink>
            )}
            <TextLink href={`/audit?kind=case&reference=${reference}`}>Who read it, too</TextLink>
          </span>
        }
      >
        <Timeline entries={timelineOf(shown, reference, await readerZone())} />
      </Section>
    </CaseFrame>
  );
}
