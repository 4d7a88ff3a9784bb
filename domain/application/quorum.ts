import type { Policy } from "@/domain/policy/policy";

/** Where a policy names no number two members decide: our own, and shown as ours. */
export const DEFAULT_QUORUM = 2;

/** How many members have to agree in each step of a decision (P10); one step where the policy names none. */
export const quorums = (policy: Pick<Policy, "application">): readonly number[] => {
  const steps = policy.application?.decision?.steps ?? [];
  return steps.length > 0 ? steps.map((s) => s.quorum ?? DEFAULT_QUORUM) : [DEFAULT_QUORUM];
};

/**
 * Whether as many members as have spoken may accept an organization without an application: a text that asks for more
 * people, or for several steps, wants an application.
 */
export const enoughFor = (policy: Pick<Policy, "application">, members: number): boolean => {
  const asked = quorums(policy);
  return asked.length === 1 && (asked[0] ?? DEFAULT_QUORUM) <= members;
};
