import { z } from "zod";
import { idField } from "@/data/organizations/fields";
import { LONGEST_ANSWER } from "@/domain/application/form";

/** A form has some dozens of fields; more than this was not made by one of ours. */
const MOST_FIELDS = 400;

/** What was filled in, by the field's name: which of it is kept is for the form to say. */
export const answersField = z
  .record(z.string().max(200), z.string().max(4 * LONGEST_ANSWER, `At most ${LONGEST_ANSWER} characters.`))
  .refine((a) => Object.keys(a).length <= MOST_FIELDS, "This form has too many fields.");

export const textField = z
  .string({ error: "Write something." })
  .trim()
  .min(3, "Write a few words.")
  .max(10_000, "At most 10000 characters.");

export const which = { applicationId: idField };
export const tokenField = z.string().min(20).max(100);
