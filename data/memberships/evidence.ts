import { and, count, eq, isNull, ne } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { holdsPlace } from "@/data/memberships/lapse";
import { settleOffers } from "@/data/memberships/offers";
import { dayField, idField, linkField } from "@/data/organizations/fields";
import { lockOrganization } from "@/data/organizations/visibility";
import { policyOf } from "@/data/policies/in-force";
import { requireUntied } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { evidence, groups, memberships } from "@/db/schema";
import { type OnRecord, statementsOf, VERDICTS } from "@/domain/policy/eligibility";
import { doesNotCount, NO_PROOF } from "@/domain/policy/proof";
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
  /** The day by which it is to be renewed; empty where nobody needs to. */
  reviewBy: z.preprocess((v) => v || null, dayField.nullable()),
});

/** Records the evidence for one criterion with a person's verdict; what was recorded before stays on record (rule 13). */
export const recordEvidence = command("evidence.record", Record, byMember, async (ctx, input) => {
  if (!ctx.viewer.projectIds.includes(input.projectId)) throw notFound();
  const { id: organizationId } = await lockOrganization(ctx, input.organizationId);
  await requireUntied(ctx, input.projectId, organizationId);
  const known = statementsOf(await policyOf(ctx, input.projectId));
  const statement = known.find((p) => p.id === input.criterion);
  if (!statement) throw invalidField("criterion", "The policy has no such criterion.");
  const { at: datedAt } = demand(instantIn(`${input.datedOn}T00:00`, "UTC"), "datedOn");
  if (isAfter(datedAt, ctx.now)) throw invalidField("datedOn", "Evidence cannot be dated in the future.");
  const reviewBy = input.reviewBy ? demand(instantIn(`${input.reviewBy}T00:00`, "UTC"), "reviewBy").at : null;
  if (reviewBy && !isAfter(reviewBy, ctx.now))
    throw invalidField("reviewBy", "This day has passed. Choose a later one, or none.");
  const against = doesNotCount(statement, { ...NO_PROOF, url: input.link, datedAt }, ctx.now);
  if (input.verdict === "met" && against)
    throw invalidField("link", `It does not count by the policy’s rules: ${against}.`);
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
    reviewBy,
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  await settleOffers(ctx, { organizationId, projectId }, criterion, ctx.viewer.userId);
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

type Row = Pick<typeof evidence.$inferSelect, "criterion" | "verdict" | "link" | "datedAt" | "reviewBy">;

/** Evidence as the engine takes it. */
export const proofsOf = (rows: readonly Row[]): OnRecord["proofs"] =>
  new Map(
    [...Map.groupBy(rows, (r) => r.criterion)].map(([id, of]) => [
      id,
      of.map((r) => ({
        ...NO_PROOF,
        verdict: r.verdict,
        url: r.link,
        datedAt: r.datedAt,
        reviewBy: r.reviewBy,
      })),
    ]),
  );

/** What is on record of an organization in a project. */
export async function onRecord(ctx: Ctx, organizationId: string, projectId: string): Promise<OnRecord> {
  const rows = await ctx.tx
    .select({
      criterion: evidence.criterion,
      verdict: evidence.verdict,
      link: evidence.link,
      datedAt: evidence.datedAt,
      reviewBy: evidence.reviewBy,
    })
    .from(evidence)
    .where(current(organizationId, projectId));
  return {
    proofs: proofsOf(rows),
    taken: await placesTaken(ctx, organizationId, projectId),
    now: ctx.now,
  };
}

/** How many other organizations hold a place in each group of a project. */
export async function placesTaken(
  ctx: Ctx,
  organizationId: string,
  projectId: string,
): Promise<OnRecord["taken"]> {
  const rows = await ctx.tx
    .select({ group: groups.name, others: count(memberships.id) })
    .from(groups)
    .leftJoin(
      memberships,
      and(
        eq(memberships.groupId, groups.id),
        ne(memberships.organizationId, organizationId),
        holdsPlace(ctx),
      ),
    )
    .where(eq(groups.projectId, projectId))
    .groupBy(groups.name);
  return new Map(rows.map((r) => [r.group, r.others]));
}
