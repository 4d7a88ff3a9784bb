import type { Temporal } from "temporal-polyfill";
import type { PersonState } from "@/domain/delivery/silence";
import { type DeliveryFacts, type DeliveryState, isGap, isReached } from "@/domain/delivery/state";
import { weekday } from "@/domain/time";

/** One organization on a delivery board: what the transport said of each of its contacts, and what its people did. */
export type BoardRow = {
  deliveries: readonly (DeliveryFacts & { held: boolean })[];
  person: PersonState;
  reachedAt: Temporal.Instant | null;
};

/** What stands first: a gap, then what waits for an agreement, what is on its way, who is silent, and the rest. */
export function urgency(row: BoardRow): number {
  const reached = isReached(row.deliveries);
  if (!reached && row.deliveries.some((d) => isGap(d.state))) return 0;
  if (row.deliveries.some((d) => isGap(d.state))) return 1;
  if (row.deliveries.some((d) => d.held && d.state === "planned")) return 2;
  if (!reached) return 3;
  return row.person === "silent" ? 4 : 5;
}

const WORDS: Partial<Record<DeliveryState, string>> = {
  bounced: "bounced",
  suppressed: "suppressed",
  failed: "failed",
  unknown: "unknown",
  deferred: "deferred",
  stopped: "stopped",
  queued: "on its way",
};

/** "9 of 11 organizations reached; 1 bounced; 1 silent since Tuesday": one line that can be read aloud. */
export function boardLine(rows: readonly BoardRow[]): string {
  const reached = rows.filter((r) => isReached(r.deliveries));
  const parts = [
    `${reached.length} of ${rows.length} ${rows.length === 1 ? "organization" : "organizations"} reached`,
  ];
  for (const [state, word] of Object.entries(WORDS)) {
    const count = rows.filter(
      (r) => !isReached(r.deliveries) && r.deliveries.some((d) => d.state === state),
    ).length;
    if (count > 0) parts.push(`${count} ${word}`);
  }
  const held = rows.filter((r) => r.deliveries.some((d) => d.held && d.state === "planned")).length;
  if (held > 0) parts.push(`${held} with a contact that waits for an agreement`);
  const silent = reached.filter((r) => r.person === "silent");
  const first = silent
    .flatMap((r) => (r.reachedAt ? [r.reachedAt] : []))
    .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0];
  if (silent.length > 0 && first) parts.push(`${silent.length} silent since ${weekday(first)}`);
  return parts.join("; ");
}
