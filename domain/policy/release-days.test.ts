import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import type { Calendar } from "@/domain/policy/parts/embargo";
import { isReleaseDay, releaseDayWithin } from "@/domain/policy/release-days";

const EVERY_DAY: Calendar = {
  allowedWeekdays: [],
  forbiddenWeekdays: [],
  holidays: [],
  days: [],
  blackouts: [],
  recurring: [],
  shift: null,
  text: null,
};
const blackout = (from: string, to: string, adjacentDays = 0) => ({
  blackouts: [{ from, to, adjacentDays, text: null }],
});
const second = (nth: number) => ({ recurring: [{ weekday: "tuesday" as const, nth, text: null }] });

test.each<[string, Partial<Calendar>, string, boolean]>([
  ["any day is one where nothing is said", {}, "2027-01-03", true],
  ["a weekday that is allowed", { allowedWeekdays: ["tuesday"] }, "2027-01-05", true],
  ["a weekday that is not", { allowedWeekdays: ["tuesday"] }, "2027-01-06", false],
  ["a weekday that is forbidden", { forbiddenWeekdays: ["friday"] }, "2027-01-08", false],
  ["a single day", { days: ["2027-01-04"] }, "2027-01-04", false],
  ["the same day of another year", { days: ["2027-01-04"] }, "2028-01-04", true],
  ["a day of every year", { days: ["12-24"] }, "2031-12-24", false],
  ["the first day of a blackout", blackout("2027-03-25", "2027-04-02"), "2027-03-25", false],
  ["the last day of a blackout", blackout("2027-03-25", "2027-04-02"), "2027-04-02", false],
  ["the day after a blackout", blackout("2027-03-25", "2027-04-02"), "2027-04-03", true],
  ["a day beside a blackout that is kept free", blackout("2027-03-25", "2027-04-02", 1), "2027-04-03", false],
  ["a blackout over the turn of the year, before it", blackout("12-20", "01-05"), "2027-12-31", false],
  ["a blackout over the turn of the year, after it", blackout("12-20", "01-05"), "2028-01-05", false],
  ["a day between two of them", blackout("12-20", "01-05"), "2028-06-01", true],
  ["a day beside one of the next year", blackout("01-01", "01-02", 3), "2027-12-29", false],
  ["29 February, in a year without one", blackout("02-29", "02-29"), "2027-02-28", false],
  ["the second Tuesday", second(2), "2027-01-12", true],
  ["the third Tuesday", second(2), "2027-01-19", false],
  ["the last Tuesday", second(-1), "2027-01-26", true],
])("%s", (_, calendar, day, is) => {
  expect(isReleaseDay({ ...EVERY_DAY, ...calendar }, Temporal.PlainDate.from(day))).toBe(is);
});

test("a calendar that leaves no day is told from one that leaves a single one", () => {
  expect(releaseDayWithin({ ...EVERY_DAY, ...blackout("01-01", "12-31") })).toBe(false);
  expect(releaseDayWithin({ ...EVERY_DAY, ...blackout("01-02", "12-31") })).toBe(true);
  expect(releaseDayWithin({ ...EVERY_DAY, ...second(2), allowedWeekdays: ["monday"] })).toBe(false);
});
