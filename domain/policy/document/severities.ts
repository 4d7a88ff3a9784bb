import {
  type Area,
  alone,
  chapter,
  type Fact,
  fact,
  ours,
  type Part,
  text,
} from "@/domain/policy/document/parts";
import type { Severity } from "@/domain/policy/parts/severity";
import type { Policy } from "@/domain/policy/policy";
import { FIX_TRACKS, PRENOTIFY, SCALE_SOURCES } from "@/domain/policy/vocabulary";
import { sentence } from "@/domain/policy/words";

export const severityAreas = (policy: Policy): Area[] => [
  alone(chapter("severities", "Severities", severities(policy), "None: the text has no scale.")),
];

function severities({ severity: scale }: Policy): Part[] {
  if (!scale) return [];
  const numbers = scale.levels.some((s) => s.usualScore !== null);
  return [
    ...text(`The scale goes by ${SCALE_SOURCES[scale.source]}.`),
    ...ours(
      numbers
        ? "A member decides by the definition. The score only proposes; where the two differ, the reason is kept."
        : "A member decides by the definition.",
    ),
    ...text(scale.text),
    ...(scale.levels.length > 0 ? [{ type: "severities" as const, scale }] : []),
  ];
}

/** *9.0 to 10.0*, the scores that usually go with it (P14). */
export const usualScore = (s: Severity): string | null =>
  s.usualScore === null ? null : `${s.usualScore.min.toFixed(1)} to ${s.usualScore.max.toFixed(1)}`;

/** What the text says of one severity besides its definition. */
export const factsOf = (s: Severity): Fact[] =>
  [
    s.examples !== null && fact("Examples", s.examples),
    fact("Usual score", usualScore(s) ?? "no number decides"),
    fact("Prenotification", PRENOTIFY[s.prenotify]),
    s.fix !== null && fact("Fix", FIX_TRACKS[s.fix]),
    s.release !== null && fact("Release", s.release),
    s.conditions.length > 0 && fact("Only if", s.conditions.map(sentence).join(" ")),
  ].filter((f) => f !== false);
