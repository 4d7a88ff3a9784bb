import type { DrillResult } from "@/domain/drill";
import type { MembershipState } from "@/domain/organization/membership";

/** How far a mailbox has come; the furthest of an organization's contacts of one kind. */
export const MAILBOXES = ["none", "not asked", "asked", "confirmed", "admitted", "bounced"] as const;
export type Mailbox = (typeof MAILBOXES)[number];

export type MailboxFacts = {
  state: "proposed" | "admitted";
  asked: boolean;
  confirmed: boolean;
  /** The last report about it says that it refused for good. */
  bounced: boolean;
};

const mailboxOf = (c: MailboxFacts): Mailbox => {
  if (c.bounced) return "bounced";
  if (c.state === "admitted" && c.confirmed) return "admitted";
  if (c.confirmed) return "confirmed";
  return c.asked ? "asked" : "not asked";
};

/** One that is reached is enough, whatever became of the others. */
const FURTHEST: readonly Mailbox[] = ["admitted", "confirmed", "asked", "not asked", "bounced"];
export const furthest = (contacts: readonly MailboxFacts[]): Mailbox => {
  const all = contacts.map(mailboxOf);
  return FURTHEST.find((m) => all.includes(m)) ?? "none";
};

/** An organization on its way into a group. */
export type Onboarding = {
  state: "proposed" | MembershipState;
  /** Who proposed it is the member who looks. */
  mine: boolean;
  /** The member who looks is tied to it (rule 14). */
  tied: boolean;
  role: Mailbox;
  person: Mailbox;
  terms: boolean;
  drill: DrillResult | null;
};

export const MISSING = ["decision", "mailbox", "admission", "person", "terms", "drill"] as const;
export type Missing = (typeof MISSING)[number];
export const MISSING_WORDS: Record<Missing, string> = {
  decision: "A second member’s word",
  mailbox: "A mailbox that confirmed itself",
  admission: "A confirmed contact waits to be admitted",
  person: "A named person who can sign in",
  terms: "The terms",
  drill: "An answer to the last drill",
};

export function missingOf(of: Onboarding): Missing[] {
  const found: Missing[] = [];
  const unconfirmed = (m: Mailbox) => m === "none" || m === "not asked" || m === "asked" || m === "bounced";
  if (of.state === "proposed") found.push("decision");
  const nobodyAsked = of.role === "not asked" || of.person === "not asked";
  if (nobodyAsked || (unconfirmed(of.role) && unconfirmed(of.person))) found.push("mailbox");
  if (of.role === "confirmed" || of.person === "confirmed") found.push("admission");
  if (of.person !== "admitted") found.push("person");
  if (!of.terms) found.push("terms");
  if (of.drill === "silent" || of.drill === "not reached") found.push("drill");
  return found;
}

/** The one thing to do next, in words. The team's own work goes before what it waits for. */
export function nextStep(of: Onboarding): string {
  const one = (m: Mailbox) => of.role === m || of.person === m;
  if (of.state === "proposed" && !of.mine && !of.tied) return "Confirm the membership, as a second member";
  if (one("confirmed")) return "Admit the contact that confirmed itself";
  if (one("bounced") && !one("admitted")) return "Ask the organization for another address";
  if (of.role === "none" && of.person === "none") return "Add a contact";
  if (one("not asked")) return "Ask the mailbox to confirm itself";
  if (of.state === "proposed") return of.tied ? "Wait: you are tied to it" : "Wait for another member";
  if (one("asked") && !one("admitted")) return "Wait until the mailbox confirms itself";
  if (of.person === "none" && !of.terms) return "Add a named person, who accepts the terms";
  if (of.person === "asked" && !of.terms) return "Wait until the named person confirms the mailbox";
  if (!of.terms) return "Wait until the named person accepts the terms";
  if (of.drill === "not reached") return "Look why the drill did not reach it";
  if (of.drill === "silent") return "Ask why nobody answered the drill";
  return "Nothing";
}
