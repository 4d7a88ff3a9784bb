import {
  WITHDRAWAL_REASONS,
  WITHDRAWAL_SCOPES,
  type WithdrawalReason,
  type WithdrawalScope,
} from "@/domain/organization/withdrawal";
import type { Policy } from "@/domain/policy/policy";
import type { REMOVALS } from "@/domain/policy/vocabulary";

export type Ground = {
  /** What a form sends: `ground:` and its code, or one of our own reasons. */
  value: string;
  label: string;
  reasonCode: WithdrawalReason;
  /** The words of the policy; null for a reason of the team's own. */
  ground: string | null;
  scope: WithdrawalScope | null;
};

const REMOVED: Partial<Record<keyof typeof REMOVALS, WithdrawalReason>> = {
  criterionLost: "criterion_lost",
  policyChange: "policy_refined",
  voluntary: "voluntary",
};
/** Whatever a policy says, somebody may ask to leave, and a team may have a reason that no text foresaw. */
const ALWAYS: readonly WithdrawalReason[] = ["voluntary", "other"];

/** What a withdrawal may be founded on: the policy's grounds first; all of our own where it names none (P29, P30). */
export function groundsOf(policy: Policy): Ground[] {
  const own = (reasonCode: WithdrawalReason): Ground => ({
    value: reasonCode,
    label: WITHDRAWAL_REASONS[reasonCode],
    reasonCode,
    ground: null,
    scope: null,
  });
  const w = policy.withdrawal;
  if (!w || w.grounds.length === 0) return (Object.keys(WITHDRAWAL_REASONS) as WithdrawalReason[]).map(own);
  const named = w.grounds.map((g) => CODES[g.code]);
  const further = w.otherRemoval.flatMap((r) => REMOVED[r] ?? []).filter((r) => !named.includes(r));
  return [
    ...w.grounds.map(
      (g): Ground => ({
        value: `ground:${g.code}`,
        label: g.text,
        reasonCode: CODES[g.code] ?? "other",
        ground: g.text,
        scope: g.scope,
      }),
    ),
    ...[...new Set([...further, ...ALWAYS])].map(own),
  ];
}

/** Grounds that have a reason code of their own. */
const CODES: Record<string, WithdrawalReason | undefined> = {
  "released-fix-early": "released_fix",
  "disclosed-early": "disclosed",
  "policy-refined": "policy_refined",
  "criterion-lost": "criterion_lost",
};

/** How it may return: a text that names withdrawals and none for good offers none for good. */
export function scopesOf(policy: Policy): WithdrawalScope[] {
  const w = policy.withdrawal;
  const forGood =
    !w ||
    w.grounds.some((g) => g.scope === "permanent") ||
    w.sanctions.some((s) => s.permanent) ||
    (w.grounds.length === 0 && w.sanctions.length === 0);
  return (Object.keys(WITHDRAWAL_SCOPES) as WithdrawalScope[]).filter((s) => s === "future" || forGood);
}
