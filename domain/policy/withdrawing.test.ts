import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { WITHDRAWAL_REASONS } from "@/domain/organization/withdrawal";
import type { Withdrawal } from "@/domain/policy/parts/vendor";
import type { Policy } from "@/domain/policy/policy";
import { REMOVALS } from "@/domain/policy/vocabulary";
import { groundsOf, scopesOf } from "@/domain/policy/withdrawing";
import { vllmPolicy } from "@/tests/world";

const policy = (withdrawal: Partial<Withdrawal> | null): Policy => ({
  ...vllmPolicy(),
  withdrawal: withdrawal && {
    grounds: [],
    sanctions: [],
    reinstatement: null,
    otherRemoval: [],
    ...withdrawal,
  },
});
const ground = (code: string, scope: "future" | "permanent" = "future") => ({
  code,
  text: `For ${code}.`,
  scope,
});
const sanction = (permanent: boolean) =>
  ({ on: "repeat", scope: "all", permanent, discretionary: true, text: "May be removed." }) as const;
const values = (p: Policy) => groundsOf(p).map((g) => g.value);

describe("what a withdrawal may be founded on (P29, P30)", () => {
  test.each([
    ["the policy has no word of withdrawals", null],
    ["it names no ground", { sanctions: [sanction(false)], otherRemoval: ["capacity" as const] }],
  ])("is each of our own reasons where %s", (_, withdrawal) => {
    expect(values(policy(withdrawal))).toEqual(Object.keys(WITHDRAWAL_REASONS));
    expect(groundsOf(policy(withdrawal)).every((g) => g.ground === null && g.scope === null)).toBe(true);
  });

  test("is the policy's grounds first, in its words, then what else it names, and always voluntary and another", () => {
    const p = policy({
      grounds: [ground("sold-it")],
      otherRemoval: ["criterionLost", "capacity", "voluntary"],
    });
    expect(values(p)).toEqual(["ground:sold-it", "criterion_lost", "voluntary", "other"]);
    expect(groundsOf(p)[0]).toEqual({
      value: "ground:sold-it",
      label: "For sold-it.",
      reasonCode: "other",
      ground: "For sold-it.",
      scope: "future",
    });
  });

  test.each([
    ["released-fix-early", "released_fix"],
    ["disclosed-early", "disclosed"],
    ["policy-refined", "policy_refined"],
    ["anything-else", "other"],
  ])("a ground %s is on record as %s", (code, reason) =>
    expect(groundsOf(policy({ grounds: [ground(code)] }))[0]?.reasonCode).toBe(reason),
  );

  test("offers each once, and none that a form could not send, whatever the policy names", () => {
    const removals = Object.keys(REMOVALS) as (keyof typeof REMOVALS)[];
    const codes = fc.uniqueArray(fc.constantFrom("a", "b", "disclosed-early", "policy-refined"));
    fc.assert(
      fc.property(codes, fc.subarray(removals), (named, otherRemoval) => {
        const all = values(policy({ grounds: named.map((c) => ground(c)), otherRemoval }));
        expect(new Set(all).size).toBe(all.length);
        expect(all).toEqual(expect.arrayContaining(["voluntary", "other"]));
      }),
    );
  });
});

test.each<[string, Partial<Withdrawal> | null, boolean]>([
  ["a policy without a word of withdrawals", null, true],
  ["one that names neither grounds nor sanctions", { reinstatement: "Apply again." }, true],
  ["one whose grounds all end future notices", { grounds: [ground("a"), ground("b")] }, false],
  ["one with a ground for good", { grounds: [ground("a"), ground("b", "permanent")] }, true],
  ["one whose sanctions are none for good", { sanctions: [sanction(false)] }, false],
  ["one with a sanction for good", { grounds: [ground("a")], sanctions: [sanction(true)] }, true],
])("for good: %s offers it: %#", (_, withdrawal, forGood) =>
  expect(scopesOf(policy(withdrawal))).toEqual(forGood ? ["future", "permanent"] : ["future"]),
);
