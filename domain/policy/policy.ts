import type { Retention } from "@/domain/retention";

/** A project's prenotification policy as data. What the text does not promise is absent, and shown as none. */
export type Policy = {
  version: string;
  title: string;
  source: string;
  severities: readonly Severity[];
  leadTime: string | null;
  channel: string | null;
  groups: readonly { name: string; description: string }[];
  eligibility: Criterion | null;
  withdrawal: readonly { code: string; text: string; scope: "future" | "permanent" }[];
  terms: { version: string; text: string } | null;
  /** May plain mail name the release instant? (product.md, rule 7) */
  mailSaysDate: boolean;
  /** Hours after which a vendor that did not answer counts as silent; ours, 24, where the text gives none. */
  silentAfterHours: number | null;
  /** How long what is kept; null for each kind where the text gives no end. */
  retention: Retention;
  /** What a reporter may expect, with its time in the words of the text; null where it names none. */
  promises: readonly { what: string; within: string | null }[];
  /** What else the text says and nothing here acts on, in Markdown. */
  reading: readonly { heading: string; text: string }[];
};

export type Severity = {
  label: string;
  definition: string;
  examples: string | null;
  /** The score range that usually goes with it; it proposes, and decides nothing (rule 13). */
  usualScore: { min: number; max: number };
  prenotify: "may" | "not-listed";
};

/** A criterion of eligibility: a tree of any and all over statements that a person judges. */
export type Criterion =
  | { all: readonly Criterion[] }
  | { any: readonly Criterion[] }
  | { id: string; text: string };

/** Whether the policy knows severities at all. Without a scale there is none to decide, and none is ever asked for. */
export const hasScale = (policy: Policy): boolean => policy.severities.length > 0;

/** Whether the policy knows prenotification at all, for any severity. */
export const offersPrenotification = (policy: Policy): boolean =>
  policy.severities.some((s) => s.prenotify === "may");

/** How many vulnerabilities wait for a severity. */
export const undecidedIn = (policy: Policy, labels: readonly (string | null)[]): number =>
  hasScale(policy) ? labels.filter((l) => l === null).length : 0;

/** The severity whose usual range holds the score; null without a score. Scores have one decimal. */
export function proposeSeverity(policy: Policy, score: number | null): Severity | null {
  if (score === null) return null;
  return policy.severities.find((s) => score >= s.usualScore.min && score <= s.usualScore.max) ?? null;
}

export const severityOf = (policy: Policy, label: string | null): Severity | null =>
  policy.severities.find((s) => s.label === label) ?? null;

/** A case has the highest severity of its vulnerabilities; the policy lists them from highest to lowest. */
export function highestSeverity(policy: Policy, labels: readonly (string | null)[]): string | null {
  return policy.severities.find((s) => labels.includes(s.label))?.label ?? null;
}

/** Whether the policy lets a case of this severity be prenotified at all, and why not. */
export function prenotifiable(
  policy: Policy,
  label: string | null,
): { ok: true } | { ok: false; because: string } {
  if (!offersPrenotification(policy))
    return {
      ok: false,
      because: "This project’s policy has no prenotification: nobody is told before the release.",
    };
  const severity = severityOf(policy, label);
  if (!severity)
    return {
      ok: false,
      because: "Decide the severity first: the policy offers prenotification by severity.",
    };
  if (severity.prenotify === "may") return { ok: true };
  const offered = policy.severities.filter((s) => s.prenotify === "may").map((s) => s.label);
  return {
    ok: false,
    because: `The policy offers prenotification for ${offered.join(", ")}. ${severity.label} is not listed.`,
  };
}

/** A decided severity that differs from the proposed one needs a reason (rule 13). */
export function severityNeedsReason(policy: Policy, score: number | null, decided: string): boolean {
  const proposed = proposeSeverity(policy, score);
  return proposed === null || proposed.label !== decided;
}
