import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { prenotifiable, proposeSeverity, severityNeedsReason } from "@/domain/policy/policy";
import { vllmPolicy } from "@/tests/world";

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
