import { When } from "@/app/_lib/when";
import { caseState } from "@/app/_lib/words";
import type { InProject } from "@/app/(desk)/organizations/[id]/load";
import { TextLink } from "@/components/ui/link";
import { Ref } from "@/components/ui/ref";
import { type Column, DataTable } from "@/components/ui/table";
import { STATEMENT_STATES } from "@/domain/statement/state";

type ToldProps = { project: InProject; zone: string | undefined };

const COLUMNS: Column[] = [
  { key: "case", header: "Case" },
  { key: "told", header: "Told" },
  { key: "consent", header: "Terms" },
  { key: "acknowledged", header: "Acknowledged" },
  { key: "statements", header: "Its status" },
];

const CONSENT = {
  invited: "not answered",
  accepted: "accepted",
  declined: "declined",
  lapsed: "lapsed: asked again",
};

/** What it had, since when, and what it said to it. An empty cell is the information. */
export function Told({ project, zone }: ToldProps) {
  return (
    <DataTable
      caption={`What it was told of ${project.name}`}
      columns={COLUMNS}
      empty={<p className="text-ink-2">It was told of no case of {project.name}.</p>}
      rows={[...project.told].reverse().map((c) => ({
        id: c.id,
        href: `/cases/${c.reference}/vendors`,
        cells: {
          case: (
            <>
              <Ref>{c.reference}</Ref> <span className="font-normal text-ink-2">{c.codeName}</span>
              <span className="block text-sm font-normal text-ink-3">{caseState(c.state).word}</span>
            </>
          ),
          told: (
            <>
              {c.toldAt ? <When at={c.toldAt} zone={zone} short /> : null}
              <span className="block text-sm text-ink-3">{c.versions.map((n) => `v${n}`).join(", ")}</span>
            </>
          ),
          consent: c.consent ? (
            <Answered words={CONSENT[c.consent.state]} by={c.consent.by} at={c.consent.at} zone={zone} />
          ) : null,
          acknowledged: c.acknowledged ? (
            <Answered
              words={`v${c.acknowledged.number}`}
              by={c.acknowledged.by}
              at={c.acknowledged.at}
              zone={zone}
            />
          ) : null,
          statements:
            c.statements.length === 0 ? null : (
              <ul>
                {c.statements.map((s) => (
                  <li key={s.position}>
                    {STATEMENT_STATES[s.state]}
                    {c.statements.length > 1 ? <span className="text-ink-3"> ({s.position + 1})</span> : null}
                  </li>
                ))}
              </ul>
            ),
        },
      }))}
    />
  );
}

type AnsweredProps = {
  words: string;
  by: string;
  at: Parameters<typeof When>[0]["at"];
  zone: string | undefined;
};

function Answered({ words, by, at, zone }: AnsweredProps) {
  return (
    <>
      {words}
      <span className="block text-sm text-ink-3">
        {by}, <When at={at} zone={zone} short />
      </span>
    </>
  );
}

/** Suspected leaks that are put down to it, or were looked into. */
export function Incidents({ project, zone }: ToldProps) {
  return (
    <ul className="grid gap-1">
      {project.incidents.map((i) => (
        <li key={i.id} className="flex flex-wrap items-baseline gap-x-2">
          <TextLink href={`/cases/${i.reference}/incidents/${i.id}`}>
            Incident of <Ref>{i.reference}</Ref> {i.codeName}
          </TextLink>
          <span className="text-ink-2">
            {i.state}, recorded <When at={i.recordedAt} zone={zone} short />
          </span>
        </li>
      ))}
    </ul>
  );
}
