/**
 * What a request is refused with before any page sees it, in words for the person behind it. A form that gets one of
 * these keeps what was typed.
 */
export const REFUSALS = {
  tooMany:
    "Too many requests came from you or your network. Wait a little, then try again: nothing was done.",
  tooLarge: "This is more than Curfew takes at once. Send less: nothing was saved.",
  foreign: "This was not sent from Curfew's own address. Nothing was changed.",
  damaged: "This arrived damaged. Load the page again, and send it once more: nothing was done.",
  away: "Curfew cannot reach its database. Try again in a minute: nothing was done.",
} as const;

/** The sentence of an answer that a form was refused with; null for every other failure. */
export const refusalOf = (error: unknown): string | null =>
  error instanceof Error && Object.values<string>(REFUSALS).includes(error.message) ? error.message : null;
