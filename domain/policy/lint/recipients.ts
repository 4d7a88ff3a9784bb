import { Temporal } from "temporal-polyfill";
import { evaluate, partsOf } from "@/domain/policy/eligibility";
import { type Clause, clause, type Finding, type Path } from "@/domain/policy/lint/finding";
import type { Criterion, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { NO_PROOF } from "@/domain/policy/proof";

/** Beyond these the finding names the criteria as a whole: what they rest on would take long to find. */
const MOST_STATEMENTS = 60;

type Placed = { path: Path; statement: Predicate; denied: boolean };

/** The statements of a tree where they stand; `denied`: under an odd number of *not*. */
function placed(c: Criterion, path: Path, denied = false): Placed[] {
  if ("id" in c) return [{ path, statement: c, denied }];
  const keys =
    "waivedIf" in c
      ? [["waivedIf"], ["otherwise"]]
      : "not" in c
        ? [["not"]]
        : partsOf(c).map((_, i) => ["all" in c ? "all" : "any" in c ? "any" : "of", i]);
  return partsOf(c).flatMap((part, i) =>
    placed(part, [...path, ...(keys[i] as Path)], "not" in c ? !denied : denied),
  );
}

/** Whether the tree is met by somebody for whom exactly these statements hold, with every place free. */
function isMetBy(c: Criterion, all: readonly Placed[], holds: ReadonlySet<string>): boolean {
  const proofs = new Map(
    all.map(({ statement: { id } }) => [
      id,
      [{ ...NO_PROOF, verdict: holds.has(id) ? ("met" as const) : ("not_met" as const) }],
    ]),
  );
  return (
    evaluate(c, { proofs, taken: free(c), now: Temporal.Instant.fromEpochMilliseconds(0) }).standing === "met"
  );
}
const free = (c: Criterion): Map<string, number> =>
  "capacity" in c ? new Map([[c.appliesTo, 0]]) : new Map(partsOf(c).flatMap((p) => [...free(p)]));

/** P2, P3: the text names some as recipients, and somebody whom none of that fits can be eligible all the same. */
export function recipientsDiffer(policy: Policy): Finding[] {
  const named = policy.prenotification?.recipients ?? [];
  if (named.length === 0) return [];
  const trees: { criteria: Criterion; path: Path }[] = [
    { eligibility: policy.eligibility, path: ["eligibility", "criteria"] },
    ...policy.groups.map((g, i) => ({
      eligibility: g.perCase ? null : g.eligibility,
      path: ["groups", i, "eligibility", "criteria"],
    })),
  ].flatMap(({ eligibility, path }) =>
    eligibility?.criteria ? [{ criteria: eligibility.criteria, path }] : [],
  );
  return trees.flatMap(({ criteria, path }): Finding[] => {
    const all = placed(criteria, path);
    const others = all.filter((p) => !named.includes(p.statement.id) && !p.denied);
    const wider = eligibleWithout(criteria, all, named, others);
    if (wider === null) return [];
    return [
      {
        kind: "recipients-differ-from-eligible",
        message: `The text tells those of whom ${named.join(", ")} holds. Somebody else can be eligible too, and would wait for what is never sent.`,
        advice:
          "Name the same in both places: tell all who are eligible, or make only those eligible who are told.",
        clauses: [
          clause(["prenotification", "recipients"], named.join(", ")),
          ...(wider.length > 0 ? wider : [clause(path, "the criteria")]),
        ],
      },
    ];
  });
}

/** The statements that make up for those that are named; null where nothing does. */
function eligibleWithout(
  criteria: Criterion,
  all: readonly Placed[],
  named: readonly string[],
  others: readonly Placed[],
): Clause[] | null {
  const holds = new Set(others.map((p) => p.statement.id));
  if (!isMetBy(criteria, all, holds)) return null;
  if (holds.size > MOST_STATEMENTS) return [];
  // Whatever can be missing is taken out, so that what is left is what it rests on.
  for (const id of [...holds]) {
    holds.delete(id);
    if (!isMetBy(criteria, all, holds)) holds.add(id);
  }
  const isAskedOfAll = (id: string) =>
    !isMetBy(criteria, all, new Set([...named, ...[...holds].filter((other) => other !== id)]));
  return others
    .filter(({ statement: { id } }) => holds.has(id) && !isAskedOfAll(id))
    .map(({ path, statement: s }) => clause(path, s.text));
}
