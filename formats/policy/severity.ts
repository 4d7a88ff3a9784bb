import { z } from "zod";
import { FIX_TRACKS, PRENOTIFY, SCALE_SOURCES } from "@/domain/policy/vocabulary";
import { ANOTHER_NAME, line, list, maybe, notInherited, oneOf, words } from "@/formats/policy/fields";

const score = z.number().min(0).max(10).multipleOf(0.1);

const level = z.strictObject({
  label: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._/+-]{0,39}$/u, "Letters, digits and spaces, at most 40.")
    .refine(notInherited, ANOTHER_NAME)
    .describe("The word of the scale, such as HIGH."),
  definition: maybe(words()).describe(
    "What decides; a score only proposes. Left out where the text uses the word and does not say.",
  ),
  examples: maybe(words()),
  usualScore: maybe(
    z
      .strictObject({ min: score, max: score })
      .refine((r) => r.min <= r.max, { path: ["max"], error: "The range ends before it begins." }),
  ).describe("The CVSS scores that usually go with it; left out where the scale refuses numbers."),
  prenotify: oneOf(PRENOTIFY)
    .default("notListed")
    .describe("Whether a case of this severity is prenotified (P15)."),
  fix: maybe(oneOf(FIX_TRACKS)).describe("Whether the fix is made in private or in the open."),
  conditions: list(line(500), 20).describe(
    "Conditions that a member weighs: remote only, released code only.",
  ),
  release: maybe(line(300)).describe("When its fix is released: out of band, with the next patch release."),
});

export const severity = z
  .strictObject({
    source: oneOf(SCALE_SOURCES),
    text: maybe(words()),
    levels: z
      .array(level)
      .min(1)
      .max(20)
      .describe("From the highest to the lowest.")
      .superRefine((all, ctx) => {
        const seen = new Set<string>();
        all.forEach(({ label }, i) => {
          if (seen.has(label))
            ctx.addIssue({ code: "custom", path: [i, "label"], message: "This severity is listed twice." });
          seen.add(label);
        });
      }),
  })
  .describe("The severity scale (P14). Leave it out where the text has none.");
