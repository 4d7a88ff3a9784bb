import {
  isContact,
  isMember,
  type Persona,
  PUBLISHED,
  type State,
  TOLD,
  worksOnIt,
} from "@/domain/access/personas";

/**
 * What an answer may be. `yes`: it is theirs. `no`: 404, and nothing that tells a hidden thing from an absent one.
 * `door`: to the sign-in, or to the factor that is lacking. `on`: to a page that is theirs.
 */
export type Answer = "yes" | "no" | "door" | "on";

/** Who may, by a word; what the word means is below, and nowhere else. */
export const RULES = {
  everybody: "whoever asks",
  never: "nobody: the address answers another method, or the demo alone",
  "not yet": "who is not signed in; others are sent on",
  "lacks a factor": "who is signed in behind a mailbox alone, where more is asked for",
  "signed in": "who is signed in, also behind a mailbox alone",
  somebody: "who is signed in and lacks nothing, in whatever role",
  members: "every member of the team",
  admins: "admins of the team",
  project: "members of the case's project",
  contacts: "contacts of vendors",
  keepers: "contacts who keep their vendor's entry",
  applicants: "who applies, for their own",
  told: "contacts of a vendor that was told of the case and is active, and to whom two members agreed",
  consented: "of those, the ones that accepted; all of them once the case is public",
  published: "whoever asks, once the case is public",
} as const;
export type Rule = keyof typeof RULES;

const behindDoor = (persona: Persona): boolean => persona === "nobody" || persona === "mailbox";

/** What a rule means for a persona and a case in this state. */
export function answerTo(rule: Rule, persona: Persona, state: State): Answer {
  switch (rule) {
    case "everybody":
      return "yes";
    case "never":
      return "no";
    case "published":
      return PUBLISHED.includes(state) ? "yes" : "no";
    case "not yet":
      return persona === "nobody" ? "yes" : "on";
    case "signed in":
      return persona === "nobody" ? "door" : "yes";
    case "lacks a factor":
      return persona === "nobody" ? "door" : persona === "mailbox" ? "yes" : "on";
    default:
      if (behindDoor(persona)) return "door";
      return holds(rule, persona, state) ? "yes" : "no";
  }
}

/** Of a vendor that was told, and accepted the terms. */
const accepted = (persona: Persona): boolean => persona === "reader" || persona === "keeper";

function holds(
  rule: Exclude<Rule, "everybody" | "never" | "published" | "not yet" | "signed in" | "lacks a factor">,
  persona: Persona,
  state: State,
): boolean {
  switch (rule) {
    case "somebody":
      return true;
    case "members":
      return isMember(persona);
    case "admins":
      return persona === "admin";
    case "project":
      return worksOnIt(persona);
    case "contacts":
      return isContact(persona);
    case "keepers":
      return persona === "keeper";
    case "applicants":
      return persona === "applicant";
    case "told":
      // Once it is public there is nothing that a second member would have to agree to.
      if (persona === "late") return PUBLISHED.includes(state);
      return (accepted(persona) || persona === "undecided") && TOLD.includes(state);
    case "consented":
      return holds("told", persona, state) && (accepted(persona) || PUBLISHED.includes(state));
  }
}

/** Whether the text of the case may stand in an answer: for who works on it, who consented, and everybody once it is public. */
export function readsText(rule: Rule, persona: Persona, state: State): boolean {
  if (answerTo(rule, persona, state) !== "yes") return false;
  if (rule === "project" || rule === "published" || rule === "consented") return true;
  if (rule === "told") return accepted(persona) || PUBLISHED.includes(state);
  return worksOnIt(persona) || PUBLISHED.includes(state);
}
