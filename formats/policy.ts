import { parse } from "yaml";
import { z } from "zod";
import type { Criterion, Policy } from "@/domain/policy/policy";
import { NO_END } from "@/domain/retention";

const text = z.string().trim().min(1).max(4000);
const score = z.number().min(0).max(10).multipleOf(0.1);

const days = z.number().int().min(1).max(36_500).nullable().default(null);

const criterion: z.ZodType<Criterion> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(criterion).min(1) }),
    z.strictObject({ any: z.array(criterion).min(1) }),
    z.strictObject({ id: z.string().regex(/^[a-z0-9-]+$/), text }),
  ]),
);

const policy = z.strictObject({
  version: z.string().min(1).max(20),
  title: text,
  source: z.url(),
  severities: z
    .array(
      z.strictObject({
        label: z.string().regex(/^[A-Z]{2,20}$/),
        definition: text,
        examples: text.nullable(),
        usualScore: z
          .strictObject({ min: score, max: score })
          .refine((r) => r.min <= r.max, "min is above max"),
        prenotify: z.enum(["may", "not-listed"]),
      }),
    )
    .refine((all) => new Set(all.map((s) => s.label)).size === all.length, "a severity is listed twice"),
  leadTime: text.nullable(),
  channel: text.nullable(),
  groups: z.array(z.strictObject({ name: z.string().trim().min(1).max(80), description: text })),
  eligibility: criterion.nullable(),
  withdrawal: z.array(
    z.strictObject({ code: z.string().regex(/^[a-z0-9-]+$/), text, scope: z.enum(["future", "permanent"]) }),
  ),
  terms: z.strictObject({ version: z.string().min(1).max(40), text }).nullable(),
  mailSaysDate: z.boolean(),
  silentAfterHours: z.number().int().positive().nullable(),
  // Whole days from the end of each; what a text does not name has no end.
  retention: z
    .strictObject({ case: days, incident: days, application: days, messages: days })
    .default(NO_END),
  // Policies that were stored before these existed have none.
  promises: z
    .array(z.strictObject({ what: text, within: z.string().trim().min(1).max(80).nullable() }))
    .default([]),
  reading: z.array(z.strictObject({ heading: z.string().trim().min(1).max(80), text })).default([]),
});

/** A policy document that was parsed before, such as one from the database. @throws ZodError with the path */
export const readPolicy = (document: unknown): Policy => policy.parse(document);

/** A preset. @throws with path and reason for anything unknown or missing */
export const parsePolicy = (yaml: string): Policy => policy.parse(parse(yaml, { logLevel: "error" }));
