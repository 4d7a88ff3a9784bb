import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Policy } from "@/domain/policy/policy";
import {
  hasScale,
  highestSeverity,
  mayOverride,
  offerFor,
  prenotifiable,
  proposeSeverity,
  severitiesOf,
  severityNeedsReason,
  undecidedIn,
} from "@/domain/policy/severity";
import { anyPolicy } from "@/tests/policies";
import { omniPolicy, vllmPolicy } from "@/tests/world";

describe("vLLM's policy", () => {
  const policy = vllmPolicy();
  test.each([
    [10, "CRITICAL"],
    [9, "CRITICAL"],
    [8.9, "HIGH"],
    [7, "HIGH"],
    [6.9, "MODERATE"],
    [4, "MODERATE"],
    [3.9, "LOW"],
    [0, "LOW"],
  ])("a score of %s proposes %s", (score, label) => {
    expect(proposeSeverity(policy, score)?.label).toBe(label);
    expect(severityNeedsReason(policy, score, label)).toBe(false);
  });

  test("waits for the severity of each vulnerability that has none", () => {
    expect(hasScale(policy)).toBe(true);
    expect(undecidedIn(policy, [null, "HIGH", null])).toBe(2);
  });

  test("every score of one decimal proposes exactly one severity, and none proposes none", () => {
    for (let tenths = 0; tenths <= 100; tenths++)
      expect(
        severitiesOf(policy).filter(({ usualScore: r }) => r && tenths / 10 >= r.min && tenths / 10 <= r.max),
      ).toHaveLength(1);
    expect(proposeSeverity(policy, null)).toBeNull();
    expect(severityNeedsReason(policy, null, "HIGH")).toBe(true);
  });

  test.each([
    ["CRITICAL", true],
    ["HIGH", true],
    ["MODERATE", true],
    ["LOW", false],
    [null, false],
  ])("%s may be prenotified: %s", (label, ok) => {
    expect(prenotifiable(policy, label).ok).toBe(ok);
  });
});

describe("a policy without severities", () => {
  const policy = omniPolicy();
  test("asks for none, proposes none, and offers no prenotification", () => {
    expect(hasScale(policy)).toBe(false);
    expect(undecidedIn(policy, [null, null])).toBe(0);
    expect(proposeSeverity(policy, 10)).toBeNull();
    expect(highestSeverity(policy, [null, "CRITICAL"])).toBeNull();
    for (const label of [null, "CRITICAL"])
      expect(prenotifiable(policy, label)).toMatchObject({
        ok: false,
        because: expect.stringContaining("has no prenotification: nobody is told before the release"),
      });
  });
});

describe("an exception of two members (P15)", () => {
  const policy = vllmPolicy();
  const with_ = (prenotify: "must" | "may" | "never" | "notListed"): Policy => ({
    ...policy,
    severity: policy.severity && {
      ...policy.severity,
      levels: severitiesOf(policy).map((s) => (s.label === "HIGH" ? { ...s, prenotify } : s)),
    },
  });

  test.each([
    ["must", "yes", "The policy offers this: it needs no exception."],
    ["must", "no", null],
    ["may", "yes", "The policy offers this: it needs no exception."],
    ["may", "no", "The policy leaves it to a choice per case: it needs no exception."],
    ["never", "yes", null],
    ["never", "no", "The policy does not have it prenotified anyway."],
    ["notListed", "yes", null],
    ["notListed", "no", "The policy does not have it prenotified anyway."],
  ] as const)("where it %s be prenotified, and %s is wanted: %s", (prenotify, wants, because) => {
    expect(mayOverride(with_(prenotify), "HIGH", wants)).toEqual(
      because === null ? { ok: true } : { ok: false, because },
    );
  });

  test.each([
    ["before the severity is decided", policy, null, "Decide the severity first"],
    [
      "for a severity that the scale does not have",
      policy,
      "UNKNOWN",
      "The policy’s scale has no severity UNKNOWN",
    ],
    ["where nobody is ever told before the release", omniPolicy(), null, "has no prenotification"],
  ])("is none %s", (_, of, label, because) =>
    expect(mayOverride(of, label, "yes")).toMatchObject({
      ok: false,
      because: expect.stringContaining(because),
    }),
  );

  test("makes a choice of what it was made for, and leaves every other case to the policy", () => {
    for (const { label } of severitiesOf(policy)) {
      expect(offerFor(policy, { severity: label, overriddenAt: new Date() })).toEqual({
        ok: true,
        duty: false,
      });
      expect(offerFor(policy, { severity: label, overriddenAt: null })).toEqual(prenotifiable(policy, label));
    }
  });

  test("goes against the policy one way at most, whatever it says", () => {
    fc.assert(
      fc.property(
        anyPolicy.chain((p) =>
          fc.tuple(fc.constant(p), fc.constantFrom(null, "UNKNOWN", ...severitiesOf(p).map((s) => s.label))),
        ),
        ([p, label]) => {
          const may = (["yes", "no"] as const).map((wants) => mayOverride(p, label, wants).ok);
          expect(may.filter(Boolean).length).toBeLessThanOrEqual(1);
          const offer = prenotifiable(p, label);
          expect(may).toEqual([!offer.ok && offer.override, offer.ok && offer.duty]);
        },
      ),
    );
  });
});
