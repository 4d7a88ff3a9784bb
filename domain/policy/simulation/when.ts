import type { Temporal } from "temporal-polyfill";
import type { Anchor, Span } from "@/domain/policy/parts/time";
import { anchoredWords, clockWords } from "@/domain/policy/words";

/** When a stage is due: an instant where the release alone decides it, words where something else does. */
export type When = {
  words: string;
  /** The earliest and the latest; null where the anchor is another one than the release. */
  from: Temporal.Instant | null;
  until: Temporal.Instant | null;
};

/** Instants that a release may be tried at: a year of four digits, since the epoch. What lies before them can be told, too. */
export const canBeTried = (at: Temporal.Instant): boolean =>
  at.epochMilliseconds >= 0 && at.epochMilliseconds < LAST;
const LAST = Date.UTC(9999, 11, 31);

/**
 * A length of time before an instant. Business days are Monday to Friday in UTC, a part of one counts whole; five of them
 * make a working week. A part of a month is so many of 30 days.
 */
export function timeBefore(at: Temporal.Instant, amount: number, unit: Span["unit"]): Temporal.Instant {
  const zoned = at.toZonedDateTimeISO("UTC");
  switch (unit) {
    case "minutes":
      return at.subtract({ minutes: Math.round(amount) });
    case "hours":
      return at.subtract({ minutes: Math.round(60 * amount) });
    case "days":
      return at.subtract({ minutes: Math.round(24 * 60 * amount) });
    case "weeks":
      return at.subtract({ minutes: Math.round(7 * 24 * 60 * amount) });
    case "months":
      return monthsBefore(zoned, amount);
    case "years":
      return monthsBefore(zoned, 12 * amount);
    case "businessDays":
      return businessDaysBefore(zoned, Math.ceil(amount));
    case "workingWeeks":
      return businessDaysBefore(zoned, Math.ceil(5 * amount));
  }
}

function monthsBefore(from: Temporal.ZonedDateTime, amount: number): Temporal.Instant {
  const months = Math.floor(amount);
  return from.subtract({ months, days: Math.round(30 * (amount - months)) }).toInstant();
}

/** From a weekday five business days are a week: only the rest is counted day by day. */
function businessDaysBefore(from: Temporal.ZonedDateTime, days: number): Temporal.Instant {
  const single = days < 5 ? days : 5 + (days % 5);
  let [at, left] = [from, single];
  while (left > 0) {
    at = at.subtract({ days: 1 });
    if (at.dayOfWeek <= 5) left--;
  }
  return at.subtract({ weeks: (days - single) / 5 }).toInstant();
}

/** When something with this offset is due for a release at an instant. */
export function whenOf(
  offset: Span | null,
  anchor: Anchor | null,
  release: Temporal.Instant,
  text: string | null,
): When {
  if (!offset) return { words: text ?? "The policy names no time.", from: null, until: null };
  if (anchor !== "beforePublic") return { words: clockWords(offset, anchor), from: null, until: null };
  return {
    words: anchoredWords(offset, anchor),
    from: timeBefore(release, offset.upTo ?? offset.amount, offset.unit),
    until: timeBefore(release, offset.amount, offset.unit),
  };
}
