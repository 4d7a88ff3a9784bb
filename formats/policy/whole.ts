import type { Policy } from "@/domain/policy/policy";
import { releaseDayWithin } from "@/domain/policy/release-days";
import { longestHours, shortestHours } from "@/domain/policy/spans";
import { criteriaProblems, type Problem } from "@/formats/policy/criteria";

/** What no single field shows: names that refer to nothing, ranges that exclude one another, groups in a circle. */
export function problemsOf(policy: Policy): Problem[] {
  return [
    ...unknownSeverities(policy),
    ...groupProblems(policy),
    ...criteriaProblems(policy),
    ...limitProblems(policy),
    ...calendarProblems(policy),
    ...anchorsOfBlocks(policy),
  ];
}

function unknownSeverities(policy: Policy): Problem[] {
  const known = new Set(policy.severity?.levels.map((l) => l.label) ?? []);
  const check = (path: (string | number)[], labels: readonly string[]): Problem[] =>
    labels.flatMap((label, i) =>
      known.has(label)
        ? []
        : [
            {
              path: [...path, "severities", i],
              message:
                known.size > 0
                  ? `The scale has no severity ${label}. It has ${[...known].join(", ")}.`
                  : `The policy has no severity scale, so ${label} is none of it.`,
            },
          ],
    );
  return [
    // A text without a scale may still promise something for "critical" ones; what those are, members judge.
    ...(known.size > 0 ? policy.clocks : []).flatMap((c, i) => check(["clocks", i], c.severities)),
    ...(policy.prenotification?.stages ?? []).flatMap((s, i) =>
      check(["prenotification", "stages", i], s.severities),
    ),
    ...(policy.embargo?.limits ?? []).flatMap((l, i) => check(["embargo", "limits", i], l.severities)),
  ];
}

function groupProblems(policy: Policy): Problem[] {
  const names = policy.groups.map((g) => g.name);
  const absent = (name: string) => `There is no group ${name}.`;
  return [
    ...policy.groups.flatMap((g, i): Problem[] => {
      const at = ["groups", i];
      if (names.indexOf(g.name) !== i)
        return [{ path: [...at, "name"], message: "This group is listed twice." }];
      if (g.partOf === null) return [];
      if (!names.includes(g.partOf)) return [{ path: [...at, "partOf"], message: absent(g.partOf) }];
      return isInCircle(policy, g.name)
        ? [{ path: [...at, "partOf"], message: "The groups are parts of one another in a circle." }]
        : [];
    }),
    ...(policy.prenotification?.stages ?? []).flatMap((s, i) =>
      s.groups.flatMap((name, j): Problem[] =>
        names.includes(name)
          ? []
          : [{ path: ["prenotification", "stages", i, "groups", j], message: absent(name) }],
      ),
    ),
  ];
}

function isInCircle(policy: Policy, name: string): boolean {
  let at: string | null | undefined = name;
  for (let steps = 0; steps <= policy.groups.length && at; steps++) {
    at = policy.groups.find((g) => g.name === at)?.partOf;
    if (at === name) return true;
  }
  return false;
}

function limitProblems(policy: Policy): Problem[] {
  const limits = policy.embargo?.limits ?? [];
  const meet = (a: readonly string[], b: readonly string[]) =>
    a.length === 0 || b.length === 0 || a.some((s) => b.includes(s));
  return limits.flatMap((low, i) =>
    low.kind === "hardMax" || low.kind === "exceptionalMax"
      ? []
      : limits.flatMap((high): Problem[] =>
          (high.kind === "hardMax" || high.kind === "exceptionalMax") &&
          high.anchor === low.anchor &&
          meet(low.severities, high.severities) &&
          shortestHours(low.span) > longestHours(high.span) &&
          // In exceptions it may go further than the ordinary end.
          !limits.some((x) => x.kind === "exceptionalMax" && longestHours(x.span) >= shortestHours(low.span))
            ? [
                {
                  path: ["embargo", "limits", i, "span"],
                  message: `${low.span.amount} ${low.span.unit} are longer than the most that is allowed, ${high.span.upTo ?? high.span.amount} ${high.span.unit}.`,
                },
              ]
            : [],
        ),
  );
}

function calendarProblems(policy: Policy): Problem[] {
  const c = policy.calendar;
  if (!c) return [];
  const turned = c.blackouts.flatMap((b, i): Problem[] =>
    b.from.length === b.to.length && b.from.length === 10 && b.from > b.to
      ? [{ path: ["calendar", "blackouts", i, "to"], message: "It ends before it begins." }]
      : b.from.length !== b.to.length
        ? [{ path: ["calendar", "blackouts", i, "to"], message: "Give both days a year, or neither." }]
        : [],
  );
  const zero = c.recurring.flatMap((r, i): Problem[] =>
    r.nth === 0
      ? [{ path: ["calendar", "recurring", i, "nth"], message: "1 is the first of the month, -1 the last." }]
      : [],
  );
  const grace =
    c.shift?.rule === "grace" && c.shift.graceDays === null
      ? [{ path: ["calendar", "shift", "graceDays"], message: "Say how many days of grace." }]
      : [];
  if (turned.length + zero.length > 0) return [...turned, ...zero, ...grace];
  return releaseDayWithin(c)
    ? grace
    : [...grace, { path: ["calendar"], message: "It leaves no day for a release in the next two years." }];
}

function anchorsOfBlocks(policy: Policy): Problem[] {
  const seen = new Set<string>();
  return (["guidance", "considerations", "reading"] as const).flatMap((part) =>
    policy[part].flatMap((b, i): Problem[] => {
      if (seen.has(b.id))
        return [{ path: [part, i, "id"], message: `${b.id} is the anchor of another text.` }];
      seen.add(b.id);
      return [];
    }),
  );
}
