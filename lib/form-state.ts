/** What a form shows after it was sent: the message, what to correct, and everything that was typed. */
export type FormState = {
  ok: boolean;
  message?: string;
  fields: Record<string, string>;
  values: Record<string, string | string[]>;
} | null;
