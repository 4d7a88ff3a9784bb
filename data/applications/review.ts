import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { entryAbout } from "@/data/applications/apply";
import { which } from "@/data/applications/fields";
import { markPlace } from "@/data/applications/places";
import { refuseDecided, requirePart, standingOf } from "@/data/applications/standing";
import { lockApplication } from "@/data/applications/visibility";
import { newId } from "@/data/audit";
import { byMember, command } from "@/data/command";
import { idField, reasonField } from "@/data/organizations/fields";
import { visibleTo } from "@/data/organizations/visibility";
import { applicationMarks, applicationRecusals, applications, organizations } from "@/db/schema";
import { askedOf } from "@/domain/application/form";
import { proofOf } from "@/domain/application/form-statements";
import { VERDICTS } from "@/domain/policy/eligibility";
import { doesNotCount } from "@/domain/policy/proof";
import { invalidField, notFound } from "@/lib/errors";

const Mark = z.object({
  ...which,
  criterion: z.string().min(1).max(100),
  verdict: z.enum(VERDICTS, "Say whether it is met."),
  reason: reasonField,
});

/** Says of one criterion whether it is met, and why; what was said before stays on record (rule 13). */
export const markCriterion = command("application.mark", Mark, byMember, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const standing = await standingOf(ctx, row);
  requirePart(ctx, standing);
  await refuseDecided(ctx, row);
  const statement = askedOf(standing.policy, standing.group.name).find((p) => p.id === input.criterion);
  if (!statement) throw invalidField("criterion", "The policy has no such criterion.");
  const against = doesNotCount(statement, proofOf(statement, standing.answers), ctx.now);
  if (input.verdict === "met" && against)
    throw invalidField(
      "verdict",
      `It does not count by the policy’s rules: ${against}. Ask the applicant for another.`,
    );
  await ctx.tx
    .update(applicationMarks)
    .set({ supersededAt: ctx.now })
    .where(
      and(
        eq(applicationMarks.applicationId, row.id),
        eq(applicationMarks.criterion, input.criterion),
        isNull(applicationMarks.supersededAt),
      ),
    );
  const id = newId();
  await ctx.tx.insert(applicationMarks).values({
    id,
    applicationId: row.id,
    criterion: input.criterion,
    verdict: input.verdict,
    reason: await ctx.seal(markPlace(id, "reason"), input.reason),
    by: ctx.viewer.userId,
    at: ctx.now,
  });
  const { criterion, verdict } = input;
  return { result: { markId: id }, audit: [entryAbout(row, "application.marked", { criterion, verdict })] };
});

const Link = z.object({ ...which, organizationId: z.union([z.literal("new"), idField]) });

/** Says which entry of the directory it is about, or that it is about none: never taken from the applicant's word. */
export const linkOrganization = command("application.link", Link, byMember, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  requirePart(ctx, await standingOf(ctx, row));
  await refuseDecided(ctx, row);
  const organizationId = input.organizationId === "new" ? null : input.organizationId;
  if (organizationId) {
    const [known] = await ctx.tx
      .select({ id: organizations.id })
      .from(organizations)
      .where(and(eq(organizations.id, organizationId), visibleTo(ctx.viewer)));
    if (!known) throw invalidField("organizationId", "Choose one of the list.");
  }
  // Whoever is tied to it takes no part from now on, and neither do votes that they gave.
  await ctx.tx.update(applications).set({ organizationId }).where(eq(applications.id, row.id));
  return {
    result: { applicationId: row.id },
    audit: [entryAbout(row, "application.linked", { organizationId })],
  };
});

const Recuse = z.object({ ...which, userId: idField });

/**
 * A member says that they take no part, or another one says so of them. Never taken back: what counted before does not any
 * more, and who could be asked instead is shown. Somebody who takes no part themselves says so of nobody else.
 */
export const recuse = command("application.recuse", Recuse, byMember, async (ctx, input) => {
  const row = await lockApplication(ctx, input.applicationId);
  const standing = await standingOf(ctx, row);
  if (input.userId !== ctx.viewer.userId) requirePart(ctx, standing);
  await refuseDecided(ctx, row);
  if (!standing.members.some((m) => m.userId === input.userId)) throw notFound();
  await ctx.tx
    .insert(applicationRecusals)
    .values({ applicationId: row.id, userId: input.userId, by: ctx.viewer.userId, at: ctx.now })
    .onConflictDoNothing();
  return {
    result: { applicationId: row.id },
    audit: [entryAbout(row, "application.recused", { userId: input.userId })],
  };
});
