import { Temporal } from "temporal-polyfill";
import type { Policy } from "@/domain/policy/policy";

/** Where a policy says nothing of it, new members are told of nothing that runs already (P43, scenario S11). */
export const mayDecideInFlight = (policy: Pick<Policy, "prenotification">): boolean =>
  policy.prenotification?.newMembersInFlight === "byDecision";

type Joining = {
  /** When the case was opened. */
  openedAt: Temporal.Instant;
  /** When each of its memberships in the addressed groups took effect. */
  startedAt: readonly Temporal.Instant[];
  /** A member decided that it is told of this case. */
  decided: boolean;
};

/** Why an organization that joined while a case ran is not told of it; null when it may be. */
export function joinedTooLate(
  policy: Pick<Policy, "prenotification">,
  { openedAt, startedAt, decided }: Joining,
): string | null {
  if (startedAt.some((at) => Temporal.Instant.compare(at, openedAt) <= 0)) return null;
  if (!mayDecideInFlight(policy))
    return "Joined after this case was opened: new members are told of nothing that runs";
  return decided ? null : "Joined after this case was opened: told only if a member decides so";
}
