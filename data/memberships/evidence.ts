import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { dayField, idField, linkField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/projects/queries";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { evidence } from "@/db/schema";
import { predicatesOf, VERDICTS, type Verdict } from "@/domain/policy/eligibility";
import { instantIn, isAfter } from "@/domain/time";
import { invalidField, notFound } from "@/lib/errors";

const Record = z.object({
  organizationId: idField,
  projectId: idField,
  criterion: z.string().min(1).max(100),
  link: linkField,
  note: z
    .string({ error: "Say what it shows." })
    .trim()
    .min(3, "Say what it shows, in a few words.")
    .max(2000, "At most 2000 characters."),
  datedOn: dayField,
  verdict: z.enum(VERDICTS, "Say whether it meets the criterion."),
});

/** Records the evidence for one criterion with a person's verdict; what was recorded before stays on record (rule 13). */
export const recordEvidence = command("evidence.record", Record, byMember, async (ctx, input) => {
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  await requireUntied(ctx, input.projectId, organizationId);
  const known = predicatesOf((await policyOf(ctx, input.projectId)).eligibility);
  if (!known.some((p) => p.id === input.criterion))
    throw invalidField("criterion", "The policy has no such criterion.");
  const { at: datedAt } = demand(instantIn(`${input.datedOn}T00:00`, "UTC"), "datedOn");
  if (isAfter(datedAt, ctx.now)) throw invalidField("datedOn", "Evidence cannot be dated in the future.");
  await ctx.tx
    .update(evidence)
    .set({ supersededAt: ctx.now })
    .where(and(current(organizationId, input.projectId), eq(evidence.criterion, input.criterion)));
  const id = newId();
  const { criterion, link, note, verdict, projectId } = input;
  await ctx.tx.insert(evidence).values({
    id,
    organizationId,
    projectId,
    criterion,
    link,
    note,
    datedAt,
    verdict,
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  return {
    result: { evidenceId: id },
    audit: [
      {
        stream: { type: "organization", id: organizationId },
        action: "evidence.recorded",
        facts: { projectId, criterion, verdict },
      },
    ],
  };
});

const current = (organizationId: string, projectId: string) =>
  and(
    eq(evidence.organizationId, organizationId),
    eq(evidence.projectId, projectId),
    isNull(evidence.supersededAt),
  );

/** The verdicts that hold now, by criterion. */
export async function verdictsOf(
  ctx: Ctx,
  organizationId: string,
  projectId: string,
): Promise<Map<string, Verdict>> {
  const rows = await ctx.tx
    .select({ criterion: evidence.criterion, verdict: evidence.verdict })
    .from(evidence)
    .where(current(organizationId, projectId));
  return new Map(rows.map((r) => [r.criterion, r.verdict]));
}
