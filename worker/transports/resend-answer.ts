import type { Handover } from "@/data/deliveries/handover";
import { realNow } from "@/lib/clock";

/** As the client hands it on: the body of the answer, which need not be what its types say. */
type Failure = { name?: unknown; statusCode?: unknown } | null;
type Headers = Record<string, string> | null;

/** Longer than this an answer can't make one message wait; a quota may take until the next day. */
const LONGEST_RETRY_SECONDS = 3600;
const LONGEST_HALT_SECONDS = 24 * 3600;

// Of an answer only its status and name are used: its text may quote addresses. Names and their status are those of
// the provider's documentation, "Errors"; one that is not listed there is judged by its status.

const CREDENTIALS: Record<string, string> = {
  missing_api_key: "Resend got no key: set RESEND_API_KEY",
  restricted_api_key: "Resend's key may not send: make one with sending access",
  invalid_api_key: "Resend does not know the key: it was revoked or mistyped",
  invalid_permission: "Resend's key lacks the right to send",
  suspended_api_key: "Resend has suspended the key: ask its support",
  validation_error:
    "Resend does not let this account send from MAIL_FROM: verify its domain, and leave the testing domain",
};

/** Answers that speak of our settings: every other message would be refused just so. */
const SETTINGS: Record<string, string> = {
  invalid_from_address: "Resend takes no message from this sender: check MAIL_FROM",
  not_found: "Resend has nothing at this address: check RESEND_BASE_URL",
  method_not_allowed: "Resend does not send at this address: check RESEND_BASE_URL",
};

const REFUSED: Record<string, string> = {
  validation_error: "Resend finds the message invalid: check its address and MAIL_FROM",
  invalid_parameter: "Resend finds a field of the message invalid: check its address",
  missing_required_field: "Resend misses a field of the message",
  invalid_attachment: "Resend takes no attachment of this kind",
  invalid_idempotency_key: "Resend does not take the message's key",
  invalid_region: "Resend does not send from the region of this account",
  security_error: "Resend found a security problem in the message",
};

const RETRY: Record<string, string> = {
  rate_limit_exceeded: "Resend takes no more requests this second",
  concurrent_idempotent_requests: "Resend still works on an earlier try of this message",
  resource_locked: "Resend is busy with the same thing",
  application_error: "Resend had an error of its own",
  internal_server_error: "Resend had an error of its own",
  service_unavailable: "Resend is not available",
};

const QUOTA: Record<string, string> = {
  daily_quota_exceeded: "The account has sent all it may in a day",
  monthly_quota_exceeded: "The account has sent all it may in a month",
};

/** What one call of the client's `emails.send` says about the message. */
export function judge(data: { id?: unknown } | null, error: Failure, headers: Headers): Handover {
  if (!error)
    return typeof data?.id === "string" && data.id !== ""
      ? { outcome: "accepted", providerId: data.id }
      : { outcome: "retry", because: "Resend's answer could not be read: it may have taken the message" };
  const status = Number.isInteger(error.statusCode) ? Number(error.statusCode) : null;
  if (status === null)
    return {
      outcome: "retry",
      because: "Resend could not be reached or did not answer: it may have taken the message",
    };
  const name = typeof error.name === "string" && /^[a-z_]{1,50}$/.test(error.name) ? error.name : null;
  const known = (sentences: Record<string, string>, otherwise: string): string =>
    `${(name && Object.hasOwn(sentences, name) && sentences[name]) || otherwise} (${status}${name ? ` ${name}` : ""})`;
  const retry = (): Handover => ({
    outcome: "retry",
    because: known(RETRY, "Resend asks to try again later"),
    ...wait(headers, LONGEST_RETRY_SECONDS),
  });

  if (status === 401 || status === 403)
    return {
      outcome: "halt",
      code: "credentials",
      because: known(CREDENTIALS, "Resend refuses this account"),
      ...wait(headers, LONGEST_HALT_SECONDS),
    };
  if (name && Object.hasOwn(SETTINGS, name))
    return { outcome: "halt", code: "credentials", because: known(SETTINGS, "Resend refuses our settings") };
  if (status === 402 || (status === 429 && name && Object.hasOwn(QUOTA, name)))
    return {
      outcome: "halt",
      code: "quota",
      because: known(QUOTA, "Resend asks the account to be paid"),
      ...wait(headers, LONGEST_HALT_SECONDS),
    };
  if (name === "invalid_idempotent_request")
    return {
      outcome: "lost",
      because: `Resend knows this key with other content: what it took is not known (${status} ${name})`,
    };
  if (status >= 400 && status < 500 && !MAY_PASS.includes(status))
    return { outcome: "refused", because: known(REFUSED, "Resend refuses the message") };
  return retry();
}

/** Of the 4xx those that speak of the moment, not of the message (RFC 9110, RFC 8470, RFC 6585). */
const MAY_PASS = [408, 409, 425, 429];

/** `retry-after` in seconds (RFC 9110, 10.2.3: seconds or a date), a date measured by the answer's own clock. */
function wait(headers: Headers, longest: number): { afterSeconds?: number } {
  const said = headers?.["retry-after"]?.trim();
  if (!said) return {};
  const dated = Date.parse(headers?.["date"] ?? "");
  const now = Number.isNaN(dated) ? realNow().epochMilliseconds : dated;
  const until = /^[A-Z][a-z]{2}, /.test(said) ? Date.parse(said) : Number.NaN;
  const seconds = /^\d+$/.test(said) ? Number(said) : Math.ceil((until - now) / 1000);
  return Number.isNaN(seconds) ? {} : { afterSeconds: Math.min(Math.max(seconds, 1), longest) };
}
