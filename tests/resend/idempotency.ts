import { createHash } from "node:crypto";
import { type Answer, Refusal } from "@/tests/resend/answer";

/** How long the provider keeps a key (its documentation, "Idempotency keys"). */
const KEPT_MS = 24 * 3600 * 1000;

type Entry = { fingerprint: string; answer: Answer | null; at: number };

/** Point 3: what a key was used for. Only what was accepted is kept; a refused request leaves its key free. */
export function idempotency(now: () => number) {
  const known = new Map<string, Entry>();
  return {
    /**
     * Before a message is accepted: takes the key, or finds the answer that it was given before.
     * @throws Refusal for a key that is no key, was used for something else, or is in use
     */
    begin(key: string | null, path: string, body: unknown): Answer | null {
      if (key === null) return null;
      if (key.length < 1 || key.length > 256)
        throw new Refusal(400, "invalid_idempotency_key", "The key must be between 1-256 chars");
      const fingerprint = fingerprintOf(path, body);
      const entry = known.get(key);
      if (entry && (entry.answer === null || now() - entry.at < KEPT_MS)) {
        if (entry.fingerprint !== fingerprint)
          throw new Refusal(409, "invalid_idempotent_request", "Same key, different request payload");
        if (!entry.answer)
          throw new Refusal(409, "concurrent_idempotent_requests", "Same key, original still in progress");
        return entry.answer;
      }
      known.set(key, { fingerprint, answer: null, at: now() });
      return null;
    },
    /** Once it was accepted; with null when it was not. */
    end(key: string | null, answer: Answer | null): void {
      const entry = key === null ? undefined : known.get(key);
      if (key === null || !entry || entry.answer) return;
      if (answer) known.set(key, { ...entry, answer });
      else known.delete(key);
    },
    reset: () => known.clear(),
  };
}

/** Over every field, whatever it is, and not over the order in which they were written. */
const fingerprintOf = (path: string, body: unknown): string =>
  createHash("sha256")
    .update(`${path}\n${JSON.stringify(sorted(body))}`)
    .digest("hex");

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, sorted(inner)]);
}
