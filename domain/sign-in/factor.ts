import type { Temporal } from "temporal-polyfill";

/** What somebody proves themselves with beside their mailbox. */
export const FACTORS = {
  passkey: "a passkey",
  authenticator: "an authenticator app",
  recovery: "a recovery code",
} as const;
export type Factor = keyof typeof FACTORS;

/** How long a proof is fresh enough to sign something with (step-up, ASVS 7.5.3). Real time. */
export const FRESH_MINUTES = 5;

/** @param provedAt when a factor was proved last; null when none was */
export const isFresh = (provedAt: Temporal.Instant | null, realNow: Temporal.Instant): boolean =>
  provedAt !== null && realNow.since(provedAt).total("minutes") < FRESH_MINUTES;

/** What a session still lacks before it acts for anybody: nothing, a proof, or a factor to prove. */
export type Missing = "nothing" | "proof" | "factor";

/**
 * A mailbox alone lets no member in, and no contact who has a factor or whose project asks for one (ASVS 6.3.3).
 * @param has whether the human set up a passkey or an authenticator app
 * @param required whether the role asks for one
 */
export const missing = (has: boolean, required: boolean, provedAt: Temporal.Instant | null): Missing =>
  provedAt ? "nothing" : has ? "proof" : required ? "factor" : "nothing";

/** Wrong codes that an account may have in an hour; then codes are refused, and a passkey still works. */
export const WRONG_CODES_AN_HOUR = 10;
/** Wrong codes without a proof between them; then none is taken until a passkey proves the human, or a reset. */
export const WRONG_CODES_IN_A_ROW = 50;

export const RECOVERY_CODES = 10;

/** Crockford's base 32: nothing in it is read as something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/**
 * A code for people to type: groups of letters and digits, 5 bits each.
 * @param random at least `groups * size` random bytes
 */
export function codeOf(random: Uint8Array, groups: number, size: number): string {
  const letters = Array.from(random.subarray(0, groups * size), (byte) => ALPHABET[byte % 32]);
  return Array.from({ length: groups }, (_, g) => letters.slice(g * size, (g + 1) * size).join("")).join("-");
}

/** What was typed as it was shown: without spaces and dashes, and with what is easily mistaken put right. */
export const typedCode = (text: string): string =>
  text.toUpperCase().replaceAll(/[\s-]/g, "").replaceAll("O", "0").replaceAll(/[IL]/g, "1");
