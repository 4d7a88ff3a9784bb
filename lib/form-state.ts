/** How a person can prove a factor: what they have, and what the demo stands in for. */
export type ConfirmWays = { passkey: boolean; codes: boolean; demo: boolean };

/** What a form shows after it was sent: the message, what to correct, and everything that was typed. */
export type FormState = {
  ok: boolean;
  message?: string;
  fields: Record<string, string>;
  values: Record<string, string | string[]>;
  /** The person has to confirm first that it is them, in one of these ways. */
  confirm?: ConfirmWays;
} | null;
