import type { Policy } from "@/domain/policy/policy";

/** Whether anybody can apply to a group: the policy has groups at all, and does not bring this one together for one case. */
export const takesApplications = (policy: Pick<Policy, "groups">, group: string): boolean =>
  policy.groups.length > 0 && policy.groups.find((g) => g.name === group)?.perCase !== true;
