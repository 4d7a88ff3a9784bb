import { z } from "zod";

export const idField = z.uuid("Choose one of the list.");
export const reasonField = z
  .string({ error: "Give a reason." })
  .trim()
  .min(3, "Give a reason in a few words.")
  .max(1000, "At most 1000 characters.");
/** Text that may be left empty; empty is null. */
export const optionalField = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .transform((t) => t || null)
    .nullish()
    .transform((t) => t ?? null);
/** An address on the web. */
export const linkField = optionalField(500).refine(
  (u) => u === null || (/^https?:\/\//.test(u) && URL.canParse(u)),
  "Write it like https://vendor.example.",
);
/** A day without an hour, as the browser's date field gives it. */
export const dayField = z
  .string({ error: "Enter a date." })
  .regex(/^\d{4}-\d{2}-\d{2}$/, "Write the date like 2027-01-12.");
