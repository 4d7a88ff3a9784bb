import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  type Evaluated,
  evaluate,
  evaluateAll,
  type OnRecord,
  partsOf,
  pathOf,
  predicatesOf,
  type Standing,
} from "@/domain/policy/eligibility";
import type { Criterion, Eligibility, Predicate } from "@/domain/policy/parts/eligibility";
import { NO_PROOF, type Proof } from "@/domain/policy/proof";
import { PREDICATE_KINDS } from "@/domain/policy/vocabulary";

const now = Temporal.Instant.from("2027-01-12T17:00:00Z");
const KINDS = Object.keys(PREDICATE_KINDS) as (keyof typeof PREDICATE_KINDS)[];
const statement = (id: string, more: Partial<Predicate> = {}): Predicate => ({
  id,
  text: `Statement ${id}`,
  kind: "judgement",
  threshold: null,
  evidence: null,
  ...more,
});
const PLACES = ["the group", "end users"];
/** One of each kind, and more of what a member judges. */
const STATEMENTS: readonly Predicate[] = [
  ...KINDS.map((kind) =>
    statement(kind.toLowerCase(), {
      kind,
      threshold: kind === "measured" ? { metric: "users", atLeast: 10, atMost: 100, unit: null } : null,
    }),
  ),
  ...["a", "b", "c"].map((id) => statement(id)),
  statement("dated", {
    evidence: {
      text: null,
      acceptHosts: [],
      refuseHosts: ["bad.example.org"],
      maxAge: { amount: 30, upTo: null, unit: "days" },
    },
  }),
];

const leaf = fc.constantFrom<Criterion>(...STATEMENTS);
const places = fc.record({ capacity: fc.integer({ min: 1, max: 5 }), appliesTo: fc.constantFrom(...PLACES) });
/** A tree of every kind of node; without *not* where a test asks for none. */
const trees = (withNot: boolean) =>
  fc.letrec<{ tree: Criterion }>((tie) => {
    const some = fc.array(tie("tree"), { minLength: 1, maxLength: 4 });
    const nodes: fc.Arbitrary<Criterion>[] = [
      leaf,
      leaf,
      places,
      some.map((all) => ({ all })),
      some.map((any) => ({ any })),
      fc.tuple(some, fc.nat()).map(([of, n]) => ({ atLeast: 1 + (n % of.length), of })),
      fc.record({ waivedIf: tie("tree"), otherwise: tie("tree") }),
      ...(withNot ? [tie("tree").map((not) => ({ not }))] : []),
    ];
    return { tree: fc.oneof({ maxDepth: 4, depthSize: "max" }, ...(nodes as [fc.Arbitrary<Criterion>])) };
  }).tree;

const proof: fc.Arbitrary<Proof> = fc.record({
  verdict: fc.constantFrom("met" as const, "not_met" as const, null, null),
  url: fc.constantFrom(null, null, "https://example.org/x", "http://example.org", "https://bad.example.org/"),
  value: fc.constantFrom(null, 5, 10, 100, 101, Number.NaN, Infinity),
  holds: fc.constantFrom(null, true, false),
  datedAt: fc.constantFrom(null, now, now.subtract({ hours: 24 * 31 })),
  reviewBy: fc.constantFrom(null, null, now, now.add({ hours: 24 })),
});
const proofs = fc.dictionary(
  fc.constantFrom(...STATEMENTS.map((s) => s.id)),
  fc.array(proof, { maxLength: 3 }),
);
const taken = fc.dictionary(fc.constantFrom(...PLACES), fc.nat(6));
const record = (p: Record<string, Proof[]>, t: Record<string, number> = {}): OnRecord => ({
  proofs: new Map(Object.entries(p)),
  taken: new Map(Object.entries(t)),
  now,
});
const judged = (all: Record<string, "met" | "not_met">, t: Record<string, number> = {}): OnRecord =>
  record(Object.fromEntries(Object.entries(all).map(([id, verdict]) => [id, [{ ...NO_PROOF, verdict }]])), t);

const everyNode = (e: Evaluated): Evaluated[] => [e, ...e.parts.flatMap(everyNode)];
const rest = (more: Partial<Eligibility>): Eligibility => ({
  criteria: null,
  exclusions: [],
  capacity: null,
  applicants: [],
  text: null,
  ...more,
});

describe("for any tree and any evidence", () => {
  test("more evidence never turns met into not met, where nothing is denied", () => {
    fc.assert(
      fc.property(trees(false), proofs, proofs, taken, (tree, before, more, t) => {
        const both = { ...before };
        for (const [id, all] of Object.entries(more)) both[id] = [...(before[id] ?? []), ...all];
        if (evaluate(tree, record(before, t)).standing === "met")
          expect(evaluate(tree, record(both, t)).standing).not.toBe("not_met");
      }),
      { numRuns: 1000 },
    );
  });

  test("more evidence against never makes anybody eligible, where nothing is denied", () => {
    const against = fc.dictionary(
      fc.constantFrom(...STATEMENTS.map((s) => s.id)),
      fc.constant([{ ...NO_PROOF, verdict: "not_met" as const }]),
    );
    fc.assert(
      fc.property(trees(false), proofs, against, taken, (tree, before, more, t) => {
        const both = { ...before };
        for (const [id, all] of Object.entries(more)) both[id] = [...(before[id] ?? []), ...all];
        if (evaluate(tree, record(both, t)).standing === "met")
          expect(evaluate(tree, record(before, t)).standing).toBe("met");
      }),
      { numRuns: 1000 },
    );
  });

  test("the order of the evidence and of the parts changes nothing", () => {
    const turned = (c: Criterion): Criterion =>
      "all" in c
        ? { all: c.all.map(turned).toReversed() }
        : "any" in c
          ? { any: c.any.map(turned).toReversed() }
          : "of" in c
            ? { ...c, of: c.of.map(turned).toReversed() }
            : "not" in c
              ? { not: turned(c.not) }
              : "waivedIf" in c
                ? { waivedIf: turned(c.waivedIf), otherwise: turned(c.otherwise) }
                : c;
    fc.assert(
      fc.property(trees(true), proofs, taken, (tree, p, t) => {
        const { standing, because } = evaluate(tree, record(p, t));
        const reversed = Object.fromEntries(
          Object.entries(p)
            .toReversed()
            .map(([id, all]) => [id, all.toReversed()]),
        );
        expect(evaluate(tree, record(reversed, t))).toEqual(evaluate(tree, record(p, t)));
        expect(evaluate(turned(tree), record(p, t))).toMatchObject({ standing, because });
      }),
      { numRuns: 1000 },
    );
  });

  test("nothing is met without evidence, nor by evidence that does not count", () => {
    const silent: Proof[] = [NO_PROOF, { ...NO_PROOF, value: Number.NaN }];
    // A page is held against rules, and where it is what shows the statement; elsewhere a member's word is what counts.
    const refused: Proof[] = [
      { ...NO_PROOF, verdict: "met", url: "http://example.org" },
      { ...NO_PROOF, holds: true, value: 50, url: "ftp://example.org" },
    ];
    const voidFor = (s: Predicate) =>
      fc.constantFrom(...silent, ...(s.evidence || s.kind === "evidenceUrl" ? refused : []));
    const nothing = fc.record(
      Object.fromEntries(STATEMENTS.map((s) => [s.id, fc.array(voidFor(s), { maxLength: 3 })])),
    );
    fc.assert(
      fc.property(
        trees(true),
        fc.array(trees(true), { maxLength: 2 }),
        nothing,
        (criteria, exclusions, p) => {
          for (const on of [record({}), record(p)]) {
            const whole = evaluateAll(rest({ criteria, exclusions }), on);
            for (const node of everyNode(whole)) expect(node.standing).toBe("needs_person");
          }
        },
      ),
    );
  });

  test("the path leads down to statements or places, and from these alone the same answer follows", () => {
    const leaves = (e: Evaluated): Evaluated[] => (e.decided.length === 0 ? [e] : e.decided.flatMap(leaves));
    fc.assert(
      fc.property(trees(true), proofs, taken, (tree, p, t) => {
        const whole = evaluate(tree, record(p, t));
        const path = pathOf(whole);
        const ends = leaves(whole);
        for (const end of ends) {
          expect(end.parts).toEqual([]);
          expect(path).toContainEqual(expect.stringContaining(end.asks));
        }
        for (const said of path) expect(said).toMatch(/^.+: (met|not met|needs a person), .+$/);
        if (whole.standing === "needs_person") {
          expect(ends.map((e) => e.standing)).toContain("needs_person");
          return;
        }
        const known = new Set(ends.map((e) => e.id));
        const alone = Object.fromEntries(Object.entries(p).filter(([id]) => known.has(id)));
        expect(evaluate(tree, record(alone, t)).standing).toBe(whole.standing);
      }),
      { numRuns: 1000 },
    );
  });

  test("what is decided stays so, whatever becomes known of the rest", () => {
    fc.assert(
      fc.property(trees(true), proofs, taken, fc.func(fc.boolean()), (tree, p, t, guess) => {
        const whole = evaluate(tree, record(p, t));
        if (whole.standing === "needs_person") return;
        const settled = { ...p };
        for (const s of predicatesOf(tree))
          if (evaluate(s, record(p)).standing === "needs_person")
            settled[s.id] = [{ ...NO_PROOF, verdict: guess(s.id) ? "met" : "not_met" }];
        const counted = { ...Object.fromEntries(PLACES.map((name) => [name, guess(name) ? 0 : 9])), ...t };
        expect(evaluate(tree, record(settled, counted)).standing).toBe(whole.standing);
      }),
      { numRuns: 1000 },
    );
  });

  test("the statements are listed once each, in the order of the text", () => {
    const inText = (c: Criterion): string[] => ("id" in c ? [c.id] : partsOf(c).flatMap(inText));
    fc.assert(
      fc.property(trees(true), (tree) => {
        expect(predicatesOf(tree).map((s) => s.id)).toEqual([...new Set(inText(tree))]);
      }),
    );
  });
});

const [M, N, P] = ["met", "not_met", "needs_person"] as const;
const [a, b, c] = ["a", "b", "c"].map((id) => statement(id)) as [Predicate, Predicate, Predicate];
const known = (all: Record<string, Standing>) =>
  judged(
    Object.fromEntries(Object.entries(all).filter(([, s]) => s !== P)) as Record<string, "met" | "not_met">,
  );

test.each<[Standing, Standing, Standing]>([
  [M, M, M],
  [M, N, M],
  [M, P, M],
  [N, M, M],
  [N, N, N],
  [N, P, P],
  [P, M, M],
  [P, N, P],
  [P, P, P],
])("a waiver that is %s beside a condition that is %s gives %s", (when, otherwise, gives) => {
  expect(evaluate({ waivedIf: a, otherwise: b }, known({ a: when, b: otherwise })).standing).toBe(gives);
});

test.each<[number, Standing[], Standing]>([
  [1, [M, N, N], M],
  [1, [P, N, N], P],
  [1, [N, N, N], N],
  [2, [M, M, P], M],
  [2, [M, N, P], P],
  [2, [M, N, N], N],
  [2, [P, P, N], P],
  [3, [M, M, M], M],
  [3, [M, M, P], P],
  [3, [P, P, N], N],
])("at least %s of %s is %s", (atLeast, [x, y, z], gives) => {
  const on = known({ a: x as Standing, b: y as Standing, c: z as Standing });
  expect(evaluate({ atLeast, of: [a, b, c] }, on).standing).toBe(gives);
});

test.each<[number | null, number, Standing]>([
  [0, 10, M],
  [9, 10, M],
  [10, 10, N],
  [11, 10, N],
  [null, 10, P],
])("with %s of %s places taken a place is %s", (held, max, gives) => {
  const on = judged({}, held === null ? { others: 0 } : { G: held });
  expect(evaluate({ capacity: max, appliesTo: "G" }, on).standing).toBe(gives);
  expect(
    evaluateAll(
      rest({ capacity: { max, appliesTo: "G" }, criteria: a }),
      judged({ a: "met" }, on.taken.size && held !== null ? { G: held } : {}),
    ).standing,
  ).toBe(gives);
});

test.each<[Standing, Standing, Standing]>([
  [M, M, N],
  [M, N, N],
  [M, P, N],
  [N, M, M],
  [N, N, N],
  [N, P, P],
  [P, M, P],
  [P, N, N],
  [P, P, P],
])("an exclusion that is %s beside criteria that are %s gives %s", (excluded, criteria, gives) => {
  const on = known({ a: excluded, b: criteria });
  expect(evaluateAll(rest({ exclusions: [a], criteria: b }), on).standing).toBe(gives);
});

test("without criteria a member decides, unless an exclusion vetoes", () => {
  expect(evaluateAll(null, judged({})).standing).toBe(P);
  expect(evaluateAll(rest({ exclusions: [a] }), judged({ a: "not_met" })).standing).toBe(P);
  expect(evaluateAll(rest({ exclusions: [a] }), judged({ a: "met" })).standing).toBe(N);
  expect(evaluateAll(rest({ capacity: { max: 1, appliesTo: "G" } }), judged({}, { G: 0 })).standing).toBe(P);
  expect(evaluateAll(rest({ capacity: { max: 1, appliesTo: "G" } }), judged({}, { G: 1 })).standing).toBe(N);
});

test("the path of a refusal names the exclusion, and the path of a refused waiver both of its parts", () => {
  expect(pathOf(evaluateAll(rest({ exclusions: [a], criteria: b }), judged({ a: "met", b: "met" })))).toEqual(
    [
      "All of these: not met, 1 of 2 are not met",
      "Excluded is whom this fits: not met, a member judged it",
      "Statement a: met, a member judged it",
    ],
  );
  expect(pathOf(evaluate({ waivedIf: a, otherwise: b }, judged({ a: "not_met", b: "not_met" })))).toEqual([
    "Waived for whom the first fits, else the second: not met, a member judged it",
    "Statement a: not met, a member judged it",
    "Statement b: not met, a member judged it",
  ]);
});
