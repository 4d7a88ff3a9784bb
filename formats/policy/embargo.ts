import { z } from "zod";
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
import {
  anchor,
  anyDay,
  line,
  list,
  maybe,
  oneOf,
  severities,
  someOf,
  span,
  words,
  zone,
} from "@/formats/policy/fields";

export const embargo = z
  .strictObject({
    limits: list(
      z.strictObject({
        kind: oneOf(LIMIT_KINDS),
        span: span(),
        anchor: anchor(),
        severities: severities(),
        text: maybe(words()),
      }),
      40,
    ).describe("How long it may be private (P18)."),
    authority: maybe(
      z.strictObject({ by: oneOf(AUTHORITIES), tieBreak: maybe(oneOf(AUTHORITIES)), text: maybe(words()) }),
    ).describe("Who sets the date (P21)."),
    noEmbargoReasons: someOf(NO_EMBARGO_REASONS).describe("When there is none (P35)."),
    emergency: list(
      z.strictObject({
        trigger: oneOf(EMERGENCY_TRIGGERS),
        action: oneOf(EMERGENCY_ACTIONS),
        text: maybe(words()),
      }),
      20,
    ).describe("P34"),
    upstream: list(
      z.strictObject({ project: line(120), terms: words(), releaseWhen: maybe(line(300)) }),
      20,
    ).describe("Embargoes of others that bind this project (P36)."),
    text: maybe(words()),
  })
  .describe("The embargo. Leave it out where the text knows none.");

const adjacentDays = z.number().int().min(0).max(60).default(0);
const weekday = oneOf(WEEKDAYS);

export const calendar = z
  .strictObject({
    allowedWeekdays: list(weekday, 7).describe("Days of release; every day where it is left out."),
    forbiddenWeekdays: list(weekday, 7),
    holidays: list(z.string().regex(/^[A-Z]{2}$/, "A country’s two letters, such as US."), 30).describe(
      "Countries whose public holidays are no release days.",
    ),
    days: list(anyDay(), 200).describe("Further days without a release."),
    blackouts: list(
      z.strictObject({
        from: anyDay(),
        to: anyDay(),
        adjacentDays: adjacentDays.describe("Days before and after that are kept free too."),
        text: maybe(line(300)),
      }),
      100,
    ),
    recurring: list(
      z.strictObject({
        weekday,
        nth: z.number().int().min(-1).max(5).describe("Which of the month; -1 is the last."),
        text: maybe(line(300)),
      }),
      10,
    ).describe("Days that come back: the second Tuesday."),
    shift: maybe(
      z.strictObject({ rule: oneOf(SHIFTS), graceDays: maybe(z.number().int().min(1).max(366)) }),
    ).describe("Where a limit goes that falls on such a day."),
    text: maybe(words()),
  })
  .describe("Days of release (P19).");

const timeOfDay = z.strictObject({
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write the time like 16:00."),
  zone: zone().describe("UTC, or a zone such as America/Los_Angeles."),
});
export const release = z
  .strictObject({
    at: maybe(timeOfDay),
    alsoWritten: list(timeOfDay, 10).describe("The same moment as the text writes it elsewhere."),
    displayZones: list(zone(), 20),
    precision: maybe(oneOf(PRECISIONS)),
    text: maybe(words()),
  })
  .describe("The moment of release (P20).");

export const disclosure = z
  .strictObject({
    condition: maybe(oneOf(DISCLOSURE)),
    steps: list(z.strictObject({ name: line(80), text: words() }), 30),
    text: maybe(words()),
  })
  .describe("How and when it becomes public (P51).");
