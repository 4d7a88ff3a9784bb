import { and, asc, desc, eq, isNotNull } from "drizzle-orm";
import { contentPlace, openVulnerability } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import { caseIdFor } from "@/data/cases/visibility";
import { type Ctx, read } from "@/data/transaction";
import { advisoryVersions, cases, projects, users, vulnerabilities } from "@/db/schema";
import { type AdvisoryContent, changedFields, missingFrom } from "@/domain/advisory/advisory";
import { isReference } from "@/domain/case/reference";
import type { Member, Viewer } from "@/domain/viewer";
import { identifiersOf } from "@/domain/vulnerability";
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
  return Promise.all(
    rows.map(async (r) => ({
      ...r,
      content: JSON.parse(await ctx.open(contentPlace(caseId, r.id), r.content)) as AdvisoryContent,
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
        changed: before ? changedFields(before.content, v.content) : [],
        missing: missingFrom(v.content),
      };
    });
    return { caseId, versions: versions.reverse() };
  });

const isPublicCase = isNotNull(cases.publishedAt);

/** Published advisories, newest first, for everybody. */
export const listPublished = (viewer: Viewer) =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx
      .select({
        id: cases.id,
        reference: cases.reference,
        severity: cases.severity,
        publishedAt: cases.publishedAt,
        project: projects.name,
        versionId: advisoryVersions.id,
        content: advisoryVersions.content,
        replay: cases.replay,
      })
      .from(cases)
      .innerJoin(projects, eq(projects.id, cases.projectId))
      .innerJoin(advisoryVersions, eq(advisoryVersions.id, cases.publishedVersionId))
      .where(isPublicCase)
      .orderBy(desc(cases.publishedAt))
      .limit(200);
    return Promise.all(
      rows.map(async ({ content, id, versionId, ...r }) => ({
        ...r,
        title: (JSON.parse(await ctx.open(contentPlace(id, versionId), content)) as AdvisoryContent).title,
      })),
    );
  });

/** One published advisory. Anything that is not public is as absent as what never was. */
export const getPublished = (viewer: Viewer, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [row] = await ctx.tx
      .select({ case: cases, project: projects.name, version: advisoryVersions })
      .from(cases)
      .innerJoin(projects, eq(projects.id, cases.projectId))
      .innerJoin(advisoryVersions, eq(advisoryVersions.id, cases.publishedVersionId))
      .where(and(eq(cases.reference, reference), isPublicCase));
    if (!row?.case.publishedAt) throw notFound();
    const { case: of, version } = row;
    const known = await ctx.tx
      .select()
      .from(vulnerabilities)
      .where(presentIn([of.id]))
      .orderBy(asc(vulnerabilities.position));
    const list = await Promise.all(
      known.map(async (v) => ({ severity: v.severity, ...(await openVulnerability(ctx, of.id, v)) })),
    );
    return {
      reference: of.reference,
      project: row.project,
      severity: of.severity,
      publishedAt: of.publishedAt as NonNullable<typeof of.publishedAt>,
      replay: of.replay,
      number: version.number,
      text: JSON.parse(await ctx.open(contentPlace(of.id, version.id), version.content)) as AdvisoryContent,
      vulnerabilities: list.map((v) => ({
        ids: identifiersOf(v),
        severity: v.severity,
        cvss: v.cvss,
        cwes: v.cwes,
      })),
    };
  });
