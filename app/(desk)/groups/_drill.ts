import type { Tone } from "@/components/tone";
import type { DrillResult } from "@/domain/drill";

const RESULTS: Record<DrillResult, { word: string; tone: Tone }> = {
  answered: { word: "Answered", tone: "quiet" },
  waiting: { word: "Reached, no answer yet", tone: "quiet" },
  silent: { word: "Reached, silent", tone: "attention" },
  "on its way": { word: "On its way", tone: "quiet" },
  "not reached": { word: "Not reached", tone: "danger" },
};
export const drillWord = (result: DrillResult): { word: string; tone: Tone } => RESULTS[result];

/** Whom somebody has to ask comes first, and whoever answered last. */
const ORDER: readonly DrillResult[] = ["silent", "not reached", "on its way", "waiting", "answered"];
export const inDrillOrder = <T extends { result: DrillResult }>(rows: readonly T[]): T[] =>
  ORDER.flatMap((result) => rows.filter((r) => r.result === result));

/** "4 reached, silent; 29 not reached; 1 answered" */
export const drillSummary = (rows: readonly { result: DrillResult }[]): string =>
  ORDER.map((result) => ({ result, n: rows.filter((r) => r.result === result).length }))
    .filter(({ n }) => n > 0)
    .map(({ result, n }) => `${n} ${drillWord(result).word.toLowerCase()}`)
    .join("; ");
