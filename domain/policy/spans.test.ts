import fc from "fast-check";
import { expect, test } from "vitest";
import type { Unit } from "@/domain/policy/parts/time";
import { longestHours, shortestHours } from "@/domain/policy/spans";
import { UNITS } from "@/domain/policy/vocabulary";

const units = fc.constantFrom(...(Object.keys(UNITS) as Unit[]));
const span = (amount: number, unit: Unit, upTo: number | null = null) => ({ amount, upTo, unit });

test.each<[number, Unit, number, number]>([
  [30, "minutes", 0.5, 0.5],
  [48, "hours", 48, 48],
  [1, "days", 24, 24],
  // From Friday to Monday.
  [1, "businessDays", 24, 72],
  [5, "businessDays", 120, 168],
  [6, "businessDays", 144, 240],
  [2, "weeks", 336, 336],
  [1, "workingWeeks", 120, 168],
  [1, "months", 28 * 24, 31 * 24],
  [1, "years", 365 * 24, 366 * 24],
])("%d %s are %d hours at least and %d at most", (amount, unit, fewest, most) => {
  expect(shortestHours(span(amount, unit))).toBeCloseTo(fewest);
  expect(longestHours(span(amount, unit))).toBeCloseTo(most);
});

test("the longest is never shorter than the shortest, nor is that of a longer length", () => {
  fc.assert(
    fc.property(units, fc.nat(1000), fc.nat(1000), (unit, amount, more) => {
      expect(longestHours(span(amount, unit))).toBeGreaterThanOrEqual(shortestHours(span(amount, unit)));
      expect(longestHours(span(amount, unit, amount + more))).toBe(longestHours(span(amount + more, unit)));
      expect(shortestHours(span(amount, unit, amount + more))).toBe(shortestHours(span(amount, unit)));
      expect(longestHours(span(amount + more, unit))).toBeGreaterThanOrEqual(
        longestHours(span(amount, unit)),
      );
    }),
  );
});

test("a working week is five business days", () => {
  for (let n = 0; n < 60; n++) {
    expect(shortestHours(span(n, "workingWeeks"))).toBe(shortestHours(span(5 * n, "businessDays")));
    expect(longestHours(span(n, "workingWeeks"))).toBe(longestHours(span(5 * n, "businessDays")));
  }
});
