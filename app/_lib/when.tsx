import type { Temporal } from "temporal-polyfill";
import { distance, inUtc, wallTime } from "@/domain/time";

/** An instant for people: UTC first, then the reader's own zone, and how far away it is. */
export function When({
  at,
  now,
  zone,
  short,
}: {
  at: Temporal.Instant;
  now?: Temporal.Instant | undefined;
  zone?: string | undefined;
  short?: boolean | undefined;
}) {
  const local = zone && zone !== "UTC" ? `${wallTime(at, zone)} ${zone}` : null;
  return (
    <time dateTime={at.toString()} title={local ?? undefined} className="tabular-nums">
      {inUtc(at)}
      {now ? <span className="text-ink-3"> ({distance(at, now)})</span> : null}
      {local && !short ? <span className="block text-sm text-ink-3">{local}</span> : null}
    </time>
  );
}
