/** What the lint finds, each with its title. Comments in presets name these words, so none is ever renamed. */
export const FINDINGS = {
  "severity-on-both-tracks": "A severity is prenotified and fixed in public",
  "recipients-differ-from-eligible": "Others are eligible than those who are told",
  "no-way-to-apply": "Nobody can apply",
  "two-lead-times": "Two lengths of time for the same thing",
  "local-time-drifts": "Two times of release that are not the same moment",
  placeholder: "A placeholder was never filled in",
  "form-asks-beyond-criteria": "The form asks for what no criterion does",
  "every-cve-but-some": "Every CVE is prenotified, and some are not",
  "channel-cap-out-of-date": "Another list’s limit has changed",
  "personal-addresses-only": "Addresses of single persons are the only way in",
  "no-private-target": "A report would not stay private",
  "clock-without-anchor": "A time that counts from nothing",
  "credit-in-and-out": "Two rules for credit",
  "dependencies-in-and-out": "Dependencies are in scope and out of it",
  "link-contradicts-words": "A link leads elsewhere than its words say",
  "intake-names-another-door": "The team that takes the reports names another door",
  "stage-beyond-limit": "Somebody is told before the embargo may begin",
  "score-gap": "Scores of no severity, or of two",
  "nobody-to-tell": "Prenotification without anybody to tell",
  "no-door": "No way to report",
} as const;
export type FindingKind = keyof typeof FINDINGS;

export type Path = readonly (string | number)[];

/** A place in the policy and what it says there. */
export type Clause = { path: Path; says: string };

/** Clauses that clash with one another or with what a policy needs, and what to do about it. The text stays as it is. */
export type Finding = { kind: FindingKind; message: string; advice: string; clauses: readonly Clause[] };

const MOST_LETTERS = 200;
export const clause = (path: Path, says: string): Clause => ({
  path,
  says: says.length > MOST_LETTERS ? `${says.slice(0, MOST_LETTERS)}…` : says,
});
