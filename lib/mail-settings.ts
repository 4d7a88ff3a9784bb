import { z } from "zod";

/** How mail leaves, and under whose name. */
export type MailSettings = {
  /** Null where no account is configured: messages wait. */
  resend: {
    apiKey: string;
    /** Null for the provider's own address. */
    baseUrl: string | null;
    webhookSecret: string;
    /** Requests a second, of the account: all workers share it. */
    rate: number;
  } | null;
  /** `Name <address>` or an address. */
  from: string;
  /** Where answers go; null lets them go to the sender. */
  replyTo: string | null;
};

/** What the demo and an installation without an account send as: nothing of theirs leaves the machine. */
export const LOCAL_MAIL: MailSettings = {
  resend: null,
  from: "Curfew <curfew@curfew.localhost>",
  replyTo: null,
};

/** Printed in the documentation of Standard Webhooks, and so in the hands of everybody. */
const PUBLIC_SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/** The least that Standard Webhooks asks of a symmetric secret. */
const SECRET_BYTES = 24;

const address = z.email();
const NAMED = /^(?:"[^"\\\p{Cc}]*"|[^<>",\p{Cc}]*)\s*<([^<>]+)>$/u;
const bare = (sender: string) => NAMED.exec(sender)?.[1] ?? sender;
const loopback = ["localhost", "127.0.0.1", "[::1]"];
const safeUrl = (text: string) => {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username || search || hash) return false;
  return protocol === "https:" || (protocol === "http:" && loopback.includes(hostname));
};

const baseUrl = z
  .string()
  .refine(safeUrl, "must be an address that begins with https://, or with http:// on this machine")
  .transform((u) => u.replace(/\/+$/, ""))
  .optional();
const from = z
  .string({ error: "is missing: who messages come from, such as Curfew <curfew@curfew.example>" })
  .refine((s) => address.safeParse(bare(s)).success, "must be an address, or Name <address>");
const replyTo = z
  .string()
  .refine((s) => address.safeParse(s).success, "must be an address")
  .optional();
const rate = z.coerce
  .number("must be a number from 1 to 100: the requests a second that the account allows")
  .min(1, "must be at least 1 request a second")
  .max(100, "must be at most 100 requests a second")
  .default(2);
const webhookSecret = z
  .string({ error: "is missing: the signing secret that the provider shows for the webhook, whsec_…" })
  .regex(/^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, {
    error: "must be whsec_ followed by base64",
    abort: true,
  })
  .refine(
    (s) => Buffer.from(s.slice("whsec_".length), "base64").length >= SECRET_BYTES,
    `is too short: at least ${SECRET_BYTES} bytes`,
  )
  .refine((s) => s !== PUBLIC_SECRET, "is the sample of the documentation: anybody could sign with it");

const withAccount = z
  .object({
    RESEND_API_KEY: z.string().regex(/^re_\w+$/, "must be a key of Resend, which begins with re_"),
    RESEND_BASE_URL: baseUrl,
    RESEND_WEBHOOK_SECRET: webhookSecret,
    RESEND_RATE: rate,
    MAIL_FROM: from,
    MAIL_REPLY_TO: replyTo,
  })
  .transform(
    (s): MailSettings => ({
      resend: {
        apiKey: s.RESEND_API_KEY,
        baseUrl: s.RESEND_BASE_URL ?? null,
        webhookSecret: s.RESEND_WEBHOOK_SECRET,
        rate: s.RESEND_RATE,
      },
      from: s.MAIL_FROM,
      replyTo: s.MAIL_REPLY_TO ?? null,
    }),
  );

const withoutAccount = z
  .object({ MAIL_FROM: from.default(LOCAL_MAIL.from), MAIL_REPLY_TO: replyTo })
  .transform((s): MailSettings => ({ resend: null, from: s.MAIL_FROM, replyTo: s.MAIL_REPLY_TO ?? null }));

/** The operator's settings for mail, out of all variables that are set. An account needs a sender and its webhook. */
export const readMailSettings = (variables: Record<string, string | undefined>) =>
  (variables["RESEND_API_KEY"] ? withAccount : withoutAccount).safeParse(variables);
