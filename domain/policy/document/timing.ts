import {
  type Area,
  alone,
  chapter,
  exact,
  fact,
  facts,
  item,
  list,
  type Part,
  steps,
  text,
} from "@/domain/policy/document/parts";
import type { Calendar, EmbargoLimit, Release, TimeOfDay } from "@/domain/policy/parts/embargo";
import type { Policy } from "@/domain/policy/policy";
import {
  AUTHORITIES,
  DISCLOSURE,
  EMERGENCY_ACTIONS,
  EMERGENCY_TRIGGERS,
  LIMIT_KINDS,
  NO_EMBARGO_REASONS,
  PRECISIONS,
  SHIFTS,
  WEEKDAYS,
} from "@/domain/policy/vocabulary";
import { anchoredWords, capital, listed, sentence } from "@/domain/policy/words";

/** How long an embargo may run, on which day it ends, and how it is disclosed (P18 to P21, P34 to P36, P51). */
export const timingAreas = (policy: Policy): Area[] => [
  {
    id: "timing",
    title: "Embargo and release",
    none: "No embargo: the text names no time for which anything is kept secret, and no day of release.",
    chapters: [
      chapter("embargo", "Embargo", embargo(policy)),
      chapter("calendar", "Days of release", calendar(policy.calendar)),
      chapter("release", "Time of release", release(policy.release)),
    ],
  },
  alone(chapter("disclosure", "Disclosure", disclosure(policy))),
];

function embargo({ embargo: of }: Policy): Part[] {
  if (!of) return [];
  return [
    ...facts(of.limits.map(limit)),
    ...facts([
      fact("Who sets the date", of.authority ? AUTHORITIES[of.authority.by] : null, {
        note: of.authority?.text ?? null,
      }),
      of.authority !== null &&
        of.authority.tieBreak !== null &&
        fact("Where they disagree", AUTHORITIES[of.authority.tieBreak]),
      of.noEmbargoReasons.length > 0 &&
        fact("No embargo where", of.noEmbargoReasons.map((r) => NO_EMBARGO_REASONS[r]).join("; ")),
      ...of.emergency.map((e) =>
        fact(`If ${EMERGENCY_TRIGGERS[e.trigger]}`, EMERGENCY_ACTIONS[e.action], { note: e.text }),
      ),
    ]),
    ...list(
      of.upstream.map((u) =>
        item(`${u.project}: ${u.terms}`, {
          note: u.releaseWhen === null ? null : `Released when: ${u.releaseWhen}`,
        }),
      ),
      "Embargoes of other projects",
    ),
    ...text(of.text),
  ];
}

const limit = (l: EmbargoLimit) =>
  fact(
    capital(LIMIT_KINDS[l.kind]) + (l.severities.length > 0 ? `, ${listed(l.severities)}` : ""),
    l.anchor === null
      ? `${anchoredWords(l.span, null)}; the text does not say from when`
      : anchoredWords(l.span, l.anchor),
    { note: l.text },
  );

const NTH = ["", "first", "second", "third", "fourth", "fifth"];

function calendar(of: Calendar | null): Part[] {
  if (!of) return [];
  const days = (all: Calendar["allowedWeekdays"]) => listed(all.map((d) => WEEKDAYS[d]));
  return [
    ...facts([
      of.allowedWeekdays.length > 0 && fact("Released on", days(of.allowedWeekdays)),
      of.forbiddenWeekdays.length > 0 && fact("Never on", days(of.forbiddenWeekdays)),
      of.holidays.length > 0 && exact("Nor on public holidays of", of.holidays.join(", ")),
      of.days.length > 0 && exact("Nor on", of.days.join(", ")),
      ...of.blackouts.map((b) =>
        exact(
          "Nor between",
          `${b.from} and ${b.to}${b.adjacentDays > 0 ? `, with ${b.adjacentDays} ${b.adjacentDays === 1 ? "day" : "days"} on either side` : ""}`,
          { note: b.text },
        ),
      ),
      ...of.recurring.map((r) =>
        fact("Regular days", `the ${NTH[r.nth] ?? `${r.nth}th`} ${WEEKDAYS[r.weekday]} of a month`, {
          note: r.text,
        }),
      ),
      of.shift !== null &&
        fact(
          "A day that is not allowed moves to",
          SHIFTS[of.shift.rule] + (of.shift.graceDays === null ? "" : ` (${of.shift.graceDays})`),
        ),
    ]),
    ...text(of.text),
  ];
}

const clock = ({ time, zone }: TimeOfDay) => `${time} ${zone}`;

function release(of: Release | null): Part[] {
  if (!of) return [];
  return [
    ...facts([
      fact("Time of day", of.at ? clock(of.at) : null),
      of.alsoWritten.length > 0 && exact("Elsewhere in the text", listed(of.alsoWritten.map(clock))),
      of.displayZones.length > 0 && exact("Also shown in", of.displayZones.join(", ")),
      of.precision !== null && fact("Precision", PRECISIONS[of.precision]),
    ]),
    ...text(of.text),
  ];
}

function disclosure({ disclosure: of }: Policy): Part[] {
  if (!of) return [];
  return [
    ...facts([of.condition !== null && fact("When it is disclosed", DISCLOSURE[of.condition])]),
    ...steps(of.steps.map((s) => item(sentence(s.name), { note: s.text }))),
    ...text(of.text),
  ];
}
