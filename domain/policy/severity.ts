import type { Severity } from "@/domain/policy/parts/severity";
import type { Policy } from "@/domain/policy/policy";

export const severitiesOf = (policy: Policy): readonly Severity[] => policy.severity?.levels ?? [];

/** Whether the policy knows severities at all. Without a scale there is none to decide, and none is ever asked for. */
export const hasScale = (policy: Policy): boolean => severitiesOf(policy).length > 0;

/** Whether the text offers a severity for prenotification, as a duty or as a choice. */
export const isOffered = (s: Severity): boolean => s.prenotify === "may" || s.prenotify === "must";

/** Whether the policy knows prenotification at all: for some severity, or for whatever a member decides. */
export const offersPrenotification = (policy: Policy): boolean =>
  hasScale(policy) ? severitiesOf(policy).some(isOffered) : policy.prenotification !== null;

/** How many vulnerabilities wait for a severity. */
export const undecidedIn = (policy: Policy, labels: readonly (string | null)[]): number =>
  hasScale(policy) ? labels.filter((l) => l === null || !severityOf(policy, l)).length : 0;

/** The severity whose usual range holds the score; null without a score. Scores have one decimal. */
export function proposeSeverity(policy: Policy, score: number | null): Severity | null {
  if (score === null) return null;
  return (
    severitiesOf(policy).find(({ usualScore: r }) => r !== null && score >= r.min && score <= r.max) ?? null
  );
}

export const severityOf = (policy: Policy, label: string | null): Severity | null =>
  severitiesOf(policy).find((s) => s.label === label) ?? null;

/** A case has the highest severity of its vulnerabilities; the policy lists them from highest to lowest. */
export function highestSeverity(policy: Policy, labels: readonly (string | null)[]): string | null {
  return severitiesOf(policy).find((s) => labels.includes(s.label))?.label ?? null;
}

/**
 * What the policy says of prenotifying a case of this severity (P15). `override`: it does not offer it, and two members
 * may decide so with a reason (policies.md 3e, 4); where there is no prenotification at all there is nothing to override.
 */
export type Offer = { ok: true; duty: boolean } | { ok: false; because: string; override: boolean };

export function prenotifiable(policy: Policy, label: string | null): Offer {
  if (!offersPrenotification(policy))
    return {
      ok: false,
      override: false,
      because: "This project’s policy has no prenotification: nobody is told before the release.",
    };
  if (!hasScale(policy)) return { ok: true, duty: policy.prenotification?.everyCve ?? false };
  const severity = severityOf(policy, label);
  if (!severity)
    return {
      ok: false,
      override: false,
      because:
        label === null
          ? "Decide the severity first: the policy offers prenotification by severity."
          : `The policy’s scale has no severity ${label}.`,
    };
  if (isOffered(severity)) return { ok: true, duty: severity.prenotify === "must" };
  const offered = severitiesOf(policy)
    .filter(isOffered)
    .map((s) => s.label)
    .join(", ");
  return {
    ok: false,
    override: true,
    because:
      severity.prenotify === "never"
        ? `The policy never prenotifies ${severity.label}. It offers prenotification for ${offered}.`
        : `The policy offers prenotification for ${offered}. ${severity.label} is not listed.`,
  };
}

/** The same for a case, with what two members decided against the policy for the severity that it has. */
export const offerFor = (policy: Policy, of: { severity: string | null; overriddenAt: unknown }): Offer =>
  of.overriddenAt ? { ok: true, duty: false } : prenotifiable(policy, of.severity);

/** A decided severity that differs from the proposed one needs a reason (rule 13). */
export function severityNeedsReason(policy: Policy, score: number | null, decided: string): boolean {
  const proposed = proposeSeverity(policy, score);
  return proposed === null || proposed.label !== decided;
}

/** Whether two members may decide otherwise than the policy says of a severity, and why not. */
export function mayOverride(
  policy: Policy,
  label: string | null,
  wants: "yes" | "no",
): { ok: true } | { ok: false; because: string } {
  const offer = prenotifiable(policy, label);
  if (wants === "yes") {
    if (offer.ok) return { ok: false, because: "The policy offers this: it needs no exception." };
    return offer.override ? { ok: true } : offer;
  }
  if (!offer.ok) return { ok: false, because: "The policy does not have it prenotified anyway." };
  return offer.duty
    ? { ok: true }
    : { ok: false, because: "The policy leaves it to a choice per case: it needs no exception." };
}
