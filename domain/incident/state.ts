import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import { isAtOrBefore } from "@/domain/time";

/** A suspected leak. Nothing about it is automatic: a match is a probability, never an accusation (rule 13). */
export const INCIDENT_STATES = ["suspected", "confirmed", "unfounded", "closed"] as const;
export type IncidentState = (typeof INCIDENT_STATES)[number];

/** Who it is put down to, once a member says so. */
export const ATTRIBUTIONS = {
  unknown: "Not known",
  organization: "An organization that was told",
  several: "Several organizations",
  outside: "Somebody who was not told",
} as const;

export type IncidentCommand =
  | { type: "confirm" }
  | { type: "dismiss" }
  | { type: "close" }
  | { type: "reopen" };

/** Which step may follow which. */
export function decideIncident(state: IncidentState, command: IncidentCommand): Decision<IncidentState> {
  switch (command.type) {
    case "confirm":
      return state === "suspected" ? become("confirmed") : refuse(`This incident is ${state} already.`);
    case "dismiss":
      return state === "suspected" || state === "confirmed"
        ? become("unfounded")
        : refuse(`This incident is ${state} already.`);
    case "close":
      return state === "confirmed" || state === "unfounded"
        ? become("closed")
        : refuse(
            state === "closed" ? "This incident is closed already." : "Say first whether it was a leak.",
          );
    case "reopen":
      return state === "closed" || state === "unfounded"
        ? become("suspected")
        : refuse(`This incident is ${state}: it is open.`);
  }
}

/** What waits for a decision of a member. */
export const isOpenIncident = (state: IncidentState): boolean =>
  state === "suspected" || state === "confirmed";

/**
 * Whether what was seen can be a leak. What was public before, by us or from elsewhere, is none; a release instant that
 * merely passed publishes nothing, so talking after a missed date still is one.
 * @param publicElsewhereAt since when it was public from elsewhere, null when it was not
 */
export function canBeLeak(
  seenAt: Temporal.Instant,
  publishedAt: Temporal.Instant | null,
  publicElsewhereAt: Temporal.Instant | null,
): boolean {
  const before = (at: Temporal.Instant | null) => at !== null && isAtOrBefore(at, seenAt);
  return !before(publishedAt) && !before(publicElsewhereAt);
}
