import type { Answers, Field } from "@/domain/application/field";
import { partsOf } from "@/domain/policy/eligibility";
import type { ApplicationField, Criterion, Predicate } from "@/domain/policy/parts/eligibility";
import { NO_PROOF, type Proof } from "@/domain/policy/proof";
import { instantIn } from "@/domain/time";

// One answer for each statement of the criteria, by its kind (P4).

export const answerName = (id: string): string => `criterion-${id}`;
const dateName = (id: string): string => `criterion-${id}-date`;

/** The fields that answer a statement; a field of the form that asks for it gives the words, and says whether it must be. */
export function statementFields(p: Predicate, asked: ApplicationField | null): Field[] {
  const required = asked?.required ?? false;
  const label = asked?.text ?? p.text;
  const hints = [asked ? p.text : null, p.evidence?.text ?? null].filter((t) => t !== null && t !== label);
  const hint = hints.length > 0 ? hints.join(" ") : null;
  const one = (kind: Field["kind"], more: string | null = null): Field => ({
    name: answerName(p.id),
    label,
    kind,
    required,
    hint: [hint, more].filter((t) => t !== null).join(" ") || null,
  });
  switch (p.kind) {
    case "attestation":
      return [one("yesNo")];
    case "evidenceUrl":
      return [
        one("link", "A public page that shows it; a member opens it, nothing here does."),
        {
          ...one("day"),
          name: dateName(p.id),
          label: `${label}: date of the evidence`,
          required: false,
          hint: null,
        },
      ];
    case "measured":
      return [
        one(
          "number",
          p.threshold ? `${p.threshold.metric}${p.threshold.unit ? `, in ${p.threshold.unit}` : ""}.` : null,
        ),
      ];
    case "external":
      return [one("text", "Who states it, and where.")];
    case "judgement":
      return [one("text")];
  }
}

/** An answer as the engine takes it; what a member says of it counts before. */
export function proofOf(p: Predicate, answers: Answers, verdict: Proof["verdict"] = null): Proof {
  const text = answers[answerName(p.id)] ?? "";
  const day = instantIn(`${answers[dateName(p.id)] ?? ""}T00:00`, "UTC");
  const value = p.kind === "measured" && text !== "" ? Number(text) : null;
  return {
    ...NO_PROOF,
    verdict,
    url: p.kind === "evidenceUrl" && text ? text : null,
    value: value !== null && Number.isFinite(value) ? value : null,
    holds: p.kind === "attestation" && text ? text === "yes" : null,
    datedAt: day.ok ? day.next.at : null,
  };
}

/** The answer in the words of the applicant; null where there is none. */
export function answerWords(p: Predicate, answers: Answers): string | null {
  const text = answers[answerName(p.id)];
  if (!text) return null;
  if (p.kind === "attestation") return text === "yes" ? "Yes" : "No";
  return p.kind === "measured" && p.threshold?.unit ? `${text} ${p.threshold.unit}` : text;
}

/** What nobody answered although the criteria could not be met without it, in the words of the text. */
export function uncovered(c: Criterion, answers: Answers): string[] {
  if (isCovered(c, answers)) return [];
  if ("id" in c) return [c.text];
  if ("all" in c) return c.all.flatMap((p) => uncovered(p, answers));
  const parts = partsOf(c).map(words);
  const needed = "of" in c ? `At least ${c.atLeast}` : "One";
  return [`${needed} of: ${parts.join("; ")}`];
}

function isCovered(c: Criterion, answers: Answers): boolean {
  if ("id" in c) return Boolean(answers[answerName(c.id)]);
  if ("capacity" in c) return true;
  const parts = partsOf(c);
  const done = parts.filter((p) => isCovered(p, answers)).length;
  if ("all" in c) return done === parts.length;
  return done >= ("of" in c ? c.atLeast : 1);
}

const words = (c: Criterion): string =>
  "id" in c ? c.text : "capacity" in c ? c.appliesTo : partsOf(c).map(words).join(" and ");
