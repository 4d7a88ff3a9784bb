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
