import { type Answers, type Field, field } from "@/domain/application/field";
import { contactFields, missingContacts } from "@/domain/application/form-contacts";
import { statementFields, uncovered } from "@/domain/application/form-statements";
import { eligibilityOf, predicatesOf } from "@/domain/policy/eligibility";
import type { Eligibility, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";

export type FormSection = { title: string; text: string | null; fields: readonly Field[] };
export type ApplicationForm = { sections: readonly FormSection[]; missing: (answers: Answers) => string[] };

/** No answer is longer; a form has some dozens of them. */
export const LONGEST_ANSWER = 5000;

/** The columns beside the answers. */
export const ABOUT = ["name", "organizationName", "legalEntity", "website"] as const;

const about = (policy: Policy): FormSection => ({
  title: "Who applies",
  text: null,
  fields: [
    field("name", "Your name", "line", true),
    field("organizationName", "Organization", "line", true),
    field(
      "legalEntity",
      "Legal entity",
      "line",
      policy.contactRules?.perLegalEntity === true,
      "Where the organization is known by another name than the company behind it.",
    ),
    field("website", "Website", "link", false, "Like https://vendor.example"),
  ],
});

/** The statements that an application to a group answers: its criteria, then its exclusions, each once. */
export function askedOf(policy: Policy, group: string): Predicate[] {
  const eligibility = eligibilityOf(
    policy,
    policy.groups.find((g) => g.name === group),
  );
  const all = [
    ...predicatesOf(eligibility?.criteria ?? null),
    ...(eligibility?.exclusions ?? []).flatMap(predicatesOf),
  ];
  return all.filter((p, i) => all.findIndex((q) => q.id === p.id) === i);
}

/**
 * The form for a group, made from the policy: its fields (P8), an answer for each statement of criteria and exclusions (P3
 * to P5), contacts (P12), who vouches (P11), and the terms where applying accepts them (P13). Only what the text asks for is
 * required; where it lists no fields, enough statements to meet the criteria.
 */
export function applicationForm(policy: Policy, group: string): ApplicationForm {
  const statements = askedOf(policy, group);
  const asked = policy.application?.fields ?? [];
  const eligibility = eligibilityOf(
    policy,
    policy.groups.find((g) => g.name === group),
  );
  // A field that names a statement is that statement's answer, in the words of the form.
  const plain = asked.filter((f) => !statements.some((p) => p.id === f.criterion));
  const sections: FormSection[] = [
    about(policy),
    {
      title: "What the policy asks",
      text: null,
      fields: plain.map((f) => field(`field-${f.id}`, f.text, "text", f.required)),
    },
    {
      title: "Criteria",
      text: statements.length > 0 ? criteriaText(eligibility, asked.length === 0) : null,
      fields: statements.flatMap((p) => statementFields(p, asked.find((f) => f.criterion === p.id) ?? null)),
    },
    {
      title: "Contacts",
      text: policy.contactRules?.text ?? null,
      fields: contactFields(policy.contactRules),
    },
    {
      title: "Who speaks for you",
      text: policy.application?.vouching?.text ?? null,
      fields: vouchers(policy),
    },
    { title: "Terms", text: null, fields: terms(policy) },
  ].filter((s) => s.fields.length > 0);
  return {
    sections,
    missing: (answers) => [
      ...sections
        .flatMap((s) => s.fields)
        .filter((f) => f.required && !isAnswered(f, answers))
        .map(named),
      ...(asked.length === 0 && eligibility?.criteria ? uncovered(eligibility.criteria, answers) : []),
      ...missingContacts(policy.contactRules, answers),
    ],
  };
}

/** What the text says of its criteria and, where its form lists no fields, which of them cannot be left out. */
function criteriaText(of: Eligibility | null, noFields: boolean): string | null {
  const needed = noFields && of?.criteria ? uncovered(of.criteria, {}) : [];
  return [of?.text ?? null, ...needed.map((n) => `${n}.`)].filter((t) => t !== null).join(" ") || null;
}

const named = (f: Field): string => f.label;

const isAnswered = (f: Field, answers: Answers): boolean => {
  const text = (answers[f.name] ?? "").trim();
  return f.kind === "agree" ? text === (f.value ?? "yes") : text !== "";
};

function vouchers(policy: Policy): Field[] {
  const rule = policy.application?.vouching;
  if (!rule) return [];
  const count = rule.count ?? 1;
  const asks = `${rule.by}${count > 1 ? `, ${count} of them` : ""}${rule.independent ? ", independent of you" : ""}.`;
  return [
    field(
      "vouchers",
      "Who vouches for you",
      "text",
      rule.need === "required",
      `${asks} Name, organization and address of each; the team asks them.`,
    ),
  ];
}

function terms(policy: Policy): Field[] {
  if (policy.terms?.when !== "apply") return [];
  return [
    {
      ...field("terms", `We accept the terms (version ${policy.terms.version})`, "agree", true),
      value: policy.terms.version,
    },
  ];
}

/** Of what was sent, what the form asks for, trimmed and bounded; empty is left out. Nothing that is sent is more than text. */
export function keptAnswers(form: ApplicationForm, sent: Readonly<Record<string, unknown>>): Answers {
  const kept: Record<string, string> = {};
  for (const { name } of form.sections.flatMap((s) => s.fields)) {
    const value = Object.hasOwn(sent, name) ? sent[name] : undefined;
    if (typeof value === "string" && value.trim()) kept[name] = value.trim();
  }
  return kept;
}

/** What keeps an answer from being stored, by the field's name: too long, or of a form that is not the field's. */
export function wrongAnswers(form: ApplicationForm, answers: Answers): Record<string, string> {
  const wrong: Record<string, string> = {};
  for (const f of form.sections.flatMap((s) => s.fields)) {
    const because = wrongBecause(f, answers[f.name] ?? "");
    if (because) wrong[f.name] = because;
  }
  return wrong;
}

function wrongBecause({ kind, value }: Field, text: string): string | null {
  if (text === "") return null;
  const most = kind === "text" ? LONGEST_ANSWER : kind === "link" ? 500 : 200;
  if (text.length > most) return `At most ${most} characters.`;
  if (kind !== "text" && /\p{Cc}/u.test(text)) return "Leave out line breaks.";
  switch (kind) {
    case "yesNo":
      return text === "yes" || text === "no" ? null : "Choose yes or no.";
    case "agree":
      return text === (value ?? "yes") ? null : "This text has changed. Read it again.";
    case "link":
      return /^https:\/\/[^\s<>"]+$/.test(text) ? null : "Write it like https://vendor.example/page.";
    case "day":
      return /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : "Write the date like 2027-01-12.";
    case "number":
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(text) ? null : "Write a number, like 12000.";
    default:
      return null;
  }
}
