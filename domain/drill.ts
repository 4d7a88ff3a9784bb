import type { Temporal } from "temporal-polyfill";
import { type DeliveryFacts, isGap, isReached } from "@/domain/delivery/state";
import { isAfter } from "@/domain/time";

/** An answer counts for so long; whoever did not answer by then is silent. Our own, since no policy says. */
export const DRILL_DAYS = 7;
/** No drill of a project begins this close to a notice that is due: it would be taken for it, or it for the drill. */
export const QUIET_HOURS = 1;
/** A group has one drill in so many hours at most. */
export const DRILL_EVERY_HOURS = 24;

export const isOpenDrill = (startedAt: Temporal.Instant, now: Temporal.Instant): boolean =>
  isAfter(startedAt.add({ hours: 24 * DRILL_DAYS }), now);

export type DrillResult = "answered" | "waiting" | "silent" | "on its way" | "not reached";

/** What a drill showed of an organization: an answer counts whatever became of the messages. */
export function drillResult(
  of: { deliveries: readonly DeliveryFacts[]; answered: boolean; startedAt: Temporal.Instant },
  now: Temporal.Instant,
): DrillResult {
  if (of.answered) return "answered";
  if (isReached(of.deliveries)) return isOpenDrill(of.startedAt, now) ? "waiting" : "silent";
  const open = of.deliveries.some((d) => !d.accepted && (d.state === "queued" || d.state === "deferred"));
  return open && !of.deliveries.every((d) => isGap(d.state)) ? "on its way" : "not reached";
}
