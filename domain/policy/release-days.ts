import { Temporal } from "temporal-polyfill";
import type { Calendar, Weekday } from "@/domain/policy/parts/embargo";
import { WEEKDAYS } from "@/domain/policy/vocabulary";

const NAMES = Object.keys(WEEKDAYS) as Weekday[];
const SOME_DAY = Temporal.PlainDate.from("2026-01-01");

/** Whether a release may be on a day, by everything in the calendar but holidays, which come from outside. */
export const isReleaseDay = (calendar: Calendar, day: Temporal.PlainDate): boolean =>
  isOpen(calendar, day, closedIn(calendar, day.year, day.year));

function isOpen(calendar: Calendar, day: Temporal.PlainDate, closed: readonly Days[]): boolean {
  const weekday = NAMES[day.dayOfWeek - 1] as Weekday;
  if (calendar.allowedWeekdays.length > 0 && !calendar.allowedWeekdays.includes(weekday)) return false;
  if (calendar.forbiddenWeekdays.includes(weekday)) return false;
  const written = day.toString();
  if (calendar.days.some((d) => written.endsWith(d))) return false;
  if (closed.some((d) => d.from <= written && written <= d.to)) return false;
  return calendar.recurring.length === 0 || calendar.recurring.some((r) => recurs(r, day));
}

/** Whether any day of two years is left. */
export function releaseDayWithin(calendar: Calendar): boolean {
  const closed = closedIn(calendar, SOME_DAY.year, SOME_DAY.year + 2);
  for (let i = 0; i < 731; i++) if (isOpen(calendar, SOME_DAY.add({ days: i }), closed)) return true;
  return false;
}

/** Written as in ISO 8601, whose order is that of time; both are part of it. */
type Days = { from: string; to: string };

/** Every blackout that touches these years, with the days beside it. */
function closedIn(calendar: Calendar, first: number, last: number): Days[] {
  return calendar.blackouts.flatMap((b): Days[] => {
    if (b.from.length === 10)
      return [widened(Temporal.PlainDate.from(b.from), Temporal.PlainDate.from(b.to), b.adjacentDays)];
    // One that comes every year may begin in the year before, or reach into it from the year after.
    const years = Array.from({ length: last - first + 3 }, (_, i) => first - 1 + i);
    return years
      .filter((year) => year >= 0 && year < 9999)
      .map((year) =>
        widened(dayOf(year, b.from), dayOf(year + (b.to < b.from ? 1 : 0), b.to), b.adjacentDays),
      );
  });
}

const widened = (from: Temporal.PlainDate, to: Temporal.PlainDate, days: number): Days => ({
  from: bounded(from.subtract({ days })),
  to: bounded(to.add({ days })),
});
/** 29 February is the 28th in other years. */
function dayOf(year: number, written: string): Temporal.PlainDate {
  const [month, day] = written.split("-").map(Number) as [number, number];
  return Temporal.PlainDate.from({ year, month, day });
}
/** Years of more than four digits are written otherwise, and have another order. */
const bounded = (day: Temporal.PlainDate): string =>
  day.year < 0 ? "0000-01-01" : day.year > 9999 ? "9999-12-31" : day.toString();

function recurs(r: { weekday: Weekday; nth: number }, day: Temporal.PlainDate): boolean {
  if (NAMES[day.dayOfWeek - 1] !== r.weekday) return false;
  return r.nth === -1 ? day.add({ days: 7 }).month !== day.month : Math.ceil(day.day / 7) === r.nth;
}
