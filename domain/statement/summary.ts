import type { PersonState } from "@/domain/delivery/silence";
import type { StatementState } from "@/domain/statement/state";

/** One organization as far as one vulnerability concerns it. */
export type Standing = {
  /** Its newest statement, null when it made none. */
  state: StatementState | null;
  person: PersonState;
  /** Whether a request for a message to it was begun. */
  told: boolean;
  reached: boolean;
};

/** Where an organization is counted: in one place only, so that the parts add up to everybody. */
export const SUMMARY_PLACES = {
  not_affected: "not affected",
  affected: "affected",
  investigating: "investigating",
  not_looked: "not looked yet",
  no_statement: "without a statement",
  declined: "declined the terms",
  silent: "silent",
  not_reached: "not reached",
  not_told: "not told yet",
} as const;
export type SummaryPlace = keyof typeof SUMMARY_PLACES;

/**
 * What an organization said stands, whatever became of its mail. Without a statement it is declined, not told, not
 * reached, silent, or reading: that it said nothing never counts as *not affected*.
 */
export function placeOf(of: Standing): SummaryPlace {
  switch (of.state) {
    case "not_affected":
    case "investigating":
    case "not_looked":
      return of.state;
    case "affected":
    case "fix_in_progress":
    case "fix_ready":
    case "deployed":
    case "will_not_fix":
      return "affected";
    case null:
      if (of.person === "declined") return "declined";
      if (!of.told) return "not_told";
      if (!of.reached) return "not_reached";
      return of.person === "silent" ? "silent" : "no_statement";
  }
}

/** How far the affected are, as far as they said so. */
const PROGRESS: Partial<Record<StatementState, string>> = {
  deployed: "fix deployed",
  fix_ready: "fix ready",
  fix_in_progress: "fix in progress",
  will_not_fix: "will not fix",
};

/** "3 not affected, 2 affected (1 fix ready), 1 silent, 1 not reached": one line that can be read aloud. */
export function summaryLine(all: readonly Standing[]): string {
  const places = Object.keys(SUMMARY_PLACES) as SummaryPlace[];
  return places
    .flatMap((place) => {
      const here = all.filter((s) => placeOf(s) === place);
      if (here.length === 0) return [];
      const parts = Object.entries(PROGRESS).flatMap(([state, words]) => {
        const n = here.filter((s) => s.state === state).length;
        return n > 0 ? [`${n} ${words}`] : [];
      });
      const progress = parts.length > 0 ? ` (${parts.join(", ")})` : "";
      return [`${here.length} ${SUMMARY_PLACES[place]}${progress}`];
    })
    .join(", ");
}
