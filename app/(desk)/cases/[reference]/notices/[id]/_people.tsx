import { BellOff } from "lucide-react";
import type { Temporal } from "temporal-polyfill";
import { When } from "@/app/_lib/when";
import { membershipWord, personWord } from "@/app/_lib/words";
import { Badge } from "@/components/ui/badge";
import type { Board } from "@/data/deliveries/board";
import { distance } from "@/domain/time";

type Row = Board["rows"][number];

/**
 * How far an organization's people are, with every time that is known; beside what the transport says, never mixed with
 * it. One that may receive nothing at this moment says so: nobody reminds it.
 */
export function People({ row, now }: { row: Row; now: Board["now"] }) {
  const { word, tone } = personWord(row.person);
  const steps: [string, Temporal.Instant | null][] = [
    ["Seen", row.seenAt],
    [row.consent?.state === "declined" ? "Declined the terms" : "Accepted the terms", answeredAt(row)],
    ["Acknowledged", row.acknowledgedAt],
    ["Stated", row.statedAt],
    ["Reminded", row.person === "silent" ? row.remindedAt : null],
  ];
  const done = steps.flatMap(([what, at]) => (at ? [{ what, at }] : []));
  return (
    <>
      <p className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
        <Badge tone={tone} icon={row.person === "silent" ? BellOff : undefined}>
          {word}
        </Badge>
        {row.membership && row.membership !== "active" ? (
          <Badge tone="attention">{membershipWord(row.membership)}</Badge>
        ) : null}
        {row.reachedAt && (row.person === "silent" || row.person === "waiting") ? (
          <span className="text-sm text-ink-2">reached {distance(row.reachedAt, now)}</span>
        ) : null}
      </p>
      {done.length > 0 ? (
        <ul className="text-sm text-ink-2">
          {done.map(({ what, at }) => (
            <li key={what}>
              {what} <When at={at} short />
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}

const answeredAt = ({ consent }: Row) =>
  consent?.state === "accepted" || consent?.state === "declined" ? consent.at : null;
