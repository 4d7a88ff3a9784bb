import type { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";
import type { Span } from "@/domain/policy/parts/time";
import { addSpan } from "@/domain/policy/spans";
import { isAfter, isAtOrBefore } from "@/domain/time";

/**
 * Organization × group (policies.md 3b). Only *active* receives anything embargoed. *Accepted* was decided and waits for the
 * organization to confirm a contact and the terms. Nothing is deleted: a membership ends.
 */
export const MEMBERSHIP_STATES = [
  "accepted",
  "active",
  "paused",
  "lapsed",
  "withdrawn",
  "left",
  "transferred",
] as const;
export type MembershipState = (typeof MEMBERSHIP_STATES)[number];

/** States that end a membership; whoever returns begins another one. */
export const ENDED = ["lapsed", "withdrawn", "left", "transferred"] as const satisfies MembershipState[];

export type Membership = {
  state: MembershipState;
  pausedUntil: Temporal.Instant | null;
  /** The end of the time for which it was reviewed (P31); null where the policy names none, and until it is active. */
  lapsesAt: Temporal.Instant | null;
};

/** What must be so before a membership takes effect; each is asked anew at every step that could bring it about. */
export type Ready = {
  /** A contact of a kind that the policy sends to was admitted, and its mailbox confirmed itself. */
  contact: boolean;
  /** Somebody of the organization accepted the terms in the version that is asked for. */
  terms: boolean;
};

export type MembershipCommand =
  | { type: "activate"; ready: Ready; every: Span | null }
  | { type: "pause" }
  | { type: "extend_pause"; until: Temporal.Instant; since: Temporal.Instant }
  | { type: "resume" }
  | { type: "review"; every: Span | null }
  | { type: "lapse" }
  | { type: "leave" }
  | { type: "transfer" }
  | { type: "withdraw" };

/** One member may pause, for 72 hours (product.md, Settled details). */
export const PAUSE_HOURS = 72;
/** Confirmed by a second member a pause lasts until a chosen date, at most this many days after it began. */
export const PAUSE_DAYS_AT_MOST = 30;
/** A review is due this long before the membership would lapse: our own, since no policy says. */
export const REVIEW_DAYS_BEFORE = 30;

/** What a command does to a membership. */
export function decideMembership(
  current: Membership,
  command: MembershipCommand,
  now: Temporal.Instant,
): Decision<Membership> {
  const state = membershipAt(current, now);
  const { lapsesAt } = current;
  switch (command.type) {
    case "activate":
      if (state !== "accepted") return refuse(`A membership that is ${state} was not just accepted.`);
      if (!command.ready.contact) return refuse("It has no confirmed contact that the policy sends to.");
      if (!command.ready.terms) return refuse("Nobody of the organization accepted the terms.");
      return become({ state: "active", pausedUntil: null, lapsesAt: reviewedUntil(command.every, now) });
    case "pause":
      if (state !== "active") return refuse(`A membership that is ${state} cannot be paused.`);
      return become({ state: "paused", pausedUntil: now.add({ hours: PAUSE_HOURS }), lapsesAt });
    case "extend_pause":
      if (state !== "paused") return refuse("The pause is over. Pause the organization again first.");
      if (!isAfter(command.until, now)) return refuse("This date lies in the past. Choose a later one.");
      if (isAfter(command.until, command.since.add({ hours: 24 * PAUSE_DAYS_AT_MOST })))
        return refuse(`A pause lasts ${PAUSE_DAYS_AT_MOST} days at most. Choose an earlier date.`);
      return become({ state: "paused", pausedUntil: command.until, lapsesAt });
    case "resume":
      if (current.state !== "paused" || state === "lapsed")
        return refuse(`A membership that is ${state} is not paused.`);
      return become({ state: "active", pausedUntil: null, lapsesAt });
    case "review":
      if (state !== "active" && state !== "paused")
        return refuse(`A membership that is ${state} has nothing to review.`);
      return become({ ...current, lapsesAt: reviewedUntil(command.every, now) });
    case "lapse":
      if (state !== "lapsed" || !isCurrent(current.state)) return refuse("Its review is not overdue.");
      return end("lapsed", lapsesAt);
    case "leave":
      if (!isCurrent(state)) return refuse(`A membership that is ${state} has already ended.`);
      return end("left", lapsesAt);
    case "transfer":
      if (!isCurrent(state)) return refuse(`A membership that is ${state} has already ended.`);
      return end("transferred", lapsesAt);
    case "withdraw":
      if (!isCurrent(state)) return refuse(`A membership that is ${state} has already ended.`);
      return end("withdrawn", lapsesAt);
  }
}

const end = (state: (typeof ENDED)[number], lapsesAt: Temporal.Instant | null): Decision<Membership> =>
  become({ state, pausedUntil: null, lapsesAt });

export const isCurrent = (state: MembershipState): boolean => !(ENDED as readonly string[]).includes(state);

const reviewedUntil = (every: Span | null, now: Temporal.Instant): Temporal.Instant | null =>
  every && addSpan(now, every);

/** The state that holds at an instant: a pause ends by itself, and so does a membership that nobody reviewed in time. */
export function membershipAt(current: Membership, now: Temporal.Instant): MembershipState {
  if (!isCurrent(current.state)) return current.state;
  if (current.lapsesAt && isAtOrBefore(current.lapsesAt, now)) return "lapsed";
  if (current.state === "paused" && current.pausedUntil && isAtOrBefore(current.pausedUntil, now))
    return "active";
  return current.state;
}

/** From when on somebody should look at a membership again; null where nothing asks for it. */
export const reviewDueAt = ({ lapsesAt }: Pick<Membership, "lapsesAt">): Temporal.Instant | null =>
  lapsesAt?.subtract({ hours: 24 * REVIEW_DAYS_BEFORE }) ?? null;

/** How the history of a membership tells a review, which changes no state, from what does. */
export const REVIEWED = "Reviewed: ";

export function isReviewDue(current: Membership, now: Temporal.Instant): boolean {
  const [state, due] = [membershipAt(current, now), reviewDueAt(current)];
  return (state === "active" || state === "paused") && due !== null && isAtOrBefore(due, now);
}
