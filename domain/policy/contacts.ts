import type { ContactKind } from "@/domain/organization/contact";
import type { Policy } from "@/domain/policy/policy";

/** Whether a policy has mail of a case go to addresses of this kind (P12); where it says nothing, to all of them. */
export function takesMail(policy: Pick<Policy, "contactRules">, kind: ContactKind): boolean {
  const rule = policy.contactRules?.kind ?? "any";
  return rule === "any" || (rule === "roleAlias") === (kind === "role");
}

/** Why an organization with contacts has none that mail may go to. */
export const wantsOther = (policy: Pick<Policy, "contactRules">): string =>
  policy.contactRules?.kind === "roleAlias"
    ? "No role address: the policy sends to nothing else"
    : "No named person: the policy sends to nobody else";

/** How many contacts an organization may have; null where the policy names no limit. */
export const contactLimit = (policies: readonly Pick<Policy, "contactRules">[]): number | null => {
  const limits = policies.flatMap((p) => p.contactRules?.maxPerOrganization ?? []);
  return limits.length > 0 ? Math.min(...limits) : null;
};
