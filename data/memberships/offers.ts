import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { byContact, command, demand } from "@/data/command";
import { entryOf, type OfProject } from "@/data/memberships/lock";
import { dayField, idField, linkField } from "@/data/organizations/fields";
import { policyOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import { evidenceOffers, memberships } from "@/db/schema";
import { statementsOf } from "@/domain/policy/eligibility";
import { doesNotCount, NO_PROOF } from "@/domain/policy/proof";
import { instantIn, isAfter } from "@/domain/time";
import { invalidField, notFound } from "@/lib/errors";

const Offer = z.object({
  projectId: idField,
  criterion: z.string().min(1).max(100),
  link: linkField,
  note: z
    .string({ error: "Say what it shows." })
    .trim()
    .min(3, "Say what it shows, in a few words.")
    .max(2000, "At most 2000 characters."),
  datedOn: dayField,
});

/**
 * Whoever keeps an organization's entry offers newer evidence; a member looks at it and says what it shows. The address is
 * kept as text: nothing of ours ever asks for it.
 */
export const offerEvidence = command("evidence.offer", Offer, byContact, async (ctx, input) => {
  if (!ctx.viewer.admin) throw notFound();
  const { organizationId, contactId, userId } = ctx.viewer;
  const { projectId, criterion, link, note } = input;
  const [member] = await ctx.tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, organizationId),
        eq(memberships.projectId, projectId),
        isNull(memberships.endedAt),
      ),
    )
    .limit(1);
  if (!member) throw notFound();
  const statement = statementsOf(await policyOf(ctx, projectId)).find((p) => p.id === criterion);
  if (!statement) throw invalidField("criterion", "The policy has no such criterion.");
  const { at: datedAt } = demand(instantIn(`${input.datedOn}T00:00`, "UTC"), "datedOn");
  if (isAfter(datedAt, ctx.now)) throw invalidField("datedOn", "Evidence cannot be dated in the future.");
  const against = doesNotCount(statement, { ...NO_PROOF, url: link, datedAt }, ctx.now);
  if (against) throw invalidField("link", `It would not count by the policy’s rules: ${against}.`);
  const id = newId();
  // A newer offer replaces one that nobody looked at yet.
  await ctx.tx
    .update(evidenceOffers)
    .set({ settledBy: userId, settledAt: ctx.now })
    .where(and(ofCriterion({ organizationId, projectId }, criterion), isNull(evidenceOffers.settledAt)));
  await ctx.tx.insert(evidenceOffers).values({
    id,
    organizationId,
    projectId,
    criterion,
    link,
    note,
    datedAt,
    contactId,
    by: userId,
    at: ctx.now,
  });
  return {
    result: { offerId: id },
    audit: [entryOf({ organizationId, projectId }, "evidence.offered", { criterion, offerId: id })],
  };
});

const ofCriterion = (of: OfProject, criterion: string) =>
  and(
    eq(evidenceOffers.organizationId, of.organizationId),
    eq(evidenceOffers.projectId, of.projectId),
    eq(evidenceOffers.criterion, criterion),
  );

/** What was offered for a criterion is answered by the verdict that a member recorded. */
export const settleOffers = (ctx: Ctx, of: OfProject, criterion: string, by: string) =>
  ctx.tx
    .update(evidenceOffers)
    .set({ settledBy: by, settledAt: ctx.now })
    .where(and(ofCriterion(of, criterion), isNull(evidenceOffers.settledAt)));
