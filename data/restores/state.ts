import type { Temporal } from "temporal-polyfill";

/**
 * What this process knows of the checkpoints. In one place for the whole process: a web server holds several copies of
 * a module, and one that had not compared would keep everything closed.
 */
type Known = {
  /** Whether this process compared the database with what stands outside since it began. */
  compared: boolean;
  /** The newest line that the database knew of a minute ago and more, and the newest that was seen since. */
  settled: number;
  recent: { number: number; at: Temporal.Instant } | null;
};

const KEY = Symbol.for("curfew.restores");
const holder = globalThis as typeof globalThis & { [KEY]?: Known };
holder[KEY] ??= { compared: false, settled: -1, recent: null };
export const known: Known = holder[KEY];

const SETTLES_SECONDS = 60;

/**
 * Whether the database went back under a running process: it knows of fewer lines than it did. A snapshot that is some
 * seconds old is no such thing.
 */
export function wentBack(number: number, now: Temporal.Instant): boolean {
  const { recent } = known;
  if (!recent) known.recent = { number, at: now };
  else if (recent.at.add({ seconds: SETTLES_SECONDS }).epochMilliseconds <= now.epochMilliseconds) {
    known.settled = Math.max(known.settled, recent.number);
    known.recent = { number, at: now };
  }
  return number < known.settled;
}
