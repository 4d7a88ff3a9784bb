import { Temporal } from "temporal-polyfill";
import { clause, type Finding } from "@/domain/policy/lint/finding";
import type { TimeOfDay } from "@/domain/policy/parts/embargo";
import type { Policy } from "@/domain/policy/policy";

/** A year without a leap day; the rules of summer time are those that the runtime knows for it. */
const FIRST = Temporal.PlainDate.from("2027-01-01");
const DAYS = 365;
const DAY = 24 * 60;
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/** P20: a time that is written twice must be the same moment on every day of the year. */
export function localTimeDrifts(policy: Policy): Finding[] {
  const { at, alsoWritten } = policy.release ?? { at: null, alsoWritten: [] };
  const [first, ...others] = [
    ...(at ? [{ time: at, path: ["release", "at"] }] : []),
    ...alsoWritten.map((time, i) => ({ time, path: ["release", "alsoWritten", i] })),
  ];
  if (!first) return [];
  return others.flatMap((other): Finding[] => {
    const seasons = differences(first.time, other.time);
    if (seasons.every((s) => s.minutes === 0)) return [];
    const [one, two] = [written(first.time), written(other.time)];
    const all = seasons.map((s) => `${s.from} ${inWords(s.minutes)}`);
    return [
      {
        kind: "local-time-drifts",
        message: seasons.some((s) => s.minutes === 0)
          ? `${two} is ${one} for only a part of the year: ${all.join(", ")}.`
          : `${two} is never ${one}: ${all.join(", ")}.`,
        advice: "Keep one of the two. UTC stays where it is; a local time moves with its summer time.",
        clauses: [clause(first.path, one), clause(other.path, two)],
      },
    ];
  });
}

const written = (t: TimeOfDay) => `${t.time} ${t.zone}`;

/** The differences over a year, each with the first day of it: minutes by which the second comes after the first. */
function differences(a: TimeOfDay, b: TimeOfDay): { from: string; minutes: number }[] {
  const found = new Map<number, string>();
  for (let i = 0; i < DAYS; i++) {
    const day = FIRST.add({ days: i });
    const minutes = (moment(day, b) - moment(day, a)) % DAY;
    // The same moment may be on the next day there.
    const least = minutes > DAY / 2 ? minutes - DAY : minutes <= -DAY / 2 ? minutes + DAY : minutes;
    const from = i === 0 ? "in January" : `from ${day.day} ${MONTHS[day.month - 1]}`;
    if (!found.has(least)) found.set(least, from);
  }
  return [...found].map(([minutes, from]) => ({ from, minutes }));
}

const moment = (day: Temporal.PlainDate, t: TimeOfDay): number =>
  day.toZonedDateTime({ timeZone: t.zone, plainTime: Temporal.PlainTime.from(t.time) }).epochMilliseconds /
  60_000;

function inWords(minutes: number): string {
  if (minutes === 0) return "the same moment";
  const m = Math.abs(minutes);
  const [hours, rest] = [Math.floor(m / 60), m % 60];
  const parts = [
    hours > 0 ? `${hours} ${hours === 1 ? "hour" : "hours"}` : "",
    rest > 0 ? `${rest} ${rest === 1 ? "minute" : "minutes"}` : "",
  ].filter(Boolean);
  return `${parts.join(" ")} ${minutes > 0 ? "later" : "earlier"}`;
}
