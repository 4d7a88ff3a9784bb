import { Temporal } from "temporal-polyfill";
import { become, type Decision, refuse } from "@/domain/decision";

/** An instant with the zone it was meant in (product.md, rule 8: stored in UTC, the zone beside it). */
export type MeantInstant = { at: Temporal.Instant; zone: string };

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"] as const;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;
const two = (n: number) => String(n).padStart(2, "0");

/** True for a zone that the runtime's time zone database knows by an area name, or UTC. */
export function isZone(zone: string): boolean {
  if (zone !== "UTC" && !/^[A-Za-z_]+\/[A-Za-z0-9_+\-/]+$/.test(zone)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** Whether an instant has a year of four digits, which is what the database reads back. */
const isKept = (at: Temporal.Instant): boolean => /^(?!0000)\d{4}-/.test(at.toString());

/**
 * Reads "2027-01-12T09:00" as wall time in `zone`. An hour that a clock change skips or repeats is refused rather
 * than guessed: a release instant must not depend on which of two readings a library prefers.
 */
export function instantIn(local: string, zone: string): Decision<MeantInstant> {
  if (!isZone(zone))
    return refuse(`“${zone.slice(0, 60)}” is not a known time zone. Use a name like Europe/Berlin or UTC.`);
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/.test(local))
    return refuse("Enter a date and a time, like 2027-01-12 17:00.");
  try {
    const plain = Temporal.PlainDateTime.from(local, { overflow: "reject" });
    const at = plain.toZonedDateTime(zone, { disambiguation: "reject" }).toInstant();
    return isKept(at) ? become({ at, zone }) : refuse("Enter a date between the years 1 and 9999, in UTC.");
  } catch {
    return refuse(
      `${local.replace("T", " ")} does not exist, or exists twice, in ${zone} on that day. Choose another time, or give it in UTC.`,
    );
  }
}

/** "Tue 12 Jan 2027, 17:00" in a zone. The year is always said; the zone is the caller's to add. */
export function wallTime(at: Temporal.Instant, zone: string): string {
  const z = at.toZonedDateTimeISO(zone);
  return `${WEEKDAYS[z.dayOfWeek - 1]} ${z.day} ${MONTHS[z.month - 1]} ${z.year}, ${two(z.hour)}:${two(z.minute)}`;
}

const LONG_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** "Tuesday", by UTC: for a line that is read aloud. */
export const weekday = (at: Temporal.Instant): string =>
  LONG_WEEKDAYS[at.toZonedDateTimeISO("UTC").dayOfWeek - 1] ?? "";

/** "Tue 12 Jan 2027, 17:00 UTC": how an instant is written everywhere, mail included. */
export const inUtc = (at: Temporal.Instant): string => `${wallTime(at, "UTC")} UTC`;

/** The value of an `<input type="datetime-local">` for an instant in a zone. */
export function wallInput(at: Temporal.Instant, zone: string): string {
  return at.toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: "minute" });
}

/** "in 3 days 4 h", "2 h ago", "now": the distance to an instant, two units at most, never rounded up. */
export function distance(to: Temporal.Instant, now: Temporal.Instant): string {
  const ms = to.epochMilliseconds - now.epochMilliseconds;
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes === 0) return "now";
  const days = Math.floor(minutes / 1440);
  const hours = Math.floor((minutes % 1440) / 60);
  const parts: string[] = [];
  if (days > 0) parts.push(days === 1 ? "1 day" : `${days} days`);
  if (hours > 0 && days < 14) parts.push(`${hours} h`);
  if (days === 0 && minutes % 60 > 0) parts.push(`${minutes % 60} min`);
  const words = parts.slice(0, 2).join(" ");
  return ms > 0 ? `in ${words}` : `${words} ago`;
}

export const isAfter = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) > 0;
export const isAtOrBefore = (a: Temporal.Instant, b: Temporal.Instant): boolean =>
  Temporal.Instant.compare(a, b) <= 0;
