import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import { versionBody } from "@/data/advisories/version";
import { caseIdFor } from "@/data/cases/visibility";
import { filesOf } from "@/data/files/sent";
import type { PublishedDocument } from "@/data/publications/document";
import { type Ctx, read } from "@/data/transaction";
import { advisoryVersions, cases, projects, publishedAdvisories, users } from "@/db/schema";
import { changedFields, missingFrom } from "@/domain/advisory/advisory";
import { isReference } from "@/domain/case/reference";
import { changedFiles } from "@/domain/file/file";
import type { Member, Viewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

async function openVersions(ctx: Ctx, caseId: string) {
  const rows = await ctx.tx
    .select({
      id: advisoryVersions.id,
      number: advisoryVersions.number,
      content: advisoryVersions.content,
      savedAt: advisoryVersions.savedAt,
      savedBy: users.name,
    })
    .from(advisoryVersions)
    .leftJoin(users, eq(users.id, advisoryVersions.savedBy))
    .where(eq(advisoryVersions.caseId, caseId))
    .orderBy(asc(advisoryVersions.number));
  const files = await filesOf(
    ctx,
    rows.map((r) => r.id),
  );
  return Promise.all(
    rows.map(async (r) => ({
      ...r,
      ...(await versionBody(ctx, caseId, r, files.get(r.id) ?? [])),
    })),
  );
}

/** All versions of a case's advisory, newest first, each with what changed since the one before. */
export const listVersions = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    const caseId = await caseIdFor(ctx, reference);
    const all = await openVersions(ctx, caseId);
    const versions = all.map((v, i) => {
      const before = all[i - 1];
      return {
        ...v,
        changed: before
          ? [...changedFields(before.content, v.content), ...changedFiles(before.files, v.files)]
          : [],
        missing: missingFrom(v.content),
      };
    });
    return { caseId, versions: versions.reverse() };
  });

const shown = {
  reference: cases.reference,
  replay: cases.replay,
  project: projects.name,
  publishedAt: publishedAdvisories.publishedAt,
  document: publishedAdvisories.document,
};

const published = (ctx: Ctx) =>
  ctx.tx
    .select(shown)
    .from(publishedAdvisories)
    .innerJoin(cases, and(eq(cases.id, publishedAdvisories.caseId), isNotNull(cases.publishedAt)))
    .innerJoin(projects, eq(projects.id, cases.projectId));

/** Published advisories, newest first, for everybody. No key opens anything here: what is public is kept as it is. */
export const listPublished = (viewer: Viewer) =>
  read(viewer, async (ctx) => {
    const rows = await published(ctx).orderBy(desc(publishedAdvisories.publishedAt)).limit(200);
    return rows.map(({ document, ...row }) => {
      const { severity, text } = document as PublishedDocument;
      return { ...row, severity, title: text.title };
    });
  });

/** One published advisory. Anything that is not public is as absent as what never was. */
export const getPublished = (viewer: Viewer, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [row] = await published(ctx).where(eq(cases.reference, reference));
    if (!row) throw notFound();
    const { document, ...facts } = row;
    return { ...facts, ...(document as PublishedDocument) };
  });
