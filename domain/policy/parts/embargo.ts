import type { Anchor, Span } from "@/domain/policy/parts/time";
import type {
  AUTHORITIES,
  DISCLOSURE,
  EMERGENCY_ACTIONS,
  EMERGENCY_TRIGGERS,
  LIMIT_KINDS,
  NO_EMBARGO_REASONS,
  PRECISIONS,
  SHIFTS,
  WEEKDAYS,
} from "@/domain/policy/vocabulary";

export type Weekday = keyof typeof WEEKDAYS;

/** P18 */
export type EmbargoLimit = {
  kind: keyof typeof LIMIT_KINDS;
  span: Span;
  anchor: Anchor | null;
  /** For these severities alone; empty for all. */
  severities: readonly string[];
  text: string | null;
};

export type Embargo = {
  limits: readonly EmbargoLimit[];
  authority: {
    by: keyof typeof AUTHORITIES;
    tieBreak: keyof typeof AUTHORITIES | null;
    text: string | null;
  } | null;
  noEmbargoReasons: readonly (keyof typeof NO_EMBARGO_REASONS)[];
  emergency: readonly {
    trigger: keyof typeof EMERGENCY_TRIGGERS;
    action: keyof typeof EMERGENCY_ACTIONS;
    text: string | null;
  }[];
  upstream: readonly { project: string; terms: string; releaseWhen: string | null }[];
  text: string | null;
};

/** P19; dates without a year come every year. */
export type Calendar = {
  allowedWeekdays: readonly Weekday[];
  forbiddenWeekdays: readonly Weekday[];
  /** ISO 3166-1 alpha-2 codes, whose public holidays are no release days. */
  holidays: readonly string[];
  /** Further days off, `2027-01-04` or `12-24`. */
  days: readonly string[];
  blackouts: readonly { from: string; to: string; adjacentDays: number; text: string | null }[];
  /** Days that come back: the second Tuesday. */
  recurring: readonly { weekday: Weekday; nth: number; text: string | null }[];
  shift: { rule: keyof typeof SHIFTS; graceDays: number | null } | null;
  text: string | null;
};

export type TimeOfDay = { time: string; zone: string };

/** P20 */
export type Release = {
  at: TimeOfDay | null;
  /** The same moment as the text writes it elsewhere. */
  alsoWritten: readonly TimeOfDay[];
  displayZones: readonly string[];
  precision: keyof typeof PRECISIONS | null;
  text: string | null;
};

/** P51 */
export type Disclosure = {
  condition: keyof typeof DISCLOSURE | null;
  steps: readonly { name: string; text: string }[];
  text: string | null;
};
