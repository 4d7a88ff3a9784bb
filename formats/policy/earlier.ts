import { z } from "zod";
import type { Policy } from "@/domain/policy/policy";

// Documents that were stored before the format had a number. They are read as what they say, and never written again.

const text = z.string();
const old = z.object({
  version: text,
  title: text,
  source: text,
  severities: z.array(
    z.object({
      label: text,
      definition: text,
      examples: text.nullable(),
      usualScore: z.object({ min: z.number(), max: z.number() }),
      prenotify: z.enum(["may", "not-listed"]),
    }),
  ),
  leadTime: text.nullable(),
  channel: text.nullable(),
  groups: z.array(z.object({ name: text, description: text })),
  eligibility: z.unknown(),
  withdrawal: z.array(z.object({ code: text, text, scope: z.enum(["future", "permanent"]) })),
  terms: z.object({ version: text, text }).nullable(),
  mailSaysDate: z.boolean(),
  silentAfterHours: z.number().nullable(),
  retention: z.record(text, z.number().nullable()).default({}),
  promises: z.array(z.object({ what: text, within: text.nullable() })).default([]),
  reading: z.array(z.object({ heading: text, text })).default([]),
  /** Set by the migration, from what the team had chosen by hand. */
  vendorFactor: z.enum(["required"]).optional(),
});

/** @returns the document in today's format, or null when it is none of before */
export function fromEarlier(stored: unknown): Record<string, unknown> | null {
  if (typeof stored !== "object" || stored === null || "format" in stored || !("silentAfterHours" in stored))
    return null;
  const d = old.parse(stored);
  const id = (i: number) => `text-${i + 1}`;
  return {
    format: 1,
    version: d.version,
    title: d.title,
    source: d.source,
    severity:
      d.severities.length > 0
        ? {
            source: "own",
            levels: d.severities.map((s) => ({
              ...s,
              prenotify: s.prenotify === "not-listed" ? "notListed" : s.prenotify,
            })),
          }
        : null,
    prenotification:
      d.leadTime !== null || d.channel !== null || d.mailSaysDate || d.groups.length > 0
        ? { text: d.channel, leadTime: d.leadTime, mailSaysDate: d.mailSaysDate }
        : null,
    groups: d.groups,
    eligibility: d.eligibility ? { criteria: d.eligibility } : null,
    withdrawal: d.withdrawal.length > 0 ? { grounds: d.withdrawal } : null,
    terms: d.terms,
    duties:
      d.silentAfterHours === null
        ? []
        : [
            {
              type: "acknowledge",
              within: { amount: d.silentAfterHours, unit: "hours" },
              anchor: "advisorySent",
              text: "Acknowledge what was sent.",
            },
          ],
    retention: Object.values(d.retention).some((v) => v !== null) ? { keep: d.retention } : null,
    vendorFactor: d.vendorFactor ?? null,
    reading: [
      ...(d.promises.length > 0
        ? [
            {
              id: "promises",
              heading: "Promises to reporters",
              text: d.promises.map((p) => `- ${p.what}${p.within ? `: within ${p.within}` : ""}.`).join("\n"),
            },
          ]
        : []),
      ...d.reading.map((r, i) => ({ id: id(i), ...r })),
    ],
  } satisfies Partial<Record<keyof Policy | "format", unknown>>;
}
