import type { Temporal } from "temporal-polyfill";
import { isAfter, isAtOrBefore } from "@/domain/time";

// When a version of a policy binds: the newest whose instant has come (P1). The first holds from the beginning.

export type Dated = { number: number; effectiveAt: Temporal.Instant };

/** `passed over`: a newer one was in force before its own day came. */
export type Standing =
  | { state: "in force"; since: Temporal.Instant }
  | { state: "earlier"; since: Temporal.Instant; until: Temporal.Instant }
  | { state: "announced"; from: Temporal.Instant }
  | { state: "passed over" };

/** The number of the version in force. @throws Error without a version */
export function numberInForce(versions: readonly Dated[], now: Temporal.Instant): number {
  const held = versions.filter((v) => v.number === 1 || isAtOrBefore(v.effectiveAt, now));
  if (held.length === 0) throw new Error("a project without a policy in force");
  return Math.max(...held.map((v) => v.number));
}

/** How one version stands among all of a project. */
export function standingOf(version: Dated, versions: readonly Dated[], now: Temporal.Instant): Standing {
  const inForce = numberInForce(versions, now);
  if (version.number === inForce) return { state: "in force", since: version.effectiveAt };
  if (version.number > inForce) return { state: "announced", from: version.effectiveAt };
  const next = versions
    .filter((v) => v.number > version.number && isAtOrBefore(v.effectiveAt, now))
    .map((v) => v.effectiveAt)
    .reduce((a, b) => (isAfter(a, b) ? b : a));
  return isAfter(next, version.effectiveAt)
    ? { state: "earlier", since: version.effectiveAt, until: next }
    : { state: "passed over" };
}
