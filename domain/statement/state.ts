import { become, type Decision, refuse } from "@/domain/decision";

/** An organization's status on a vulnerability. That it said nothing is no status: *silent* is kept apart. */
export const STATEMENT_STATES = {
  not_looked: "Not looked yet",
  investigating: "Investigating",
  not_affected: "Not affected",
  affected: "Affected",
  fix_in_progress: "Fix in progress",
  fix_ready: "Fix ready",
  deployed: "Fix deployed",
  will_not_fix: "Will not fix",
} as const;
export type StatementState = keyof typeof STATEMENT_STATES;

/** Why a product is not affected: the status justifications of VEX (CISA, June 2022). */
export const JUSTIFICATIONS = {
  component_not_present: "We do not ship the component",
  vulnerable_code_not_present: "Our version does not hold the vulnerable code",
  vulnerable_code_not_in_execute_path: "The vulnerable code is never run",
  vulnerable_code_cannot_be_controlled_by_adversary: "An attacker cannot control the vulnerable code",
  inline_mitigations_already_exist: "Built-in protection prevents it",
} as const;
export type Justification = keyof typeof JUSTIFICATIONS;

export type Statement = { state: StatementState; justification: Justification | null; note: string };

/** *Not affected* says why, and *will not fix* says so in words: the team has to rely on both. */
export function checkStatement(s: Statement): Decision<Statement> {
  if (s.state === "not_affected" && s.justification === null)
    return refuse("Say why you are not affected: choose one of the reasons.");
  if (s.state === "will_not_fix" && s.note.trim().length < 3)
    return refuse("Say in a few words why you will not fix it.");
  return become(s.state === "not_affected" ? s : { ...s, justification: null });
}
