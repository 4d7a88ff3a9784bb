import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import { isAfter } from "@/domain/time";

/** Organization × group. Only *active* receives anything embargoed. Nothing is deleted: a membership ends. */
export const MEMBERSHIP_STATES = ["active", "paused", "withdrawn", "left"] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

export type Membership = { state: MembershipState; pausedUntil: Temporal.Instant | null };

export type MembershipCommand = { type: "pause" } | { type: "resume" } | { type: "leave" };

/** One member may pause, for 72 hours (product.md, Settled details); longer needs a second. */
export const PAUSE_HOURS = 72;

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
    case "resume":
      if (current.state !== "paused") return refuse(`A membership that is ${state} is not paused.`);
      return become({ state: "active", pausedUntil: null });
    case "leave":
      if (state !== "active" && state !== "paused")
        return refuse(`A membership that is ${state} has already ended.`);
      return become({ state: "left", pausedUntil: null });
  }
}

/** The state that holds at an instant: a pause by one member ends by itself when its time is over. */
export function membershipAt(current: Membership, now: Temporal.Instant): MembershipState {
  if (current.state === "paused" && current.pausedUntil && !isAfter(current.pausedUntil, now))
    return "active";
  return current.state;
}
