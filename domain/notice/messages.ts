import type { MembershipState } from "@/domain/organization/membership";

/** The kinds of message that exist so far. The first five are about a case, the others about a membership. */
export const NOTICE_KINDS = [
  "prenotification",
  "reminder",
  "date_moved",
  "broken",
  "lift",
  "paused",
  "resumed",
  "withdrawn",
  "answer",
  "accepted",
  "activated",
  "terms",
  "evidence",
  "review",
  "lapsed",
  "transferred",
  "drill",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

type Rule = {
  /** Its first attempt is what lets an organization see a case. */
  opens: boolean;
  /** Opens a case or invites to read it: what a pause and a withdrawal stop. */
  invites: boolean;
};
const RULES: Record<NoticeKind, Rule> = {
  prenotification: { opens: true, invites: true },
  reminder: { opens: false, invites: true },
  date_moved: { opens: false, invites: false },
  broken: { opens: false, invites: false },
  lift: { opens: false, invites: false },
  paused: { opens: false, invites: false },
  resumed: { opens: false, invites: false },
  withdrawn: { opens: false, invites: false },
  answer: { opens: false, invites: false },
  accepted: { opens: false, invites: false },
  activated: { opens: false, invites: false },
  terms: { opens: false, invites: false },
  evidence: { opens: false, invites: false },
  review: { opens: false, invites: false },
  lapsed: { opens: false, invites: false },
  transferred: { opens: false, invites: false },
  drill: { opens: false, invites: false },
};

export const opensCase = (kind: NoticeKind): boolean => RULES[kind].opens;
export const invitesToRead = (kind: NoticeKind): boolean => RULES[kind].invites;

/** What follows a decision about a case and goes to everybody who had been told of it. */
export type FollowUp = "date_moved" | "broken" | "lift";
/** What tells an organization of a decision about its membership. */
export type MembershipMessage = Exclude<NoticeKind, CaseMessage>;

const ABOUT_CASES = ["prenotification", "reminder", "date_moved", "broken", "lift"] as const;
export type CaseMessage = (typeof ABOUT_CASES)[number];
export const isAboutCase = (kind: NoticeKind): kind is CaseMessage =>
  (ABOUT_CASES as readonly NoticeKind[]).includes(kind);

/**
 * The table "Messages" of the product page: nothing else decides what a membership lets through. What does not invite
 * to read is neutral, and goes to paused and withdrawn organizations too.
 */
export function mayReceive(kind: NoticeKind, membership: MembershipState): boolean {
  // Whoever is not a member any more, or paused, is not asked to practise.
  if (kind === "drill") return membership === "active" || membership === "accepted";
  return !invitesToRead(kind) || membership === "active";
}
