import type { ContactKind, ContactState } from "@/domain/organization/contact";
import type { MembershipState } from "@/domain/organization/membership";

type Contact = { kind: ContactKind; state: ContactState };

const WORDS: Record<MembershipState, string> = {
  active: "Active",
  paused: "Paused",
  withdrawn: "Withdrawn",
  left: "Left",
};
export const membershipWord = (state: MembershipState): string => WORDS[state];

/** What an organization lacks to be reached and to read, in words; nothing where nothing is missing. */
export function gapsOf(of: { contacts: readonly Contact[] }): string[] {
  const admitted = of.contacts.filter((c) => c.state === "admitted");
  const waiting = of.contacts.filter((c) => c.state === "proposed").length;
  return [
    ...(admitted.length === 0 ? ["no confirmed contact"] : []),
    ...(admitted.length > 0 && !admitted.some((c) => c.kind === "person") ? ["nobody who can sign in"] : []),
    ...(waiting > 0 ? [waiting === 1 ? "one contact to admit" : `${waiting} contacts to admit`] : []),
  ];
}
