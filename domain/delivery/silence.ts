import type { Temporal } from "temporal-polyfill";
import { DEFAULT_SILENT_HOURS } from "@/domain/consent/terms";
import type { MembershipState } from "@/domain/organization/membership";
import type { Policy } from "@/domain/policy/policy";
import { longestHours } from "@/domain/policy/spans";
import { isAtOrBefore } from "@/domain/time";

/**
 * Hours after which an organization that was reached and did nothing is silent: by the duty to acknowledge (P27);
 * `ours` where the policy names no time for it. Nobody is called silent early: business days count their weekends.
 */
export function silence(policy: Pick<Policy, "duties">): { hours: number; ours: boolean } {
  const within = policy.duties.find((d) => d.type === "acknowledge" && d.within !== null)?.within;
  return within ? { hours: longestHours(within), ours: false } : { hours: DEFAULT_SILENT_HOURS, ours: true };
}

/**
 * Whether a silent organization may be reminded: only while it is *active* (rule 2), and not again within the time that
 * it has to answer.
 */
export const mayRemind = (
  person: PersonState,
  membership: MembershipState | null,
  remindedAt: Temporal.Instant | null,
  hours: number,
  now: Temporal.Instant,
): boolean =>
  person === "silent" &&
  membership === "active" &&
  (remindedAt === null || isAtOrBefore(remindedAt.add({ hours }), now));

/** What people of an organization did with what they were told, as far as it did anything. */
export type Response = {
  seen: boolean;
  consent: "accepted" | "declined" | null;
  acknowledged: boolean;
  stated: boolean;
};

/** Person states of an organization, beside what the transport says: two columns, never one status. */
export const PERSON_STATES = [
  "stated",
  "acknowledged",
  "declined",
  "seen",
  "consented",
  "silent",
  "waiting",
  "none",
] as const;
export type PersonState = (typeof PERSON_STATES)[number];

/**
 * How far the people of an organization are. *Silent* is a state of its own and never read as "not affected": reached,
 * and nobody did anything for the policy's time. One that was never reached is a gap and not silent: *none*.
 * @param reachedAt when the first of its contacts accepted delivery, null when none did
 */
export function personState(
  response: Response,
  reachedAt: Temporal.Instant | null,
  hours: number,
  now: Temporal.Instant,
): PersonState {
  if (response.consent === "declined") return "declined";
  if (response.stated) return "stated";
  if (response.acknowledged) return "acknowledged";
  if (response.seen) return "seen";
  if (response.consent === "accepted") return "consented";
  if (reachedAt === null) return "none";
  return isAtOrBefore(reachedAt.add({ hours }), now) ? "silent" : "waiting";
}
