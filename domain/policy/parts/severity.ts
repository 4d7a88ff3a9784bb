import type { FIX_TRACKS, PRENOTIFY, SCALE_SOURCES } from "@/domain/policy/vocabulary";

export type Severity = {
  label: string;
  /** Null where the text uses the word and does not say what it means. */
  definition: string | null;
  examples: string | null;
  /** The score range that usually goes with it; it proposes, and decides nothing (rule 13). Null: numbers are refused. */
  usualScore: { min: number; max: number } | null;
  prenotify: keyof typeof PRENOTIFY;
  /** Null where the text does not say. */
  fix: keyof typeof FIX_TRACKS | null;
  /** Conditions in words that a member weighs: remote only, new code alone. */
  conditions: readonly string[];
  /** When its fix is released, in the words of the text. */
  release: string | null;
};

/** Highest first. */
export type SeverityScale = {
  source: keyof typeof SCALE_SOURCES;
  text: string | null;
  levels: readonly Severity[];
};
