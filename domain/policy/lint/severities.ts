import { type Clause, clause, type Finding } from "@/domain/policy/lint/finding";
import type { Severity } from "@/domain/policy/parts/severity";
import type { Policy } from "@/domain/policy/policy";
import { isOffered, severitiesOf } from "@/domain/policy/severity";
import { FIX_TRACKS, NO_EMBARGO_REASONS, PRENOTIFY } from "@/domain/policy/vocabulary";
import { listed } from "@/domain/policy/words";

const at = (i: number, field: string) => ["severity", "levels", i, field] as const;
const track = (s: Severity, i: number): Clause[] =>
  s.fix === null ? [] : [clause(at(i, "fix"), FIX_TRACKS[s.fix])];
const offer = (s: Severity, i: number): Clause => clause(at(i, "prenotify"), PRENOTIFY[s.prenotify]);

/** P15: what is fixed in the open has nothing to be told early. *Either* leaves the choice to the team, and is none. */
export const bothTracks = (policy: Policy): Finding[] =>
  severitiesOf(policy).flatMap((s, i): Finding[] =>
    isOffered(s) && s.fix === "public"
      ? [
          {
            kind: "severity-on-both-tracks",
            message: `${s.label} is offered for prenotification, and its fix is made in public, where everybody can read it already.`,
            advice: `Take ${s.label} out of the prenotification, or fix it in private.`,
            clauses: [offer(s, i), ...track(s, i)],
          },
        ]
      : [],
  );

/** P15: *every CVE* is a duty without exception. */
export function everyCveButSome(policy: Policy): Finding[] {
  if (!policy.prenotification?.everyCve) return [];
  const levels = severitiesOf(policy).map((s, i) => ({
    label: s.label,
    clauses: [
      ...(s.prenotify === "must" ? [] : [offer(s, i)]),
      ...(s.fix === "public" || s.fix === "either" ? track(s, i) : []),
    ],
  }));
  const spared = levels.filter((l) => l.clauses.length > 0);
  const low = (policy.embargo?.noEmbargoReasons ?? []).flatMap((r, i) =>
    r === "lowSeverity" ? [clause(["embargo", "noEmbargoReasons", i], NO_EMBARGO_REASONS[r])] : [],
  );
  if (spared.length + low.length === 0) return [];
  const names = spared.length > 0 ? listed(spared.map((l) => l.label)) : "what is of low severity";
  return [
    {
      kind: "every-cve-but-some",
      message: `The text prenotifies every vulnerability with a CVE, and lets ${names} go without.`,
      advice:
        "Say which of the two holds: name the severities that are prenotified, or make it a duty for each.",
      clauses: [
        clause(["prenotification", "everyCve"], "Every vulnerability with a CVE is prenotified."),
        ...spared.flatMap((l) => l.clauses),
        ...low,
      ],
    },
  ];
}

type Range = { i: number; label: string; min: number; max: number };

/** Two ranges that share a score, or leave one between them. What lies below the lowest is none of a severity (CVSS: 0). */
export function scoreGap(policy: Policy): Finding[] {
  const levels = severitiesOf(policy);
  const ranges = levels
    .flatMap(({ label, usualScore: r }, i): Range[] =>
      r ? [{ i, label, min: Math.round(r.min * 10), max: Math.round(r.max * 10) }] : [],
    )
    .sort((a, b) => a.min - b.min || a.max - b.max || a.i - b.i);
  return ranges.slice(1).flatMap((high, n): Finding[] => {
    const low = ranges[n] as Range;
    // A severity without numbers may be what stands in a gap.
    const gap = high.min > low.max + 1 && ranges.length === levels.length;
    if (high.min > low.max && !gap) return [];
    return [
      {
        kind: "score-gap",
        message: gap
          ? `A score between ${score(low.max)} and ${score(high.min)} proposes no severity.`
          : `A score of ${score(high.min)} proposes ${high.label} as well as ${low.label}.`,
        advice: "Let each range begin a tenth above the end of the one below.",
        clauses: [high, low].map((r) =>
          clause(at(r.i, "usualScore"), `${r.label}: ${score(r.min)} to ${score(r.max)}`),
        ),
      },
    ];
  });
}
const score = (tenths: number) => (tenths / 10).toFixed(1);
