import type { Criterion } from "@/domain/policy/policy";

/** What a criterion evaluates to. A person's judgement is never guessed (rule 13). */
export const VERDICTS = ["met", "not_met"] as const;
export type Verdict = (typeof VERDICTS)[number];
export type Standing = Verdict | "needs_person";

/** The statements of a tree that a person judges, in the order of the text. */
export function predicatesOf(criterion: Criterion | null): { id: string; text: string }[] {
  if (criterion === null) return [];
  if ("all" in criterion) return criterion.all.flatMap(predicatesOf);
  if ("any" in criterion) return criterion.any.flatMap(predicatesOf);
  return [criterion];
}

/**
 * Evaluates a criterion over the verdicts of people; one that nobody judged *needs a person*, and so does a tree whose
 * answer depends on it.
 */
export function evaluate(criterion: Criterion, verdicts: ReadonlyMap<string, Verdict>): Standing {
  if ("all" in criterion) {
    const parts = criterion.all.map((c) => evaluate(c, verdicts));
    if (parts.includes("not_met")) return "not_met";
    return parts.includes("needs_person") ? "needs_person" : "met";
  }
  if ("any" in criterion) {
    const parts = criterion.any.map((c) => evaluate(c, verdicts));
    if (parts.includes("met")) return "met";
    return parts.includes("needs_person") ? "needs_person" : "not_met";
  }
  return verdicts.get(criterion.id) ?? "needs_person";
}

/** A policy without criteria answers nothing: then, too, two people decide. */
export const standingOf = (criterion: Criterion | null, verdicts: ReadonlyMap<string, Verdict>): Standing =>
  criterion === null ? "needs_person" : evaluate(criterion, verdicts);
