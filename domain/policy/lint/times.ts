import { type Clause, clause, type Finding, type Path } from "@/domain/policy/lint/finding";
import type { Anchor, Span } from "@/domain/policy/parts/time";
import type { Policy } from "@/domain/policy/policy";
import { longestHours, shortestHours } from "@/domain/policy/spans";
import { AUDIENCES, CLOCKS, LIMIT_KINDS } from "@/domain/policy/vocabulary";
import { anchoredWords, listed, spanWords } from "@/domain/policy/words";

/** One length of time that the policy names. */
type Timed = { path: Path; what: string; span: Span; anchor: Anchor | null; severities: readonly string[] };

const says = (t: Timed): Clause => clause(t.path, `${t.what}: ${anchoredWords(t.span, t.anchor)}`);

const limits = (policy: Policy): (Timed & { kind: string })[] =>
  (policy.embargo?.limits ?? []).map((l, i) => ({
    ...l,
    path: ["embargo", "limits", i],
    what: LIMIT_KINDS[l.kind],
  }));
const clocks = (policy: Policy): (Timed & { kind: string })[] =>
  policy.clocks.flatMap((c, i) =>
    c.within ? [{ ...c, kind: c.what, path: ["clocks", i], what: CLOCKS[c.what], span: c.within }] : [],
  );
/** The stages in which outsiders are told. */
const stages = (policy: Policy): Timed[] =>
  (policy.prenotification?.stages ?? []).flatMap((s, i) =>
    s.offset && (s.audience === "group" || s.audience === "upstream")
      ? [{ ...s, path: ["prenotification", "stages", i], what: s.name, span: s.offset }]
      : [],
  );

/** 14 days are 2 weeks. */
const same = (a: Span, b: Span) =>
  shortestHours(a) === shortestHours(b) && longestHours(a) === longestHours(b);
const within = (a: Span, b: Span) =>
  shortestHours(a) >= shortestHours(b) && longestHours(a) <= longestHours(b);

/** For one severity at least both are said; beside a rule for all, one for a severity of its own is an exception to it. */
const meet = (a: readonly string[], b: readonly string[]) =>
  a.length === 0 || b.length === 0 ? a.length === b.length : a.some((s) => b.includes(s));
const overlap = (a: readonly string[], b: readonly string[]) =>
  a.length === 0 || b.length === 0 || meet(a, b);

/** P16, P18, P48: the same promise with two lengths; a stage is the same where it has the same name. */
export function twoLeadTimes(policy: Policy): Finding[] {
  const named = stages(policy).map((s) => ({ ...s, kind: s.what }));
  return [...clashing(limits(policy)), ...clashing(clocks(policy)), ...clashing(named), ...leadTimes(policy)];
}

function clashing(all: readonly (Timed & { kind: string })[]): Finding[] {
  const told = new Set<Timed>();
  return all.flatMap((first, i): Finding[] => {
    if (told.has(first)) return [];
    const others = all
      .slice(i + 1)
      .filter(
        (t) =>
          t.kind === first.kind &&
          t.anchor === first.anchor &&
          meet(t.severities, first.severities) &&
          !same(t.span, first.span),
      );
    if (others.length === 0) return [];
    for (const t of others) told.add(t);
    return [twice([first, ...others], first.what)];
  });
}

const twice = (all: readonly Timed[], what: string): Finding => ({
  kind: "two-lead-times",
  message: `${what} is given as ${listed(all.map((t) => spanWords(t.span)))}.`,
  advice: "Keep the one that holds and take the other out, or say for which severities each is.",
  clauses: all.map(says),
});

/**
 * What lies between advisory and release stands twice: as a stage before the release, and as a limit from the advisory.
 * They clash where neither is a part of the other; among several stages only the first one lasts as long.
 */
function leadTimes(policy: Policy): Finding[] {
  const before = stages(policy).filter((s) => s.anchor === "beforePublic");
  return limits(policy).flatMap((limit): Finding[] => {
    if ((limit.kind !== "target" && limit.kind !== "preferred") || limit.anchor !== "advisorySent") return [];
    const [first] = before
      .filter((s) => overlap(s.severities, limit.severities))
      .sort((a, b) => longestHours(b.span) - longestHours(a.span));
    return !first || within(first.span, limit.span) || within(limit.span, first.span)
      ? []
      : [twice([limit, first], "The time between advisory and release")];
  });
}

/** P16, P18: nobody is told longer before the release than the embargo may last at all. */
export function stageBeyondLimit(policy: Policy): Finding[] {
  const most = limits(policy).filter(
    (l) => l.kind === "hardMax" && l.anchor !== null && BEFORE_THE_ADVISORY.includes(l.anchor),
  );
  const inExceptions = limits(policy).filter((l) => l.kind === "exceptionalMax");
  return stages(policy).flatMap((s): Finding[] => {
    if (s.anchor !== "beforePublic") return [];
    const isTooLong = (l: Timed) =>
      overlap(s.severities, l.severities) && shortestHours(s.span) > longestHours(l.span);
    const broken = most.filter(isTooLong);
    if (broken.length === 0 || inExceptions.some((l) => !isTooLong(l))) return [];
    return [
      {
        kind: "stage-beyond-limit",
        message: `${s.what} is ${spanWords(s.span)} before the release, and an embargo lasts ${broken.map((l) => spanWords(l.span)).join(", ")} at most.`,
        advice: "Let the stage be later, or allow a longer embargo.",
        clauses: [s, ...broken].map(says),
      },
    ];
  });
}
const BEFORE_THE_ADVISORY: readonly Anchor[] = [
  "reportReceived",
  "reportAccepted",
  "advisorySent",
  "beforePublic",
];

/** P17: a length of time says nothing without what it counts from. News that is repeated counts from the last. */
export function clockWithoutAnchor(policy: Policy): Finding[] {
  const freeze = policy.prenotification?.freeze;
  const open: Timed[] = [
    ...clocks(policy).filter((c) => c.kind !== "update"),
    ...limits(policy),
    ...(policy.prenotification?.stages ?? []).flatMap((s, i): Timed[] =>
      s.offset
        ? [
            {
              ...s,
              path: ["prenotification", "stages", i],
              what: `${s.name}, ${AUDIENCES[s.audience]}`,
              span: s.offset,
            },
          ]
        : [],
    ),
    ...(freeze
      ? [
          {
            ...freeze,
            path: ["prenotification", "freeze"],
            what: "Freeze",
            span: freeze.offset,
            severities: [],
          },
        ]
      : []),
    ...policy.duties.flatMap((d, i): Timed[] =>
      d.within ? [{ ...d, path: ["duties", i], what: d.text, span: d.within, severities: [] }] : [],
    ),
  ].filter((t) => t.anchor === null);
  return open.map((t) => ({
    kind: "clock-without-anchor",
    message: `${spanWords(t.span)}: the text does not say from when, so nobody can tell when it has passed.`,
    advice: "Name what it counts from under anchor, such as reportReceived.",
    clauses: [says(t)],
  }));
}

/** P18, P23: what this text believes of another list, and what that list said when somebody looked. */
export const channelCapOutOfDate = (policy: Policy): Finding[] =>
  (policy.prenotification?.channels ?? []).flatMap(({ name, limit, ownLimit }, i): Finding[] => {
    if (!limit || !ownLimit) return [];
    const sameAnchor = limit.anchor === null || ownLimit.anchor === null || limit.anchor === ownLimit.anchor;
    if (same(limit, ownLimit) && sameAnchor) return [];
    const at = ["prenotification", "channels", i] as const;
    return [
      {
        kind: "channel-cap-out-of-date",
        message: `The text gives ${name} ${anchoredWords(limit, limit.anchor)}. By its own text of ${ownLimit.checkedOn} it is ${anchoredWords(ownLimit, ownLimit.anchor)}.`,
        advice: `Look at the text of ${name} again, and write its limit here. The stricter one holds.`,
        clauses: [
          clause([...at, "limit"], anchoredWords(limit, limit.anchor)),
          clause(
            [...at, "ownLimit"],
            `${anchoredWords(ownLimit, ownLimit.anchor)}, on ${ownLimit.checkedOn}`,
          ),
        ],
      },
    ];
  });
