import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { losses, placesIn, RANK, standingUnder } from "@/domain/policy/directory";
import type { Criterion, Eligibility, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { NO_PROOF } from "@/domain/policy/proof";
import { anyDirectory, entry } from "@/tests/directories";
import { anyPolicy } from "@/tests/policies";
import { vllmPolicy } from "@/tests/world";

const now = Temporal.Instant.from("2027-01-12T17:00:00Z");
const statement = (id: string): Predicate => ({
  id,
  text: id,
  kind: "judgement",
  threshold: null,
  evidence: null,
});
const judged = (id: string, verdict: "met" | "not_met") => new Map([[id, [{ ...NO_PROOF, verdict }]]]);
const asking = (criteria: Criterion | null, more: Partial<Eligibility> = {}): Eligibility => ({
  criteria,
  exclusions: [],
  capacity: null,
  applicants: [],
  text: null,
  ...more,
});
const group = (name: string, eligibility: Eligibility | null = null) => ({
  name,
  description: name,
  partOf: null,
  perCase: false,
  eligibility,
});
const policy = (eligibility: Eligibility | null, groups = [group("A"), group("B")]): Policy => ({
  ...vllmPolicy(),
  eligibility,
  groups,
});
const places = (max: number, appliesTo: string): Eligibility =>
  asking(statement("ships"), { capacity: { max, appliesTo } });

describe("the places that are taken (P6)", () => {
  test("are counted by group, whoever is paused included, since it comes back to its place", () => {
    const all = [
      entry("one", "A"),
      entry("two", "A", { memberships: [{ group: "A", state: "paused" }] }),
      entry("three", "B"),
    ];
    expect([...placesIn(all)]).toEqual([
      ["A", 2],
      ["B", 1],
    ]);
  });

  test("are as many as there are memberships, in whatever order", () => {
    fc.assert(
      fc.property(anyDirectory([vllmPolicy()]), (directory) => {
        const taken = placesIn(directory);
        expect([...taken.values()].reduce((a, b) => a + b, 0)).toBe(
          directory.flatMap((e) => e.memberships).length,
        );
        expect(Object.fromEntries(placesIn([...directory].reverse()))).toEqual(Object.fromEntries(taken));
      }),
    );
  });
});

describe("how an organization stands under a policy", () => {
  const proofs = judged("ships", "met");
  const [one, two] = [entry("one", "A", { proofs }), entry("two", "A", { proofs })];

  test("does not count its own place against it, and counts that of the others", () => {
    const stands = (max: number) =>
      standingUnder(policy(places(max, "A")), one, "A", placesIn([one, two]), now).standing;
    expect([stands(1), stands(2)]).toEqual(["not_met", "met"]);
    expect(standingUnder(policy(places(1, "A")), one, "A", placesIn([one]), now).standing).toBe("met");
  });

  test("finds every place left in a group that nobody is in yet, as the product does", () => {
    expect(standingUnder(policy(places(1, "B")), one, "A", placesIn([one, two]), now).standing).toBe("met");
  });

  test("needs a person where the limit is for whom nobody counts", () => {
    const found = standingUnder(policy(places(5, "End users")), one, "A", placesIn([one]), now);
    expect(found.standing).toBe("needs_person");
  });

  test("goes by the group's own criteria where it has some, else by the policy's (P2)", () => {
    const p = policy(asking(statement("ships")), [group("A"), group("B", asking(statement("hosts")))]);
    expect(standingUnder(p, one, "A", new Map(), now).standing).toBe("met");
    expect(standingUnder(p, one, "B", new Map(), now).standing).toBe("needs_person");
  });
});

describe("whom a new version would not let in as surely", () => {
  const [ships, hosts] = [policy(asking(statement("ships"))), policy(asking(statement("hosts")))];
  test.each<[string, "met" | "not_met" | null, Policy, Policy, boolean]>([
    ["met before, judged by nobody after", "met", ships, hosts, true],
    ["judged by nobody before, not met after", "not_met", hosts, ships, true],
    ["judged by nobody before, met after", "met", hosts, ships, false],
    ["not met before, judged by nobody after", "not_met", ships, hosts, false],
    ["nothing on record", null, ships, hosts, false],
    ["met before, and after there are no criteria", "met", ships, policy(null), true],
  ])("%s", (_, verdict, present, next, lost) => {
    const proofs = verdict ? judged("ships", verdict) : new Map();
    expect(losses(present, next, [entry("Acme", "A", { proofs })], now)).toHaveLength(lost ? 1 : 0);
  });

  test("is told once for each group, with both answers", () => {
    const proofs = judged("ships", "met");
    const memberships = ["A", "B"].map((g) => ({ group: g, state: "active" as const }));
    const found = losses(ships, hosts, [entry("Acme", "A", { memberships, proofs })], now);
    expect(found.map((l) => [l.group, l.before.standing, l.after.standing])).toEqual([
      ["A", "met", "needs_person"],
      ["B", "met", "needs_person"],
    ]);
  });

  test("a limit on a group that the new version brings loses nobody", () => {
    const proofs = judged("ships", "met");
    const next = policy(places(3, "C"), [group("A"), group("C")]);
    expect(losses(ships, next, [entry("Acme", "A", { proofs })], now)).toEqual([]);
  });

  test("is nobody who stands as well as before, from and to any policy", () => {
    const trial = fc
      .tuple(anyPolicy, anyPolicy)
      .chain(([a, b]) => fc.tuple(fc.constant(a), fc.constant(b), anyDirectory([a, b])));
    fc.assert(
      fc.property(trial, ([a, b, directory]) => {
        const [there, back] = [losses(a, b, directory, now), losses(b, a, directory, now)];
        for (const l of there) expect(RANK[l.after.standing]).toBeLessThan(RANK[l.before.standing]);
        const key = (l: (typeof there)[number]) => `${l.organizationId} ${l.group}`;
        expect(there.map(key).filter((k) => back.map(key).includes(k))).toEqual([]);
      }),
    );
  });
});
