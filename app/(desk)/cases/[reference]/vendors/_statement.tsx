import { BellOff, CircleSlash2 } from "lucide-react";
import { When } from "@/app/_lib/when";
import { statementState } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import { Ref } from "@/components/ui/ref";
import type { Readiness } from "@/data/statements/readiness";
import { JUSTIFICATIONS } from "@/domain/statement/state";
import { distance, inUtc } from "@/domain/time";

type Row = Readiness["rows"][number];
type Said = Row["statements"][number];

/** What an organization said of one vulnerability; where it said nothing, why nothing can be read from that. */
export function Statement({ row, said, now }: { row: Row; said: Said | undefined; now: Readiness["now"] }) {
  if (!said) return <Nothing row={row} now={now} />;
  const { word, tone } = statementState(said.state);
  return (
    <div className="grid justify-items-start gap-0.5">
      <Badge tone={tone} icon={said.state === "not_affected" ? CircleSlash2 : undefined}>
        {word}
      </Badge>
      {said.fixAt ? <p className="text-sm">Fix {dayOf(said.fixAt)}</p> : null}
      {said.trackingId ? (
        <p className="text-sm">
          Theirs: <Ref>{said.trackingId}</Ref>
        </p>
      ) : null}
      <p className="text-sm text-ink-3">
        {said.by}, <When at={said.at} short />
        {said.number > 1 ? `, statement ${said.number}` : ""}
      </p>
      {said.justification || said.note ? (
        <details>
          <summary className="inline-flex min-h-6 items-center rounded text-sm text-accent underline decoration-accent-line underline-offset-3 hover:decoration-current">
            {said.justification ? "Why" : "Note"}
            <span className="sr-only">
              {" "}
              of {row.name}: {word}
            </span>
          </summary>
          {said.justification ? <p className="text-sm">{JUSTIFICATIONS[said.justification]}</p> : null}
          {said.note ? <p className="text-sm whitespace-pre-line text-ink-2">{said.note}</p> : null}
        </details>
      ) : null}
    </div>
  );
}

/** Silence has a word, an icon and a time of its own, so that nobody reads it as "not affected". */
function Nothing({ row, now }: { row: Row; now: Readiness["now"] }) {
  if (row.person === "silent" && row.reachedAt)
    return (
      <div className="grid justify-items-start gap-0.5">
        <Badge tone="attention" icon={BellOff}>
          Silent
        </Badge>
        <p className="text-sm text-ink-3">Reached {distance(row.reachedAt, now)}, no sign since</p>
      </div>
    );
  if (row.person === "declined") return <span className="text-attention">Declined the terms</span>;
  return row.reached ? <span className="text-ink-3">No statement yet</span> : null;
}

/** A date without an hour, by UTC, in which it was kept. */
const dayOf = (at: NonNullable<Said["fixAt"]>) => inUtc(at).split(",")[0];
