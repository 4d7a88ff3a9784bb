import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  hasScale,
  highestSeverity,
  prenotifiable,
  proposeSeverity,
  severityNeedsReason,
  undecidedIn,
} from "@/domain/policy/policy";
import { omniPolicy, vllmPolicy } from "@/tests/world";

const _NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

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
        policy.severities.filter((s) => tenths / 10 >= s.usualScore.min && tenths / 10 <= s.usualScore.max),
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
