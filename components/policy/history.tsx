import type { Temporal } from "temporal-polyfill";
import { TextLink } from "@/components/ui/link";
import type { Standing } from "@/domain/policy/versions";
import { inUtc } from "@/domain/time";

/** One adopted version, without the people who proposed and adopted it: they did not agree to be named. */
export type HistoryEntry = {
  number: number;
  version: string;
  state: Standing["state"];
  effectiveAt: Temporal.Instant;
  adoptedAt: Temporal.Instant;
  reason: string | null;
  vote: string | null;
};

const STATES: Record<Standing["state"], string> = {
  "in force": "In force",
  earlier: "Earlier",
  announced: "Announced, not in force yet",
  "passed over": "Never in force",
};

/** The versions that this portal knows, newest first. */
export function History({ entries, slug }: { entries: readonly HistoryEntry[]; slug: string }) {
  return (
    <ol className="border-t">
      {entries.map((e) => (
        <li key={e.number} className="grid gap-x-6 gap-y-1 border-b py-3 sm:grid-cols-[11rem_minmax(0,1fr)]">
          <p>
            <TextLink href={`/projects/${slug}?number=${e.number}`}>Version {e.version}</TextLink>
            <span className="block text-base text-ink-2">{STATES[e.state]}</span>
          </p>
          <div className="grid min-w-0 gap-1">
            <p>
              Holds from <Instant at={e.effectiveAt} />; adopted <Instant at={e.adoptedAt} />.
            </p>
            {e.reason ? <p className="break-words text-ink-2">{e.reason}</p> : null}
            {e.vote ? <p className="break-words text-ink-2">Vote: {e.vote}</p> : null}
          </div>
        </li>
      ))}
    </ol>
  );
}

function Instant({ at }: { at: Temporal.Instant }) {
  return (
    <time dateTime={at.toString()} className="tabular-nums">
      {inUtc(at)}
    </time>
  );
}
