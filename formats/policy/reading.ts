import { z } from "zod";
import { ANNOUNCEMENTS, CREDITS } from "@/domain/policy/vocabulary";
import { line, maybe, oneOf, slug, target, words } from "@/formats/policy/fields";

export const block = z
  .strictObject({
    id: slug().describe("Its anchor on the page."),
    heading: line(120),
    text: words().describe("Markdown."),
  })
  .describe("A text to read.");

export const credit = z
  .strictObject({ rule: oneOf(CREDITS), text: maybe(words()).describe("The words of the text.") })
  .describe("Whether a finder is named (P49); one entry for each place that says it.");

export const announcement = z
  .strictObject({ kind: oneOf(ANNOUNCEMENTS), name: line(200), target: maybe(target()) })
  .describe("Where it is announced (P50).");

export const bounty = z.strictObject({
  offered: z.boolean(),
  target: maybe(target()),
  text: maybe(words()),
});

export const publicContact = z.strictObject({ name: line(200), target: maybe(target()) });

export const change = z
  .strictObject({
    version: line(20),
    on: maybe(
      z
        .string()
        .regex(/^\d{4}(-\d{2}(-\d{2})?)?$/, "Write the date like 2022-11-01, or as much as is known."),
    ),
    by: maybe(line(200)),
    vote: maybe(line(200)),
    reason: words(),
  })
  .describe("An entry of the change record (P1).");
