/** Who tries. Each is one human in one browser; a case of each state is the same case to all of them. */
export const PERSONAS = {
  nobody: "not signed in",
  mailbox: "a member of the project behind a mailbox alone, without a second factor",
  stranger: "a contact of a vendor that was told of another case",
  undecided: "a contact of a vendor that was told and has not accepted the terms",
  reader: "a contact of a vendor that was told and accepted",
  keeper: "a contact of a vendor that was told and accepted, who keeps the vendor's entry",
  late: "a contact of the reader's vendor, admitted after the approval, to whom no second member agreed",
  paused: "a contact of a vendor that was told, accepted, and is paused",
  withdrawn: "a contact of a vendor that was told, accepted, and was withdrawn",
  applicant: "somebody who applies to the project, and is nothing else",
  foreign: "a member of another project of the team",
  recused: "a member of the project who is tied to the vendor that is withdrawn",
  member: "a member of the project",
  admin: "an admin of the team who works on another project",
} as const;
export type Persona = keyof typeof PERSONAS;

/** Every state that a case can be in, as the domain lists them, and the one that only the clock brings. */
export const STATES = [
  "triaging",
  "confirmed",
  "scheduled",
  "prenotified",
  "overdue",
  "public",
  "closed",
  "rejected",
] as const;
export type State = (typeof STATES)[number];

export const CONTACTS: readonly Persona[] = [
  "stranger",
  "undecided",
  "reader",
  "keeper",
  "late",
  "paused",
  "withdrawn",
];
export const MEMBERS: readonly Persona[] = ["foreign", "recused", "member", "admin"];
const OF_PROJECT: readonly Persona[] = ["recused", "member"];

/** States in which vendors were told of the case. */
export const TOLD: readonly State[] = ["prenotified", "overdue", "public", "closed"];
export const PUBLISHED: readonly State[] = ["public", "closed"];

export const isContact = (p: Persona): boolean => CONTACTS.includes(p);
export const isMember = (p: Persona): boolean => MEMBERS.includes(p);
export const worksOnIt = (p: Persona): boolean => OF_PROJECT.includes(p);
