import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { incidentState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { Ref } from "@/components/ui/ref";
import { type Column, DataTable, type DataTableProps } from "@/components/ui/table";
import type { listIncidents } from "@/data/incidents/queries";
import { ATTRIBUTIONS, isOpenIncident } from "@/domain/incident/state";

type Listed = Awaited<ReturnType<typeof listIncidents>>["incidents"];
type Props = { incidents: Listed; now: Temporal.Instant; empty: DataTableProps["empty"]; ofCase?: boolean };

/** What waits for a decision first, the newest of them at the top. */
export function IncidentTable({ incidents, now, empty, ofCase = false }: Props) {
  const rest: Column[] = [
    { key: "state", header: "State" },
    { key: "recorded", header: "Recorded" },
    { key: "told", header: "Everybody told" },
    { key: "attribution", header: "Put down to" },
  ];
  const sorted = [...incidents].sort(
    (a, b) => Number(isOpenIncident(b.state)) - Number(isOpenIncident(a.state)),
  );
  return (
    <DataTable
      caption={ofCase ? "Incidents of this case" : "Incidents"}
      columns={[
        ...(ofCase ? [] : [{ key: "case", header: "Case", className: "sm:whitespace-nowrap" }]),
        { key: "seen", header: "Seen" },
        ...rest,
      ]}
      rows={sorted.map((i) => {
        const said = incidentState(i.state);
        return {
          id: i.id,
          href: `/cases/${i.reference}/incidents/${i.id}`,
          tone: isOpenIncident(i.state) ? said.tone : undefined,
          cells: {
            case: (
              <>
                <Ref>{i.reference}</Ref> <span className="block font-normal text-ink-2">{i.codeName}</span>
              </>
            ),
            seen: <When at={i.seenAt} short />,
            state: <Badge tone={said.tone}>{said.word}</Badge>,
            recorded: <When at={i.recordedAt} now={now} short />,
            told: i.announcedAt ? <When at={i.announcedAt} short /> : null,
            attribution: i.attribution === "unknown" ? null : (i.organization ?? ATTRIBUTIONS[i.attribution]),
          },
        };
      })}
      empty={empty}
    />
  );
}
