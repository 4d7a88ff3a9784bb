import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { distance, instantIn, inUtc, isZone, wallInput, wallTime } from "@/domain/time";

describe("an instant and the zone it was meant in", () => {
  test.each([
    ["2027-01-12T09:00", "America/Los_Angeles", "2027-01-12T17:00:00Z"],
    ["2027-07-12T09:00", "America/Los_Angeles", "2027-07-12T16:00:00Z"],
    ["2027-01-12T09:00", "Asia/Kathmandu", "2027-01-12T03:15:00Z"],
    ["2027-01-12T09:00", "UTC", "2027-01-12T09:00:00Z"],
  ])("%s in %s is %s", (local, zone, utc) => {
    const meant = instantIn(local, zone);
    expect(meant.ok && meant.next.at.toString()).toBe(utc);
  });

  test.each(["Mars/Olympus", "", "utc", "+02:00", "Europe/../etc", "Europe/Berlin\n", "CET ", "__proto__"])(
    "%j is no zone",
    (zone) => {
      expect(isZone(zone)).toBe(false);
      expect(instantIn("2027-01-12T09:00", zone).ok).toBe(false);
    },
  );

  test.each([
    "2027-02-30T10:00",
    "2027-01-12",
    "2027-01-12T25:00",
    "tomorrow",
    "-271821-04-20T00:00",
    "2027-01-12T09:00Z",
  ])("%j is no date and time", (local) => {
    expect(instantIn(local, "UTC").ok).toBe(false);
  });

  test("what a form shows reads back as the same instant, in every zone and season", () => {
    const zones = [
      "UTC",
      "Europe/Berlin",
      "America/Los_Angeles",
      "Asia/Tokyo",
      "America/Sao_Paulo",
      "Australia/Lord_Howe",
    ];
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2_000_000 }), fc.constantFrom(...zones), (minutes, zone) => {
        const at = Temporal.Instant.from("2026-01-01T00:00:00Z").add({ minutes });
        const back = instantIn(wallInput(at, zone), zone);
        // An hour that exists twice is refused rather than guessed.
        if (back.ok) expect(back.next.at.equals(at)).toBe(true);
        else expect(back.because).toContain("exists twice");
      }),
    );
  });
});

test("people read UTC with weekday and year first", () => {
  const at = Temporal.Instant.from("2027-01-12T17:00:00Z");
  expect(inUtc(at)).toBe("Tue 12 Jan 2027, 17:00 UTC");
  expect(wallTime(at, "Asia/Tokyo")).toBe("Wed 13 Jan 2027, 02:00");
});

test.each([
  [0, "now"],
  [59 * 60, "in 59 min"],
  [3600 * 4 + 24 * 3600 * 3, "in 3 days 4 h"],
  [24 * 3600, "in 1 day"],
  [24 * 3600 * 53 + 7200, "in 53 days"],
  [-2 * 3600, "2 h ago"],
  [-90 * 60, "1 h 30 min ago"],
])("%i seconds away reads %s", (seconds, words) => {
  const now = Temporal.Instant.from("2027-01-12T17:00:00Z");
  expect(distance(now.add({ seconds }), now)).toBe(words);
});

test("whatever is typed as a time is refused in words, or is an instant with a year of four digits", () => {
  const digits = (least: number, most: number, n: number) =>
    fc.integer({ min: least, max: most }).map((i) => String(i).padStart(n, "0"));
  const local = fc
    .tuple(digits(0, 9999, 4), digits(0, 13, 2), digits(0, 32, 2), digits(0, 25, 2), digits(0, 61, 2))
    .map(([y, mo, d, h, mi]) => `${y}-${mo}-${d}T${h}:${mi}`);
  const edges = fc.constantFrom(
    "0000-01-01T00:00",
    "0001-01-01T00:00",
    "9999-12-31T23:59",
    "9999-12-31T23:59:59",
  );
  const zone = fc.oneof(
    fc.constantFrom("UTC", "Asia/Tokyo", "America/Los_Angeles", "Etc/GMT+12"),
    fc.string(),
  );
  fc.assert(
    fc.property(fc.oneof(local, edges, fc.string()), zone, (text, name) => {
      const meant = instantIn(text, name);
      if (meant.ok) expect(meant.next.at.toString()).toMatch(/^(?!0000)\d{4}-/);
      else expect(meant.because).not.toBe("");
      expect(isZone(name)).toBe(isZone(name) && name === name.trim());
    }),
    { numRuns: 1000 },
  );
});
