import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { visibleTo } from "@/data/cases/visibility";
import { heldBack } from "@/data/restores/gate";
import type { Ctx } from "@/data/transaction";
import { advisoryVersions, cases, consents, deliveries, notices, projects } from "@/db/schema";
import { isPublished } from "@/domain/case/visibility";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import type { ContactViewer } from "@/domain/viewer";
import { notFound, refused } from "@/lib/errors";

const OPENING = NOTICE_KINDS.filter(opensCase);

/** What a vendor is told while nobody may read: nothing of why, and that it is no decision about them. */
export const READING_OFF =
  "Reading is off while the team checks its records. It is no decision about your organization. Try again later.";

/**
 * A case that the viewer's organization was told of, with its consent; hidden and absent are the same answer.
 * @throws AppError "refused" while a restored database waits to be reconciled
 */
export async function toldCase(ctx: Ctx<ContactViewer>, reference: string) {
  // Asked first, so that the answer is the same for a case that there is and one that there is not.
  if (await heldBack(ctx)) throw refused(READING_OFF);
  // Looked for among all that the viewer may see: what is hidden takes no longer than what never was.
  const open = await ctx.tx
    .select({ id: cases.id, reference: cases.reference })
    .from(cases)
    .where(visibleTo(ctx));
  const found = open.find((c) => c.reference === reference);
  if (!found) throw notFound();
  const [row] = await ctx.tx
    .select({ case: cases, project: projects.name })
    .from(cases)
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .where(and(eq(cases.id, found.id), visibleTo(ctx)));
  if (!row) throw notFound();
  return { ...row, consent: await consentOf(ctx, row.case.id) };
}

/** The organization's current answer to the terms of a case. */
export async function consentOf(ctx: Ctx<ContactViewer>, caseId: string) {
  const [row] = await ctx.tx
    .select()
    .from(consents)
    .where(
      and(
        eq(consents.caseId, caseId),
        eq(consents.organizationId, ctx.viewer.organizationId),
        isNull(consents.supersededAt),
      ),
    );
  return row ?? null;
}

/** The newest version that was sent to the viewer's organization, or the published one once there is one. */
export async function versionFor(ctx: Ctx<ContactViewer>, of: typeof cases.$inferSelect) {
  const sent = ctx.tx
    .select({ versionId: notices.versionId })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(
      and(
        eq(deliveries.caseId, of.id),
        eq(deliveries.organizationId, ctx.viewer.organizationId),
        inArray(deliveries.kind, OPENING),
        isNotNull(deliveries.firstAttemptAt),
      ),
    );
  const published =
    isPublished(of) && of.publishedVersionId ? eq(advisoryVersions.id, of.publishedVersionId) : undefined;
  const [row] = await ctx.tx
    .select()
    .from(advisoryVersions)
    .where(and(eq(advisoryVersions.caseId, of.id), published ?? inArray(advisoryVersions.id, sent)))
    .orderBy(desc(advisoryVersions.number))
    .limit(1);
  if (!row) throw notFound();
  return row;
}
