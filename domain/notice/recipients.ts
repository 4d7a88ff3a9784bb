import { invitesToRead, mayReceive, type NoticeKind } from "@/domain/notice/messages";
import { type ContactKind, type ContactState, getsMail } from "@/domain/organization/contact";
import type { MembershipState } from "@/domain/organization/membership";

export type CandidateContact = {
  id: string;
  kind: ContactKind;
  address: string;
  name: string | null;
  state: ContactState;
  confirmed: boolean;
  /** The policy has mail go to addresses of its kind (P12). */
  fits: boolean;
  /** An earlier notice already brought it the version that this one would. */
  toldBefore: boolean;
};

/** An organization in one of the groups that a notice addresses. */
export type Candidate = {
  organizationId: string;
  name: string;
  memberships: readonly { groupId: string; groupName: string; state: MembershipState }[];
  contacts: readonly CandidateContact[];
  chosen: boolean;
  /** What is said where it has contacts, and none of a kind that the policy sends to. */
  wantsOther: string;
  /** Why nothing that invites to read goes to it, although it is a member: terms, or that it joined while the case ran. */
  heldBack: string | null;
  /** It is held back because it joined while the case ran, and no member decided otherwise (P43). */
  joinedLate: boolean;
};

export type Recipient = {
  organizationId: string;
  name: string;
  groups: string[];
  contacts: CandidateContact[];
  reason: string;
};
export type LeftOut = { organizationId: string; name: string; code: LeftOutCode; reason: string };
export type LeftOutCode = "not_chosen" | "not_active" | "held_back" | "no_contact" | "told_before";

/**
 * Who gets a notice and who in its groups does not, each with the reason (rule 4). Run twice: as a preview that an
 * approver signs, and as the authority at the instant of sending.
 */
export function resolveRecipients(
  kind: NoticeKind,
  candidates: readonly Candidate[],
): { included: Recipient[]; leftOut: LeftOut[] } {
  const included: Recipient[] = [];
  const leftOut: LeftOut[] = [];
  for (const c of [...candidates].sort((a, b) => a.name.localeCompare(b.name, "en"))) {
    const { organizationId, name } = c;
    const open = c.memberships.filter((m) => mayReceive(kind, m.state));
    const contacts = c.contacts.filter((k) => getsMail(k) && k.fits);
    if (open.length === 0) leftOut.push({ organizationId, name, code: "not_active", reason: notActive(c) });
    else if (!c.chosen)
      leftOut.push({ organizationId, name, code: "not_chosen", reason: "Not chosen for this notice" });
    else if (c.heldBack && invitesToRead(kind))
      leftOut.push({ organizationId, name, code: "held_back", reason: c.heldBack });
    else if (contacts.length === 0)
      leftOut.push({ organizationId, name, code: "no_contact", reason: noContact(c) });
    else if (contacts.every((k) => k.toldBefore))
      leftOut.push({ organizationId, name, code: "told_before", reason: "Was told of this version already" });
    else {
      const groups = open.map((m) => m.groupName);
      included.push({
        organizationId,
        name,
        groups,
        contacts: contacts.filter((k) => !k.toldBefore),
        reason: `Active in ${groups.join(" and ")}`,
      });
    }
  }
  return { included, leftOut };
}

function notActive({ memberships }: Candidate): string {
  const [first] = memberships;
  if (!first) return "In none of the groups";
  const say: Record<MembershipState, string> = {
    accepted: "Not active yet: a contact or the terms are missing",
    active: "Active",
    paused: "Paused",
    lapsed: "Lapsed: nobody reviewed it in time",
    withdrawn: "Withdrawn",
    left: "Left",
    transferred: "Transferred",
  };
  return memberships.map((m) => `${say[m.state]} in ${m.groupName}`).join(", ");
}

function noContact({ contacts, wantsOther }: Candidate): string {
  if (contacts.some(getsMail)) return wantsOther;
  const live = contacts.filter((k) => k.state !== "ended");
  if (live.length === 0) return "No contact on file";
  if (live.some((k) => k.state === "admitted"))
    return "No confirmed contact: the address was never confirmed";
  return "Its contact waits to be admitted by a member";
}

/** What changed between the approved list and the one resolved at sending; each is shown and recorded (rule 4). */
export type Difference = { organizationId: string; name: string; what: string };

export function differences(
  approved: readonly { organizationId: string; name: string }[],
  resolved: { included: Recipient[]; leftOut: LeftOut[] },
): Difference[] {
  return approved
    .filter((a) => !resolved.included.some((r) => r.organizationId === a.organizationId))
    .map((a) => ({
      ...a,
      what:
        resolved.leftOut.find((l) => l.organizationId === a.organizationId)?.reason ??
        "In none of the groups any more",
    }));
}
