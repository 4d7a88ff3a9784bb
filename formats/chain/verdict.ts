/** What can be wrong with an entry, in words for a person; the first word is for programs. */
export const FAULTS = {
  edited: "edited: the entry is not the one that was written",
  deleted: "deleted: the entry that stood here is missing",
  reordered: "reordered: an entry stands here that was written at another place",
  inserted: "inserted: an entry stands here that was never written",
  cut: "cut: from here on entries are missing",
  fork: "fork: from here on this is another history than the one that was written down outside",
  swapped: "swapped: an entry of another stream stands here",
} as const;
export type Fault = keyof typeof FAULTS;

/** The first entry that does not hold. `checkpoints` as the stream is the file outside, and the position its line. */
export type Verdict =
  | { ok: true; stream: null; position: null; what: null }
  | { ok: false; stream: string; position: number; what: string };

export const HOLDS: Verdict = { ok: true, stream: null, position: null, what: null };

export const faulty = (stream: string, position: number, what: Fault): Verdict => ({
  ok: false,
  stream,
  position,
  what: FAULTS[what],
});

export const inFile = (position: number, what: string): Verdict => ({
  ok: false,
  stream: "checkpoints",
  position,
  what: `checkpoint: ${what}`,
});
