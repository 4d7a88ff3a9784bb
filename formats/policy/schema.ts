import { z } from "zod";
import type { Policy } from "@/domain/policy/policy";
import { NEEDS } from "@/domain/policy/vocabulary";
import { application, contactRules, eligibility, group, terms } from "@/formats/policy/eligibility";
import { calendar, disclosure, embargo, release } from "@/formats/policy/embargo";
import { day, line, list, maybe, oneOf, target, words } from "@/formats/policy/fields";
import { consent, prenotification } from "@/formats/policy/prenotification";
import { announcement, block, bounty, change, credit, publicContact } from "@/formats/policy/reading";
import { clock, reporting, scope, supportedVersion } from "@/formats/policy/reporting";
import { severity } from "@/formats/policy/severity";
import {
  bounces,
  duty,
  handling,
  insiders,
  leakReport,
  legalFlags,
  recipientMarks,
  retention,
  review,
  transparency,
  withdrawal,
} from "@/formats/policy/vendor";

/** The number of the document's format: it changes when a document of the one would be read wrongly as the other. */
export const FORMAT = 1;

/** The document as it is written, field by field. What binds fields to one another is in `whole.ts`. */
export const document = z
  .strictObject({
    format: z.literal(FORMAT).describe("The format of this document."),
    version: z
      .string()
      .regex(/^\d{1,6}(\.\d{1,6}){0,2}$/, "Write the version like 2 or 2.1.0, in quotes.")
      .describe("The version of the policy, in quotes (P1)."),
    title: line(120).describe("What the policy is called."),
    source: maybe(target()).describe("Where the text stands that this document was taken from."),
    effectiveFrom: maybe(day()).describe("The first day that it holds, from 00:00 UTC."),
    changes: list(change, 100).describe("What changed before, newest first."),

    reporting: maybe(reporting),
    clocks: list(clock, 40).describe("What is promised to whoever reports, and by when (P38, P48)."),
    supportedVersions: list(supportedVersion, 60).describe("Which versions get fixes (P47)."),
    scope: maybe(scope),
    severity: maybe(severity),

    prenotification: maybe(prenotification),
    groups: list(group, 40).describe("Who is prenotified together; none is a value (P2)."),
    eligibility: maybe(eligibility),
    application: maybe(application),
    contactRules: maybe(contactRules),
    terms: maybe(terms),
    consent: maybe(consent),
    embargo: maybe(embargo),
    calendar: maybe(calendar),
    release: maybe(release),
    disclosure: maybe(disclosure),

    handling: maybe(handling),
    duties: list(duty, 60).describe("What vendors owe (P27)."),
    leakReport: maybe(leakReport),
    withdrawal: maybe(withdrawal),
    review: maybe(review),
    transparency: maybe(transparency),
    insiders: maybe(insiders),
    vendorFactor: maybe(oneOf(NEEDS)).describe("Whether vendors’ contacts need a second factor (P41)."),
    recipientMarks: maybe(recipientMarks),
    bounces: maybe(bounces),
    retention: maybe(retention),
    legalFlags: maybe(legalFlags),

    credit: list(credit, 10).describe(
      "Whether a finder is named (P49); an entry for each place that says it.",
    ),
    announcements: list(announcement, 30).describe("Where it is announced (P50)."),
    guidance: list(block, 60).describe("Advice for users and developers."),
    considerations: list(block, 60).describe("What is known and by design."),
    tools: list(z.strictObject({ name: line(80), text: maybe(line(300)) }), 40).describe(
      "Tools that the project looks for vulnerabilities with.",
    ),
    bounty: maybe(bounty).describe("Whether findings are paid for."),
    contacts: list(publicContact, 30).describe("For questions that are no report."),
    legal: maybe(words()).describe("What the text says of law and terms."),
    reading: list(block, 60).describe("What else the text says and nothing acts on."),
  })
  .describe("A project’s policy for vulnerabilities: leave out whatever the text does not promise.");

// A field that stands in one of the two alone does not compile.
type Parsed = Omit<z.output<typeof document>, "format">;
const _same: [Parsed, keyof Policy] extends [Policy, keyof Parsed] ? true : never = true;
void _same;
