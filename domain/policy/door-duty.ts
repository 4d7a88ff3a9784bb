import { Temporal } from "temporal-polyfill";
import type { Duty } from "@/domain/duties";
import { expiresAt, exportable } from "@/domain/policy/doors";
import type { Policy } from "@/domain/policy/policy";
import { inUtc, isAfter, isAtOrBefore } from "@/domain/time";

/** Days before security.txt expires, from which on a member is asked. */
const AHEAD_DAYS = 30;

export type DoorFacts = {
  slug: string;
  name: string;
  policy: Policy;
  confirmedAt: Temporal.Instant | null;
  effectiveAt: Temporal.Instant;
};

/** What asks a member to look at the doors again; null while security.txt holds, or is not made. */
export function doorDuty(of: DoorFacts, now: Temporal.Instant): Duty | null {
  if (!exportable(of.policy).ok) return null;
  const expires = expiresAt(of.policy, of.confirmedAt, of.effectiveAt);
  if (isAfter(expires, now.add({ hours: 24 * AHEAD_DAYS }))) return null;
  const gone = isAtOrBefore(expires, now);
  const own = of.policy.reporting?.expires ?? null;
  const detail =
    own !== null && expires.equals(Temporal.Instant.from(own))
      ? "The policy itself names this date: a version with a later one is needed"
      : "Somebody of the team looks whether reports still arrive at each address";
  return {
    id: `doors:${of.slug}`,
    tone: gone ? "danger" : "attention",
    text: gone
      ? `security.txt of ${of.name} expired on ${inUtc(expires)}`
      : `security.txt of ${of.name} expires ${inDays(expires, now)}`,
    detail,
    due: expires,
    urgent: gone,
    action: { href: `/policy?project=${of.slug}`, label: "Confirm" },
  };
}

function inDays(at: Temporal.Instant, now: Temporal.Instant): string {
  const days = Math.floor((at.epochMilliseconds - now.epochMilliseconds) / 86_400_000);
  return days === 0 ? "within a day" : days === 1 ? "in 1 day" : `in ${days} days`;
}
