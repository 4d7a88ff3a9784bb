import { Refusal } from "@/tests/resend/answer";

const DAY = 24 * 3600 * 1000;
const FURTHEST_DAYS = 30;
const UNITS: Record<string, number> = { sec: 1000, min: 60_000, hour: 3_600_000, day: DAY };

/** Point 6: ISO 8601 or words such as “in 2 hours”, at most 30 days ahead. @throws Refusal @returns milliseconds */
export function readSchedule(said: unknown, now: number): number {
  const text = typeof said === "string" ? said.trim() : "";
  const [, count, unit] = /^in (\d{1,6}) (sec|min|hour|day)(?:ond|ute)?s?$/i.exec(text) ?? [];
  const iso = /^\d{4}-\d\d-\d\d[T ]/.test(text) ? Date.parse(text) : Number.NaN;
  const at = count && unit ? now + Number(count) * (UNITS[unit.toLowerCase()] ?? 0) : iso;
  if (Number.isNaN(at)) throw new Refusal(422, "invalid_parameter", "Invalid `scheduled_at` field.");
  if (at > now + FURTHEST_DAYS * DAY)
    throw new Refusal(422, "validation_error", "Emails can be scheduled at most 30 days in advance");
  return at;
}
