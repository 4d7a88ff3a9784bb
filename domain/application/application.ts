/**
 * An organization that asks for a place in a group (policies.md 3b). *Draft* is being written by an applicant whose address
 * is confirmed; *incomplete* waits for the applicant again; the last three are its ends, and an appeal opens *declined* again.
 */
export const APPLICATION_STATES = [
  "draft",
  "submitted",
  "incomplete",
  "appealed",
  "accepted",
  "declined",
  "taken_back",
] as const;
export type ApplicationState = (typeof APPLICATION_STATES)[number];

/** How it came: typed in by the applicant, brought in by a member from a message, or opened by a transfer. */
export const APPLICATION_SOURCES = ["portal", "mail", "transfer"] as const;
export type ApplicationSource = (typeof APPLICATION_SOURCES)[number];

export const VOTES = ["accept", "decline"] as const;
export type Vote = (typeof VOTES)[number];

export const NOTE_FROM = ["team", "applicant"] as const;
