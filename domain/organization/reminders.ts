import type { Temporal } from "temporal-polyfill";
import { isAfter, isAtOrBefore } from "@/domain/time";

/** Days before something runs out at which its organization is reminded, once each. */
const REMINDED_DAYS_BEFORE = [30, 7, 0] as const;
/** The first of them. */
export const FIRST_REMINDER_DAYS = REMINDED_DAYS_BEFORE[0];

/**
 * Whether an organization should be reminded now that something of it runs out: once in each of the last thirty days,
 * seven days, and when it ran out. A clock that jumped over two of them brings one message, not two.
 */
export function isReminderDue(
  runsOut: Temporal.Instant,
  remindedAt: Temporal.Instant | null,
  now: Temporal.Instant,
): boolean {
  const passed = REMINDED_DAYS_BEFORE.map((days) => runsOut.subtract({ hours: 24 * days })).filter((at) =>
    isAtOrBefore(at, now),
  );
  const newest = passed.at(-1);
  return newest !== undefined && (remindedAt === null || isAfter(newest, remindedAt));
}
