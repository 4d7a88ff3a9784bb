import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { idOf } from "@/app/_lib/params";
import { readerZone } from "@/app/_lib/request";
import { Desk } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { count, deliveryState } from "@/app/_lib/words";
import { drillSummary, drillWord, inDrillOrder } from "@/app/(desk)/groups/_drill";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { type Column, DataTable } from "@/components/ui/table";
import { type DrillRow, drillsOf } from "@/data/drills/queries";
import { DRILL_DAYS } from "@/domain/drill";
import { distance } from "@/domain/time";

export const metadata: Metadata = { title: "Drills" };

const COLUMNS: Column[] = [
  { key: "organization", header: "Organization" },
  { key: "result", header: "Result" },
  { key: "answers", header: "Answered by" },
  { key: "messages", header: "Messages", className: "break-words" },
];

export default async function Drills({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireMember();
  const { group, drills, now } = await orNotFound(drillsOf(viewer, await idOf(params)));
  const zone = await readerZone();
  return (
    <Desk viewer={viewer}>
      <Page
        title={`Drills: ${group.name}`}
        eyebrow={
          <>
            <TextLink href="/groups">Groups</TextLink> · {group.project} ·{" "}
            <TextLink href={`/groups/${group.id}/onboarding`}>Onboarding</TextLink>
          </>
        }
        lead={`Whether messages reach somebody who acts. Whoever did not answer within ${DRILL_DAYS} days is silent; the number is ours.`}
      >
        {drills.length === 0 ? (
          <EmptyState title="No drill was held yet">
            Start one on the onboarding page of the group.
          </EmptyState>
        ) : null}
        {drills.map((d) => (
          <Section
            key={d.noticeId}
            title={`Drill begun ${distance(d.at, now)}`}
            description={
              <>
                <When at={d.at} zone={zone} short />
                {d.by ? `, by ${d.by}` : ""}. {count(d.rows.length, "organization")}: {drillSummary(d.rows)}.
              </>
            }
          >
            <DataTable
              caption={`What the drill of ${d.at} showed`}
              columns={COLUMNS}
              empty="It reached out to nobody."
              rows={inDrillOrder(d.rows).map((r) => row(r, zone))}
            />
          </Section>
        ))}
      </Page>
    </Desk>
  );
}

function row(of: DrillRow, zone: string | undefined) {
  const { word, tone } = drillWord(of.result);
  return {
    id: of.organizationId,
    href: `/organizations/${of.organizationId}`,
    cells: {
      organization: of.organization,
      result: <Badge tone={tone}>{word}</Badge>,
      answers:
        of.answers.length > 0 ? (
          <ul>
            {of.answers.map((a) => (
              <li key={`${a.by}${a.at}`}>
                {a.by}, <When at={a.at} zone={zone} short />
              </li>
            ))}
          </ul>
        ) : null,
      messages:
        of.messages.length > 0 ? (
          <ul>
            {of.messages.map((m) => (
              <li key={m.address}>
                {m.address}{" "}
                <span className="text-ink-3">
                  {deliveryState(m.state, m.accepted).word.toLowerCase()}
                  {m.reason ? `: ${m.reason}` : ""}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          "No confirmed contact"
        ),
    },
  };
}
