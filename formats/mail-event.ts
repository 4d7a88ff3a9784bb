import { Temporal } from "temporal-polyfill";
import { z } from "zod";

// The webhooks of Resend that say what became of a message, by its documentation and the types of its SDK 6.38.

const KINDS = {
  "email.sent": "sent",
  "email.delivered": "delivered",
  "email.delivery_delayed": "deferred",
  "email.bounced": "bounced",
  "email.complained": "complained",
  "email.suppressed": "suppressed",
  "email.failed": "failed",
} as const;

/** What the provider says of one message that it took. */
export type MailEvent = {
  type: (typeof KINDS)[keyof typeof KINDS];
  /** The provider's id, as it answered when it took the message. */
  emailId: string;
  /** Ours, from the tag that the message was sent with; null for mail that is not ours. */
  deliveryId: string | null;
  /** When it happened, by the provider's clock. */
  at: Temporal.Instant;
  /** The kind of a bounce in words, and never the remote server's text, which may quote the message. */
  detail: string | null;
  /** The address takes nothing any more: it does not exist, or the provider keeps mail from it. */
  permanent: boolean;
};

export type MailEventResult =
  | { ok: true; event: MailEvent | { type: "ignored" } }
  | { ok: false; problems: string[] };

const word = z.string().catch("");
const reason = z.looseObject({ type: word.optional(), subType: word.optional(), reason: word.optional() });
const tag = z.looseObject({ name: z.string(), value: z.string() });

const envelope = z.looseObject({ type: z.string("must be text") }, "must be one JSON object");
const email = z.looseObject({
  type: z.string(),
  created_at: z
    .string("is missing")
    .refine((t) => instant(t) !== null, "is not a time")
    .transform((t) => Temporal.Instant.from(t)),
  data: z.looseObject(
    {
      email_id: z.string("is missing").regex(/^[\w-]{1,100}$/, "is not an id"),
      // An object in webhooks, a list in the interface for sending.
      tags: z
        .union([z.array(tag), z.record(z.string(), z.unknown())], "must be an object or a list")
        .nullish(),
      bounce: reason.nullish(),
      suppressed: reason.nullish(),
      failed: reason.nullish(),
    },
    "is missing",
  ),
});

/**
 * Reads the text of a webhook whose signature was verified. What a later version of the provider adds is ignored; a
 * body that says too little to act on is refused with every place that is wrong, and with nothing of its content.
 */
export function parseMailEvent(text: string): MailEventResult {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return { ok: false, problems: ["The body is not JSON"] };
  }
  const outer = envelope.safeParse(json);
  if (!outer.success) return wrong(outer.error);
  const { type } = outer.data;
  if (!isKind(type)) return { ok: true, event: { type: "ignored" } };
  const parsed = email.safeParse(json);
  return parsed.success ? { ok: true, event: eventOf(KINDS[type], parsed.data) } : wrong(parsed.error);
}

function eventOf(said: MailEvent["type"], { created_at, data }: z.output<typeof email>): MailEvent {
  const bounce = said === "bounced" ? data.bounce : null;
  const type = /suppress/i.test(bounce?.subType ?? "") ? "suppressed" : said;
  const why = bounce ?? (said === "suppressed" ? data.suppressed : said === "failed" ? data.failed : null);
  return {
    type,
    emailId: data.email_id,
    deliveryId: deliveryOf(data.tags),
    at: created_at,
    detail: [why?.type, why?.subType, why?.reason].map(words).filter(Boolean).join(": ") || null,
    permanent:
      type === "suppressed" ||
      type === "complained" ||
      (type === "bounced" && bounce?.type?.toLowerCase() === "permanent"),
  };
}

const isKind = (type: string): type is keyof typeof KINDS => Object.hasOwn(KINDS, type);

function deliveryOf(tags: z.output<typeof email>["data"]["tags"]): string | null {
  const value = Array.isArray(tags)
    ? tags.find((t) => t.name === "delivery")?.value
    : tags && Object.hasOwn(tags, "delivery")
      ? tags["delivery"]
      : null;
  return z.uuid().safeParse(value).success ? String(value) : null;
}

/** `MailboxFull` and `reached_daily_quota` as words; anything that is more than such a name is left out. */
function words(name: string | undefined): string {
  if (!name || !/^[A-Za-z][A-Za-z_]{0,39}$/.test(name)) return "";
  return name
    .replaceAll("_", " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
}

function instant(text: string): Temporal.Instant | null {
  try {
    return Temporal.Instant.from(text);
  } catch {
    return null;
  }
}

const wrong = (error: z.ZodError): MailEventResult => ({
  ok: false,
  problems: error.issues.map((i) => `${i.path.map(String).join(".") || "The body"} ${i.message}`),
});
