import { timingSafeEqual } from "node:crypto";
import { Webhook } from "standardwebhooks";
import type { Temporal } from "temporal-polyfill";
import { realNow } from "@/lib/clock";

/** How far a signature's time may be from ours, either way: that of Standard Webhooks. */
const TOLERANCE_SECONDS = 5 * 60;

type Signed = {
  /** `whsec_` and base64. */
  secret: string;
  /** The headers `svix-id`, `svix-timestamp` (seconds) and `svix-signature`, each as it came; null where it is missing. */
  id: string | null;
  timestamp: string | null;
  signature: string | null;
  /** The raw text: one that was parsed and written again is another. */
  body: string;
  now?: Temporal.Instant;
};

/**
 * Whether a webhook was signed with our secret, and within the last five minutes (Standard Webhooks 1.0, "Verifying").
 * During a rotation the sender signs with both secrets, and one match is enough. Never throws.
 */
export function verifyWebhook({ secret, id, timestamp, signature, body, now = realNow() }: Signed): boolean {
  if (!id || !timestamp || !signature || !/^\d{1,12}$/.test(timestamp)) return false;
  const sentAt = Number(timestamp);
  if (Math.abs(now.epochMilliseconds / 1000 - sentAt) > TOLERANCE_SECONDS) return false;
  const expected = sign(secret, id, sentAt, body);
  return expected !== null && signature.split(" ").some((one) => same(one, expected));
}

/** The library's own `verify` reads the time by itself, so only its signature is used. */
function sign(secret: string, id: string, sentAt: number, body: string): string | null {
  try {
    return new Webhook(secret).sign(id, new Date(sentAt * 1000), body);
  } catch {
    return null;
  }
}

function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
