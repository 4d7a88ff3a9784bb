import { type CreateEmailOptions, Resend } from "resend";
import type { Handover } from "@/data/deliveries/handover";
import type { OutgoingMail } from "@/lib/mail";
import { judge } from "@/worker/transports/resend-answer";
import type { Transport } from "@/worker/transports/transport";

/** Named here, since the client would otherwise look for another one in the environment by itself. */
const ADDRESS = "https://api.resend.com";

/** Milliseconds, below the port's own patience, so that the call is given up before the lock on the membership is. */
const PATIENCE_MS = 8_000;

/** Requests never arrive as evenly as they are sent: this much of the account's limit is used. */
const BELOW_LIMIT = 0.9;

/** `rate`: requests a second that the account allows; the worst that its documentation ever named where unset. */
type Settings = { apiKey: string; baseUrl?: string | null; rate?: number };

/**
 * Delivers through Resend, one call per message. The message's id is the idempotency key, which the provider keeps for
 * 24 hours (its documentation, "Idempotency keys"): until then the same bytes handed over again arrive once.
 */
export function resendTransport({ apiKey, baseUrl, rate = 2 }: Settings): Transport {
  const client = new Resend(apiKey, { baseUrl: baseUrl ?? ADDRESS });
  return {
    name: "resend",
    retrySafe: true,
    account: { account: "resend", perSecond: rate * BELOW_LIMIT },
    async hand(mail): Promise<Handover> {
      const signal = AbortSignal.timeout(PATIENCE_MS);
      const { data, error, headers } = await client.emails.send(request(mail), {
        idempotencyKey: mail.id,
        signal,
      });
      return judge(data, error, headers);
    },
  };
}

/**
 * The frozen message and nothing else: the key is bound to these bytes. The tag lets a webhook name the delivery; a
 * header would travel on to the recipient.
 */
const request = ({ id, from, to, replyTo, subject, text, html }: OutgoingMail): CreateEmailOptions => ({
  from,
  to,
  ...(replyTo ? { replyTo } : {}),
  subject,
  text,
  html,
  tags: [{ name: "delivery", value: id }],
});
