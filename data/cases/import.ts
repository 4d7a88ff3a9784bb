import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { draftFrom, recordPlace } from "@/data/cases/facts";
import { firstDraft, placeCase, projectFor } from "@/data/cases/place";
import { byMemberOrSystem, command } from "@/data/command";
import { policyOf } from "@/data/policies/in-force";
import { cases, vulnerabilities } from "@/db/schema";
import { proposeSeverity } from "@/domain/policy/severity";
import { scoreOf } from "@/domain/vulnerability";
import { parseOsv } from "@/formats/osv";
import { AppError } from "@/lib/errors";

const ImportOsv = z.object({
  projectId: z.uuid("Choose a project."),
  record: z
    .string({ error: "Paste a record, or choose a file." })
    .trim()
    .min(1, "Paste a record, or choose a file."),
  /** What to do with a record that is published already. */
  published: z.enum(["ask", "replay", "public"]).default("ask"),
});

/**
 * Opens a case in triage from one OSV record, with its vulnerability and a first draft of the advisory. All of it or
 * nothing. A record that is published already asks whether to replay it as if it were not.
 * @throws AppError naming each place of the record that is wrong
 */
export const importOsv = command("case.import", ImportOsv, byMemberOrSystem, async (ctx, input) => {
  const parsed = parseOsv(input.record);
  if (!parsed.ok) {
    const places = parsed.problems.map((p) => `${p.place} ${p.what}`).join("; ");
    throw new AppError("invalid", "Nothing was imported. The record is not a valid OSV record.", {
      record: places,
    });
  }
  const project = await projectFor(ctx, input.projectId);
  const v = parsed.vulnerability;
  if (v.published && input.published === "ask")
    throw new AppError("invalid", "Nothing was imported yet: this record is published already.", {
      published: "Say what to do with a record that is published already.",
    });
  const policy = await policyOf(ctx, project.id);
  const id = newId();
  const reference = await placeCase(ctx, id, project, v.summary);
  const replay = input.published === "replay";
  await ctx.tx
    .update(cases)
    .set({ replay, publicSince: v.published && !replay ? sql`${v.published}::timestamptz` : null })
    .where(eq(cases.id, id));

  const vulnerabilityId = newId();
  await ctx.tx.insert(vulnerabilities).values({
    id: vulnerabilityId,
    caseId: id,
    position: 1,
    record: await ctx.seal(recordPlace(id, vulnerabilityId), JSON.stringify(v)),
    source: await ctx.seal(
      { scope: id, table: "vulnerabilities", row: vulnerabilityId, column: "source" },
      input.record,
    ),
  });
  await firstDraft(ctx, id, draftFrom(v));
  const proposed = proposeSeverity(policy, scoreOf(v))?.label ?? null;
  return {
    result: { caseId: id, reference },
    audit: [
      {
        stream: { type: "case", id },
        action: "case.imported",
        facts: { format: "OSV", replay, alreadyPublic: v.published !== null, proposedSeverity: proposed },
      },
    ],
  };
});
