import { type Answers, type Field, field } from "@/domain/application/field";
import { normalizeAddress } from "@/domain/organization/contact";
import type { ContactRules } from "@/domain/policy/parts/eligibility";

// Who is to be told, by the rules of the policy for contacts (P12).

export type ProposedContact = { kind: "role" | "person"; email: string; name: string | null };

/** A form has room for this many persons; more are added by the organization itself, later. */
const PERSONS = 3;

const personsOf = (rules: ContactRules | null): number => {
  if (rules?.kind === "roleAlias") return 0;
  const most = rules?.maxPerOrganization ?? PERSONS;
  return Math.max(1, Math.min(PERSONS, most));
};
const takesRole = (rules: ContactRules | null): boolean => rules?.kind !== "namedPersons";

export function contactFields(rules: ContactRules | null): Field[] {
  const fields: Field[] = [];
  if (takesRole(rules))
    fields.push(
      field(
        "contact-role",
        "Role address for security notices",
        "address",
        rules?.kind === "roleAlias",
        "A mailbox that several people read. It is asked to confirm itself once you are accepted.",
      ),
    );
  for (let n = 1; n <= personsOf(rules); n += 1) {
    fields.push(
      field(`contact-${n}-name`, `Person ${n}: name`, "line"),
      field(`contact-${n}-address`, `Person ${n}: address`, "address"),
    );
  }
  if (rules?.declareReaders) fields.push(field("contact-readers", "Who reads these addresses", "text", true));
  if (rules?.automationDeclared)
    fields.push(field("contact-automation", "What automation a message to them triggers", "text", true));
  if (rules?.forbidForwardToPublic)
    fields.push(field("contact-private", "None of them forwards to a public list or tracker", "yesNo", true));
  if (rules?.pgp)
    fields.push(
      field(
        "contact-pgp",
        "OpenPGP key: fingerprint, or where it is published",
        "text",
        rules.pgp === "required",
      ),
    );
  return fields;
}

/** The contacts that an application proposes; what is no address, or stands there twice, is left out. */
export function proposedContacts(rules: ContactRules | null, answers: Answers): ProposedContact[] {
  const role = takesRole(rules) ? normalizeAddress(answers["contact-role"] ?? "") : null;
  const found: ProposedContact[] = role ? [{ kind: "role", email: role, name: null }] : [];
  for (let n = 1; n <= personsOf(rules); n += 1) {
    const email = normalizeAddress(answers[`contact-${n}-address`] ?? "");
    if (email && !found.some((c) => c.email === email))
      found.push({ kind: "person", email, name: answers[`contact-${n}-name`] ?? email });
  }
  return found;
}

/** What is wrong with the addresses that were filled in, and how many are wanted. */
export function missingContacts(rules: ContactRules | null, answers: Answers): string[] {
  const missing: string[] = [];
  for (const { name, label, kind } of contactFields(rules)) {
    const text = answers[name] ?? "";
    if (kind === "address" && text && !normalizeAddress(text))
      missing.push(`${label}: “${text.slice(0, 80)}” is no address`);
  }
  const wanted = Math.min(rules?.min ?? 1, PERSONS);
  const proposed = proposedContacts(rules, answers).length;
  // A required address that is empty is named already.
  if (rules?.kind !== "roleAlias" && proposed < wanted)
    missing.push(wanted === 1 ? "An address that notices go to" : `${wanted} addresses that notices go to`);
  return missing;
}
