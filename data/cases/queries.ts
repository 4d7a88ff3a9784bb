import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { factsOf, titlePlace } from "@/data/cases/facts";
import { presentIn } from "@/data/cases/present";
import { recordsOf } from "@/data/cases/records";
import { visibleTo } from "@/data/cases/visibility";
import { policiesOf, policyOf } from "@/data/projects/queries";
import { membersOf } from "@/data/teams/queries";
import { type Ctx, read } from "@/data/transaction";
import {
  advisoryVersions,
  cases,
  notices,
  projects,
  publications,
  users,
  vulnerabilities,
} from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import { offersPrenotification, prenotifiable, undecidedIn } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

const OPENING = NOTICE_KINDS.filter(opensCase);
const WAITING = ["draft", "in_review"] as const;

/** The member's cases, newest first, each with what its next step depends on. */
export const listCases = (viewer: Member) => read(viewer, (ctx) => caseList(ctx));

export async function caseList(ctx: Ctx<Member>, only?: string) {
  const rows = await ctx.tx
    .select({ case: cases, project: projects.name })
    .from(cases)
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .where(and(visibleTo(ctx), only ? eq(cases.id, only) : undefined))
    .orderBy(desc(cases.createdAt));
  const ids = rows.map((r) => r.case.id);
  const severities = await ctx.tx
    .select({ caseId: vulnerabilities.caseId, severity: vulnerabilities.severity })
    .from(vulnerabilities)
    .where(presentIn(ids));
  const written = await ctx.tx
    .select({ caseId: notices.caseId, state: notices.state })
    .from(notices)
    .where(and(inArray(notices.caseId, ids), inArray(notices.kind, OPENING)));
  const proposed = await ctx.tx
    .select({ caseId: publications.caseId })
    .from(publications)
    .where(
      and(
        inArray(publications.caseId, ids),
        isNull(publications.withdrawnAt),
        isNull(publications.confirmedAt),
      ),
    );
  const policies = await policiesOf(ctx, [...new Set(rows.map((r) => r.case.projectId))]);
  const list = await Promise.all(
    rows.map(async ({ case: of, project }) => {
      const policy = policies.get(of.projectId);
      if (!policy) throw new Error("a project without a policy");
      const offered = prenotifiable(policy, of.severity).ok && !of.publicSince;
      // What a severity would still change stays open; what no severity would change is said at once.
      const settled = of.severity !== null || !offersPrenotification(policy);
      const labels = severities.filter((v) => v.caseId === of.id).map((v) => v.severity);
      const own = written.filter((n) => n.caseId === of.id && n.state !== "cancelled" && n.state !== "void");
      return {
        ...factsOf(of),
        id: of.id,
        reference: of.reference,
        codeName: of.codeName,
        projectId: of.projectId,
        project,
        title: await ctx.open(titlePlace(of.id), of.title),
        severity: of.severity,
        replay: of.replay,
        publishedAt: of.publishedAt,
        createdAt: of.createdAt,
        progress: {
          ...factsOf(of),
          vulnerabilities: labels.length,
          undecidedSeverities: undecidedIn(policy, labels),
          prenotify: settled && !offered ? ("not_offered" as const) : of.prenotify,
          hasNotice: own.length > 0,
          noticeWaits: own.some((n) => WAITING.some((w) => w === n.state)),
          publicationProposed: proposed.some((p) => p.caseId === of.id),
        },
      };
    }),
  );
  return { cases: list, now: ctx.now };
}

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
    const policy = await policyOf(ctx, of.projectId);
    const records = await recordsOf(ctx, of.id, policy);
    const [list] = (await caseList(ctx, of.id)).cases;
    const opened = async (column: string, bytes: typeof of.endReason) =>
      bytes ? await ctx.open({ scope: of.id, table: "cases", row: of.id, column }, bytes) : null;
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
      offered: prenotifiable(policy, of.severity),
      vulnerabilities: records.present,
      removed: records.removed,
      summary: list as NonNullable<typeof list>,
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
