import type { Temporal } from "temporal-polyfill";
import type { ContactKind, ContactState } from "@/domain/organization/contact";
import type { MembershipState } from "@/domain/organization/membership";
import {
  type Evaluated,
  eligibilityOf,
  evaluateAll,
  type OnRecord,
  type Standing,
} from "@/domain/policy/eligibility";
import type { Policy } from "@/domain/policy/policy";

/** An organization as a policy is tried on it. */
export type Entry = {
  organizationId: string;
  name: string;
  /** Those that did not end. */
  memberships: readonly { group: string; state: MembershipState }[];
  contacts: readonly { kind: ContactKind; state: ContactState; confirmed: boolean }[];
  proofs: OnRecord["proofs"];
};
export type Directory = readonly Entry[];

/** How many of a directory hold a place, by group. */
export function placesIn(directory: Directory): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const e of directory)
    for (const { group } of e.memberships) taken.set(group, (taken.get(group) ?? 0) + 1);
  return taken;
}

/** What a policy's criteria say of an organization in one of its groups. Its own place is not counted against it. */
export function standingUnder(
  policy: Policy,
  entry: Entry,
  group: string,
  taken: ReadonlyMap<string, number>,
  now: Temporal.Instant,
): Evaluated {
  const own = new Map([
    // A group of the policy that nobody is in has all of its places left.
    ...policy.groups.map((g) => [g.name, 0] as const),
    ...[...taken].map(([g, n]) => [g, entry.memberships.some((m) => m.group === g) ? n - 1 : n] as const),
  ]);
  const eligibility = eligibilityOf(
    policy,
    policy.groups.find((g) => g.name === group),
  );
  return evaluateAll(eligibility, { proofs: entry.proofs, taken: own, now });
}

export const RANK: Record<Standing, number> = { not_met: 0, needs_person: 1, met: 2 };

export type Loss = {
  organizationId: string;
  name: string;
  group: string;
  before: Evaluated;
  after: Evaluated;
};

/** The members whom a new version would not let in as surely as the one in force does. */
export function losses(present: Policy, next: Policy, directory: Directory, now: Temporal.Instant): Loss[] {
  const taken = placesIn(directory);
  return directory.flatMap((entry) =>
    entry.memberships.flatMap(({ group }): Loss[] => {
      const before = standingUnder(present, entry, group, taken, now);
      const after = standingUnder(next, entry, group, taken, now);
      const { organizationId, name } = entry;
      return RANK[after.standing] < RANK[before.standing]
        ? [{ organizationId, name, group, before, after }]
        : [];
    }),
  );
}
