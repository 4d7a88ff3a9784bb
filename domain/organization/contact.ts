/** Who mail goes to: a role address (a mailbox that several read) or a named person. */
export const CONTACT_KINDS = ["role", "person"] as const;
export type ContactKind = (typeof CONTACT_KINDS)[number];

export const CONTACT_STATES = ["proposed", "admitted", "ended"] as const;
export type ContactState = (typeof CONTACT_STATES)[number];

/** A mailbox that refuses for good this often ends its contact (scenario S4); a single refusal can be a mistake. */
export const HARD_BOUNCES_END = 2;

/** A link that asks a mailbox to confirm itself is good for this long. */
export const CONFIRMATION_DAYS = 7;

/**
 * Addresses are compared in lower case, and only ASCII is taken: a look-alike of another script is refused rather
 * than folded into somebody else's address.
 * @returns the address to store, or null when it is not one
 */
export function normalizeAddress(text: string): string | null {
  const address = text.trim().toLowerCase();
  if (address.length > 254 || !/^[\x21-\x7e]+$/.test(address)) return null;
  return /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)+$/.test(
    address,
  )
    ? address
    : null;
}

/** Mail of a case or membership goes to a contact that a member admitted and whose mailbox confirmed itself. */
export const getsMail = (contact: { state: ContactState; confirmed: boolean }): boolean =>
  contact.state === "admitted" && contact.confirmed;

/** Only a named, admitted person holds a session; a role address never does (product.md, People). */
export const maySignIn = (contact: { kind: ContactKind; state: ContactState }): boolean =>
  contact.kind === "person" && contact.state === "admitted";

/**
 * Whether a member may agree that a contact, admitted after an approval, reads a running case: one who neither added nor
 * admitted it, so that no member alone opens a case to anybody (product.md, Settled details).
 */
export const mayAgreeTo = (
  contact: { addedBy: string | null; admittedBy: string | null },
  userId: string,
): boolean => contact.addedBy !== userId && contact.admittedBy !== userId;
