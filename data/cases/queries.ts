import { and, desc, eq, isNull } from "drizzle-orm";
import { caseList, titlesOf } from "@/data/cases/list";
import { openOverride } from "@/data/cases/override";
import { recordsOf } from "@/data/cases/records";
import { visibleTo } from "@/data/cases/visibility";
import { openWords } from "@/data/keys/destroyed";
import { governing, policyInForce } from "@/data/policies/in-force";
import { destructionOf } from "@/data/retention/queries";
import { membersOf } from "@/data/teams/queries";
import { type Ctx, read } from "@/data/transaction";
import { advisoryVersions, cases, projects, publications, users } from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { offerFor } from "@/domain/policy/severity";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/** One case, whole, for its member. */
export const getCase = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [row] = await ctx.tx
      .select({ case: cases, project: projects.name, projectSlug: projects.slug, createdBy: users.name })
      .from(cases)
      .innerJoin(projects, eq(projects.id, cases.projectId))
      .leftJoin(users, eq(users.id, cases.createdBy))
      .where(and(eq(cases.reference, reference), visibleTo(ctx)));
    if (!row) throw notFound();
    const { case: of } = row;
    const policy = await governing(ctx, of);
    const records = await recordsOf(ctx, of.id, policy);
    const [listed] = (await caseList(ctx, of.id)).cases;
    if (!listed) throw notFound();
    const title = (await titlesOf(ctx, [of.id])).get(of.id) ?? null;
    const opened = async (column: string, bytes: typeof of.endReason) =>
      bytes ? await openWords(ctx, { scope: of.id, table: "cases", row: of.id, column }, bytes) : null;
    return {
      id: of.id,
      revision: of.revision,
      projectId: of.projectId,
      tlp: of.tlp,
      publicSince: of.publicSince,
      prenotify: of.prenotify,
      prenotifyReason: await opened("prenotify_reason", of.prenotifyReason),
      endReason: await opened("end_reason", of.endReason),
      createdBy: row.createdBy,
      projectSlug: row.projectSlug,
      policy,
      inForce: await policyInForce(ctx, of.projectId),
      override: await openOverride(ctx, of.id),
      overridden: of.overriddenAt !== null,
      offered: offerFor(policy, of),
      vulnerabilities: records.present,
      removed: records.removed,
      summary: { ...listed, title: title ?? "Its text was destroyed" },
      destroyed: await destructionOf(ctx, of.id),
      publication: await publicationOf(ctx, of.id),
      newest: await newestVersion(ctx, of.id),
      members: await membersOf(ctx, of.projectId),
      now: ctx.now,
    };
  });

/** The newest version of the advisory, without its text. */
async function newestVersion(ctx: Ctx<Member>, caseId: string) {
  const [row] = await ctx.tx
    .select({ id: advisoryVersions.id, number: advisoryVersions.number })
    .from(advisoryVersions)
    .where(eq(advisoryVersions.caseId, caseId))
    .orderBy(desc(advisoryVersions.number))
    .limit(1);
  return row ?? null;
}

async function publicationOf(ctx: Ctx<Member>, caseId: string) {
  const [row] = await ctx.tx
    .select({
      id: publications.id,
      versionId: publications.versionId,
      number: advisoryVersions.number,
      proposedBy: publications.proposedBy,
      proposer: users.name,
      proposedAt: publications.proposedAt,
      confirmedAt: publications.confirmedAt,
    })
    .from(publications)
    .innerJoin(users, eq(users.id, publications.proposedBy))
    .innerJoin(advisoryVersions, eq(advisoryVersions.id, publications.versionId))
    .where(and(eq(publications.caseId, caseId), isNull(publications.withdrawnAt)));
  return row ?? null;
}
