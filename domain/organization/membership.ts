import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import { isAfter } from "@/domain/time";

/** Organization × group. Only *active* receives anything embargoed. Nothing is deleted: a membership ends. */
export const MEMBERSHIP_STATES = ["active", "paused", "withdrawn", "left"] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

export type Membership = { state: MembershipState; pausedUntil: Temporal.Instant | null };

export type MembershipCommand =
  | { type: "pause" }
  | { type: "extend_pause"; until: Temporal.Instant; since: Temporal.Instant }
  | { type: "resume" }
  | { type: "leave" }
  | { type: "withdraw" };

/** One member may pause, for 72 hours (product.md, Settled details). */
export const PAUSE_HOURS = 72;
/** Confirmed by a second member a pause lasts until a chosen date, at most this many days after it began. */
export const PAUSE_DAYS_AT_MOST = 30;

/** What a command does to a membership. */
export function decideMembership(
  current: Membership,
  command: MembershipCommand,
  now: Temporal.Instant,
): Decision<Membership> {
  const state = membershipAt(current, now);
  switch (command.type) {
    case "pause":
      if (state !== "active") return refuse(`A membership that is ${state} cannot be paused.`);
      return become({ state: "paused", pausedUntil: now.add({ hours: PAUSE_HOURS }) });
    case "extend_pause":
      if (state !== "paused") return refuse("The pause is over. Pause the organization again first.");
      if (!isAfter(command.until, now)) return refuse("This date lies in the past. Choose a later one.");
      if (isAfter(command.until, command.since.add({ hours: 24 * PAUSE_DAYS_AT_MOST })))
        return refuse(`A pause lasts ${PAUSE_DAYS_AT_MOST} days at most. Choose an earlier date.`);
      return become({ state: "paused", pausedUntil: command.until });
    case "resume":
      if (current.state !== "paused") return refuse(`A membership that is ${state} is not paused.`);
      return become({ state: "active", pausedUntil: null });
    case "leave":
      if (!isCurrent(state)) return refuse(`A membership that is ${state} has already ended.`);
      return become({ state: "left", pausedUntil: null });
    case "withdraw":
      if (!isCurrent(state)) return refuse(`A membership that is ${state} has already ended.`);
      return become({ state: "withdrawn", pausedUntil: null });
  }
}

const isCurrent = (state: MembershipState): boolean => state === "active" || state === "paused";

/** The state that holds at an instant: a pause ends by itself when its time is over. */
export function membershipAt(current: Membership, now: Temporal.Instant): MembershipState {
  if (current.state === "paused" && current.pausedUntil && !isAfter(current.pausedUntil, now))
    return "active";
  return current.state;
}
