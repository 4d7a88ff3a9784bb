import { randomBytes } from "node:crypto";

/** 128 random bits, for one answer. */
export const newNonce = (): string => randomBytes(16).toString("base64");

/**
 * The policy of a page: nothing runs, and no style sheet is taken, that does not carry the nonce of its answer.
 * @param formTargets where a form of ours may lead besides our own pages, redirects after it included
 */
export const contentPolicy = (nonce: string, formTargets: readonly string[] = []): string =>
  [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    `style-src 'self' 'nonce-${nonce}'`,
    // Base UI and React write style attributes on the server; they cannot run anything.
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(" "),
    "frame-ancestors 'none'",
  ].join("; ");

/** The policy of a file that is kept and never shown: even shown, it can do nothing. */
export const SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'";

/** For whatever is no page: it loads nothing, runs nothing, and stands in no frame. */
const CLOSED =
  "default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const TWO_YEARS_SECONDS = 63_072_000;

/**
 * What every answer carries, an error of the framework included. A page replaces the policy by its own.
 * @param url the configured address; only one with https asks browsers to keep to https
 */
export const wallsOf = (url: string): Readonly<Record<string, string>> => ({
  "content-security-policy": CLOSED,
  "x-content-type-options": "nosniff",
  // Pages declare `same-origin` for themselves, in the root layout: docs/decisions/0017.
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy":
    "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=(), publickey-credentials-get=(self), publickey-credentials-create=(self)",
  "cache-control": "private, no-store",
  ...(url.startsWith("https:")
    ? { "strict-transport-security": `max-age=${TWO_YEARS_SECONDS}; includeSubDomains` }
    : {}),
});
