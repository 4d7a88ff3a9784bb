import type { MembershipState } from "@/domain/organization/membership";

/** The kinds of message that exist so far. `opens` ones invite an organization to read a case. */
export const NOTICE_KINDS = ["prenotification", "date_moved", "lift"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

const OPENS: Record<NoticeKind, boolean> = { prenotification: true, date_moved: false, lift: false };

/** A message that opens a case, or invites to read it, is the one that an ended membership stops. */
export const opensCase = (kind: NoticeKind): boolean => OPENS[kind];

/**
 * The table "Messages" of the product page: nothing else decides what a membership lets through. What does not open a
 * case is neutral, and goes to everybody who had been told of it.
 */
export function mayReceive(kind: NoticeKind, membership: MembershipState): boolean {
  return !opensCase(kind) || membership === "active";
}
