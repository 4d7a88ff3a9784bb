import { become, type Decision, refuse } from "@/domain/decision";
import type { Standing } from "@/domain/policy/eligibility";

/** Why a membership ends (product.md; vLLM's policy names the first three). */
export const WITHDRAWAL_REASONS = {
  released_fix: "Released a fix before the vulnerability was public",
  disclosed: "Released other information before the vulnerability was public",
  policy_refined: "The policy was refined",
  criterion_lost: "No longer meets a criterion",
  voluntary: "Asked to leave",
  other: "Another reason",
} as const;

export type WithdrawalReason = keyof typeof WITHDRAWAL_REASONS;

/** How it may return: *future* may apply again, *permanent* may not. */
export const WITHDRAWAL_SCOPES = {
  future: "From future notices: it may apply again",
  permanent: "For good: it may not apply again",
} as const;
export type WithdrawalScope = keyof typeof WITHDRAWAL_SCOPES;

export type Proposal = {
  proposedBy: string;
  state: "proposed" | "confirmed" | "taken_back";
};

/** A second member confirms what a first one proposed; neither is its only decider (policies.md 3e, 9). */
export function confirmProposal(current: Proposal, userId: string): Decision<Proposal> {
  if (current.state !== "proposed")
    return refuse(current.state === "confirmed" ? "This was confirmed already." : "This was taken back.");
  if (current.proposedBy === userId) return refuse("You proposed this. Another member confirms it.");
  return become({ ...current, state: "confirmed" });
}

/** Taking a proposal back needs only one. */
export function takeBackProposal(current: Proposal): Decision<Proposal> {
  if (current.state !== "proposed")
    return refuse(
      current.state === "confirmed" ? "This was confirmed already." : "This was taken back already.",
    );
  return become({ ...current, state: "taken_back" });
}

export const proposalState = (row: { confirmedAt: unknown; takenBackAt: unknown }): Proposal["state"] =>
  row.confirmedAt ? "confirmed" : row.takenBackAt ? "taken_back" : "proposed";

/**
 * Whether one member may begin a membership: its criteria are met, and no two members had ended one before. What two
 * decided, one does not undo.
 */
export const beginsAtOnce = (standing: Standing, withdrawnBefore: boolean): boolean =>
  standing === "met" && !withdrawnBefore;
