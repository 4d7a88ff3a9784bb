import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { contentPlace, factsOf } from "@/data/cases/facts";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command, demand } from "@/data/command";
import { announce } from "@/data/notices/announce";
import { voidUnsent } from "@/data/notices/void";
import { type PublishedDocument, publicVulnerabilities } from "@/data/publications/document";
import type { Ctx } from "@/data/transaction";
import { advisoryVersions, cases, publications, publishedAdvisories } from "@/db/schema";
import type { AdvisoryContent } from "@/domain/advisory/advisory";
import { decide, publishesEarly } from "@/domain/case/state";
import { inUtc } from "@/domain/time";
import { AppError, invalidField, refused, stale } from "@/lib/errors";

const openPublication = (caseId: string) =>
  and(eq(publications.caseId, caseId), isNull(publications.withdrawnAt), isNull(publications.confirmedAt));

async function openFor(ctx: Ctx, caseId: string) {
  const [row] = await ctx.tx.select().from(publications).where(openPublication(caseId)).for("no key update");
  return row ?? null;
}

const Propose = z.object({
  caseId: z.uuid(),
  versionId: z.uuid(),
  typedReference: z.string().trim().max(40).default(""),
});

/** One member proposes, which freezes the version. Before the release instant the reference must be typed out. */
export const proposePublication = command("publication.propose", Propose, byMember, async (ctx, input) => {
  const of = await lockCase(ctx, input.caseId);
  demand(decide(factsOf(of), { type: "publish" }, ctx.now));
  if (await openFor(ctx, of.id))
    throw refused("Publication is proposed already. Another member confirms it, or somebody takes it back.");
  const [newest] = await ctx.tx
    .select({ id: advisoryVersions.id, number: advisoryVersions.number })
    .from(advisoryVersions)
    .where(eq(advisoryVersions.caseId, of.id))
    .orderBy(desc(advisoryVersions.number))
    .limit(1);
  if (newest?.id !== input.versionId) throw stale();
  const early = publishesEarly(factsOf(of), ctx.now);
  if (early && input.typedReference !== of.reference)
    throw invalidField(
      "typedReference",
      `The release instant has not come. To publish before it, type ${of.reference}.`,
    );
  const id = newId();
  await ctx.tx
    .insert(publications)
    .values({ id, caseId: of.id, versionId: newest.id, proposedBy: ctx.viewer.userId, proposedAt: ctx.now });
  return {
    result: { publicationId: id },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "case.publication_proposed",
        facts: { version: newest.number, early },
      },
    ],
  };
});

/** Taking it back needs only one. */
export const withdrawPublication = command(
  "publication.withdraw",
  z.object({ caseId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    const of = await lockCase(ctx, input.caseId);
    const proposed = await openFor(ctx, of.id);
    if (!proposed) throw refused("No publication is proposed.");
    await ctx.tx.update(publications).set({ withdrawnAt: ctx.now }).where(eq(publications.id, proposed.id));
    return {
      result: { caseId: of.id },
      audit: [{ stream: { type: "case", id: of.id }, action: "case.publication_withdrawn" }],
    };
  },
);

/** What the public reads from now on, opened once and kept as it is: no key stands between it and a reader. */
async function documentOf(
  ctx: Ctx,
  of: typeof cases.$inferSelect,
  versionId: string,
): Promise<PublishedDocument> {
  const [version] = await ctx.tx.select().from(advisoryVersions).where(eq(advisoryVersions.id, versionId));
  if (!version) throw new Error("the proposed version is gone");
  return {
    severity: of.severity,
    number: version.number,
    text: JSON.parse(await ctx.open(contentPlace(of.id, version.id), version.content)) as AdvisoryContent,
    vulnerabilities: await publicVulnerabilities(ctx, of.id),
  };
}

const Confirm = z.object({
  caseId: z.uuid(),
  publicationId: z.uuid(),
  typedReference: z.string().trim().max(40).default(""),
});

/**
 * A different member confirms, and the case is public: the frozen version at its own address, every unsent notice that
 * opens the case void, and one lift message to everybody who had been told. No unfinished step stops it (rule 10).
 */
export const confirmPublication = command("publication.confirm", Confirm, byMember, async (ctx, input) => {
  const of = await lockCase(ctx, input.caseId);
  const proposed = await openFor(ctx, of.id);
  if (!proposed || proposed.id !== input.publicationId) throw stale();
  if (proposed.proposedBy === ctx.viewer.userId)
    throw new AppError("refused", "You proposed this publication. Another member confirms it.");
  const early = publishesEarly(factsOf(of), ctx.now);
  if (early && input.typedReference !== of.reference)
    throw invalidField(
      "typedReference",
      `The release instant has not come. To publish before it, type ${of.reference}.`,
    );
  const next = demand(decide(factsOf(of), { type: "publish" }, ctx.now));
  await ctx.tx
    .update(publications)
    .set({ confirmedBy: ctx.viewer.userId, confirmedAt: ctx.now })
    .where(eq(publications.id, proposed.id));
  await ctx.tx
    .update(cases)
    .set({
      state: next.state,
      publishedAt: ctx.now,
      publishedVersionId: proposed.versionId,
      revision: of.revision + 1,
    })
    .where(eq(cases.id, of.id));
  await ctx.tx.insert(publishedAdvisories).values({
    caseId: of.id,
    document: await documentOf(ctx, of, proposed.versionId),
    publishedAt: ctx.now,
  });
  const voided = await voidUnsent(ctx, of.id, "the case is public");
  const told = await announce(ctx, of.id, "lift");
  return {
    result: { caseId: of.id, reference: of.reference },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "case.published",
        facts: {
          versionId: proposed.versionId,
          proposedBy: proposed.proposedBy,
          release: of.releaseAt ? inUtc(of.releaseAt) : null,
          early,
        },
      },
      ...voided,
      ...told,
    ],
  };
});
