import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import type { Unit } from "@/domain/policy/parts/time";
import { canBeTried, timeBefore, whenOf } from "@/domain/policy/simulation/when";
import { longestHours, shortestHours } from "@/domain/policy/spans";
import { UNITS } from "@/domain/policy/vocabulary";

const at = (text: string) => Temporal.Instant.from(text);
/** A Tuesday. */
const release = at("2027-01-12T16:00:00Z");
const units = fc.constantFrom(...(Object.keys(UNITS) as Unit[]));
const instants = fc
  .integer({ min: 0, max: Date.UTC(2100, 0, 1) / 60_000 })
  .map((minutes) => Temporal.Instant.fromEpochMilliseconds(minutes * 60_000));

describe("before an instant", () => {
  test.each<[number, Unit, string]>([
    [90, "minutes", "2027-01-12T14:30:00Z"],
    [1.5, "hours", "2027-01-12T14:30:00Z"],
    [7, "days", "2027-01-05T16:00:00Z"],
    [0.5, "days", "2027-01-12T04:00:00Z"],
    [2, "weeks", "2026-12-29T16:00:00Z"],
    [1, "months", "2026-12-12T16:00:00Z"],
    [0.5, "months", "2026-12-28T16:00:00Z"],
    [0.5, "years", "2026-07-12T16:00:00Z"],
    [1, "years", "2026-01-12T16:00:00Z"],
    [0, "businessDays", "2027-01-12T16:00:00Z"],
    [1, "businessDays", "2027-01-11T16:00:00Z"],
    [0.5, "businessDays", "2027-01-11T16:00:00Z"],
    [2, "businessDays", "2027-01-08T16:00:00Z"],
    [5, "businessDays", "2027-01-05T16:00:00Z"],
    [14, "businessDays", "2026-12-23T16:00:00Z"],
    [1, "workingWeeks", "2027-01-05T16:00:00Z"],
    [0.5, "workingWeeks", "2027-01-07T16:00:00Z"],
  ])("%d %s", (amount, unit, expected) =>
    expect(timeBefore(release, amount, unit).toString()).toBe(expected),
  );

  test("a month before the last day of a longer one is the last day of the shorter", () =>
    expect(timeBefore(at("2027-03-31T16:00:00Z"), 1, "months").toString()).toBe("2027-02-28T16:00:00Z"));

  test("business days skip weekends: none lands on one, and each counted is a weekday", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 60 }), (from, days) => {
        const end = timeBefore(from, days, "businessDays");
        const day = (i: Temporal.Instant) => i.toZonedDateTimeISO("UTC").toPlainDate();
        expect(day(end).dayOfWeek).toBeLessThanOrEqual(5);
        let weekdays = 0;
        for (let d = day(end); Temporal.PlainDate.compare(d, day(from)) < 0; d = d.add({ days: 1 }))
          if (d.dayOfWeek <= 5) weekdays++;
        expect(weekdays).toBe(days);
      }),
    );
  });

  test("five business days make a working week, from whatever day", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 20 }), (from, weeks) => {
        const days = timeBefore(from, 5 * weeks, "businessDays");
        expect(timeBefore(from, weeks, "workingWeeks").toString()).toBe(days.toString());
      }),
    );
  });

  test("is never nearer than the shortest and never further than the longest that the length can be", () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 0, max: 40 }), units, (from, amount, unit) => {
        const span = { amount, upTo: null, unit };
        const hours = (from.epochMilliseconds - timeBefore(from, amount, unit).epochMilliseconds) / 3_600_000;
        expect(hours).toBeGreaterThanOrEqual(shortestHours(span) - 1e-6);
        expect(hours).toBeLessThanOrEqual(longestHours(span) + 1e-6);
      }),
    );
  });

  test("the longest length that a document can name is told at once, from any release that can be tried", () => {
    const started = performance.now();
    for (const unit of Object.keys(UNITS) as Unit[])
      for (const from of ["1970-01-01T00:00:00Z", "9999-12-30T00:00:00Z"])
        expect(() => timeBefore(at(from), 36_500, unit)).not.toThrow();
    expect(performance.now() - started).toBeLessThan(500);
  });
});

test.each([
  ["1969-12-31T23:59:59Z", false],
  ["1970-01-01T00:00:00Z", true],
  ["2027-01-12T16:00:00Z", true],
  ["9999-12-31T00:00:00Z", false],
  ["+275760-09-13T00:00:00Z", false],
  ["-271821-04-20T00:00:00Z", false],
])("a release at %s can be tried: %s", (text, can) => expect(canBeTried(at(text))).toBe(can));

describe("when a stage is due", () => {
  const days = { amount: 5, upTo: 10, unit: "businessDays" } as const;
  test("is an instant, or from one to another, where the release alone decides it", () => {
    const when = whenOf(days, "beforePublic", release, null);
    expect(when.words).toBe("5 to 10 business days before it is public");
    expect([when.from?.toString(), when.until?.toString()]).toEqual([
      "2026-12-29T16:00:00Z",
      "2027-01-05T16:00:00Z",
    ]);
    const one = whenOf({ amount: 24, upTo: null, unit: "hours" }, "beforePublic", release, null);
    expect(one.from?.equals(one.until ?? release)).toBe(true);
  });

  test("is words where something else decides it, or nothing is named: no instant is invented (P17)", () => {
    expect(whenOf(days, "fixReady", release, null)).toEqual({
      words: "5 to 10 business days after the fix was ready",
      from: null,
      until: null,
    });
    expect(whenOf(days, null, release, null).words).toContain("the text does not say from when");
    expect(whenOf(null, "beforePublic", release, "a few days before")).toEqual({
      words: "a few days before",
      from: null,
      until: null,
    });
    expect(whenOf(null, null, release, null).words).toBe("The policy names no time.");
  });

  test("the earliest is never after the latest", () => {
    fc.assert(
      fc.property(
        instants,
        units,
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (from, unit, amount, more) => {
          const when = whenOf({ amount, upTo: amount + more, unit }, "beforePublic", from, null);
          expect(Temporal.Instant.compare(when.from ?? from, when.until ?? from)).toBeLessThanOrEqual(0);
          expect(Temporal.Instant.compare(when.until ?? from, from)).toBeLessThanOrEqual(0);
        },
      ),
    );
  });
});
