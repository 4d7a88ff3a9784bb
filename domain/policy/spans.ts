import { Temporal } from "temporal-polyfill";
import type { Span } from "@/domain/policy/parts/time";

// Hours of each unit, as few and as many as they can be: a business day may wait for a weekend to pass, and the five of a
// working week need not.
const FEWEST = {
  minutes: 1 / 60,
  hours: 1,
  days: 24,
  businessDays: 24,
  weeks: 7 * 24,
  workingWeeks: 5 * 24,
  months: 28 * 24,
  years: 365 * 24,
} as const;
const MOST = { ...FEWEST, workingWeeks: 7 * 24, months: 31 * 24, years: 366 * 24 };

/** The fewest hours that a length of time can be. */
export const shortestHours = (s: Span): number => s.amount * FEWEST[s.unit];

/** The most hours that a length of time can be; business days with every weekend that can lie between them. */
export function longestHours(s: Span): number {
  const amount = s.upTo ?? s.amount;
  const weekends = s.unit === "businessDays" ? 48 * Math.ceil(amount / 5) : 0;
  return amount * MOST[s.unit] + weekends;
}

const LATEST = Temporal.Instant.from("9999-12-31T00:00:00Z");

/**
 * The instant that a length of time leads to, by the calendar of UTC; of a range its shorter end, which is the stricter.
 * Never beyond the last year that is written with four digits.
 */
export function addSpan(from: Temporal.Instant, { amount, unit }: Span): Temporal.Instant {
  const utc = from.toZonedDateTimeISO("UTC");
  const whole = Number.isInteger(amount);
  const to =
    whole && unit === "months"
      ? utc.add({ months: amount }).toInstant()
      : whole && unit === "years"
        ? utc.add({ years: amount }).toInstant()
        : from.add({ minutes: Math.round(longestHours({ amount, upTo: null, unit }) * 60) });
  return Temporal.Instant.compare(to, LATEST) > 0 ? LATEST : to;
}
