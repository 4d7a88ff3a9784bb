import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { factsOf, openVulnerability, titlePlace } from "@/data/cases/facts";
import { visibleTo } from "@/data/cases/visibility";
import { policiesOf, policyOf } from "@/data/projects/queries";
import { membersOf } from "@/data/teams/queries";
import { type Ctx, read } from "@/data/transaction";
import {
  acknowledgements,
  advisoryVersions,
  cases,
  consents,
  deliveries,
  notices,
  organizations,
  projects,
  publications,
  readings,
  users,
  vulnerabilities,
} from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { isReached } from "@/domain/delivery/state";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import { prenotifiable, proposeSeverity } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { scoreOf } from "@/domain/vulnerability";
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
    .where(inArray(vulnerabilities.caseId, ids));
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
      const offered = policy !== undefined && prenotifiable(policy, of.severity).ok && !of.publicSince;
      const own = written.filter((n) => n.caseId === of.id && n.state !== "cancelled" && n.state !== "void");
      return {
        ...factsOf(of),
        id: of.id,
        reference: of.reference,
        codeName: of.codeName,
        project,
        title: await ctx.open(titlePlace(of.id), of.title),
        severity: of.severity,
        replay: of.replay,
        publishedAt: of.publishedAt,
        createdAt: of.createdAt,
        progress: {
          ...factsOf(of),
          undecidedSeverities: severities.filter((v) => v.caseId === of.id && v.severity === null).length,
          prenotify: of.severity && !offered ? ("not_offered" as const) : of.prenotify,
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
    const known = await ctx.tx
      .select({ row: vulnerabilities, decidedBy: users.name })
      .from(vulnerabilities)
      .leftJoin(users, eq(users.id, vulnerabilities.severityBy))
      .where(eq(vulnerabilities.caseId, of.id))
      .orderBy(asc(vulnerabilities.position));
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
      vulnerabilities: await Promise.all(
        known.map(async ({ row: v, decidedBy }) => {
          const data = await openVulnerability(ctx, of.id, v);
          const place = { scope: of.id, table: "vulnerabilities", row: v.id, column: "severity_reason" };
          return {
            rowId: v.id,
            ...data,
            severity: v.severity,
            severityAt: v.severityAt,
            decidedBy,
            severityReason: v.severityReason ? await ctx.open(place, v.severityReason) : null,
            score: scoreOf(data),
            proposed: proposeSeverity(policy, scoreOf(data))?.label ?? null,
          };
        }),
      ),
      summary: list as NonNullable<typeof list>,
      publication: await publicationOf(ctx, of.id),
      newest: await newestVersion(ctx, of.id),
      members: await membersOf(ctx, viewer.teamId),
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

/** The readiness board: one row per organization that a notice of the case concerned. Empty cells are the information. */
export const vendorBoard = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    if (!isReference(reference)) throw notFound();
    const [of] = await ctx.tx
      .select({ id: cases.id, projectId: cases.projectId })
      .from(cases)
      .where(and(eq(cases.reference, reference), visibleTo(ctx)));
    if (!of) throw notFound();
    const sent = await ctx.tx
      .select({
        organizationId: deliveries.organizationId,
        name: organizations.name,
        state: deliveries.state,
        reason: deliveries.reason,
        firstAttemptAt: deliveries.firstAttemptAt,
        acceptedAt: deliveries.acceptedAt,
      })
      .from(deliveries)
      .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
      .where(and(eq(deliveries.caseId, of.id), inArray(deliveries.kind, OPENING)))
      .orderBy(asc(organizations.name));
    const answers = await ctx.tx
      .select({
        organizationId: consents.organizationId,
        state: consents.state,
        at: consents.at,
        by: users.name,
      })
      .from(consents)
      .innerJoin(users, eq(users.id, consents.by))
      .where(and(eq(consents.caseId, of.id), isNull(consents.supersededAt)));
    const seen = await ctx.tx
      .select({ organizationId: readings.organizationId, at: readings.at, by: users.name })
      .from(readings)
      .innerJoin(users, eq(users.id, readings.userId))
      .where(eq(readings.caseId, of.id))
      .orderBy(asc(readings.at));
    const acks = await ctx.tx
      .select({ organizationId: acknowledgements.organizationId, at: acknowledgements.at, by: users.name })
      .from(acknowledgements)
      .innerJoin(users, eq(users.id, acknowledgements.by))
      .where(eq(acknowledgements.caseId, of.id))
      .orderBy(desc(acknowledgements.at));
    const rows = [...new Set(sent.map((d) => d.organizationId))].map((organizationId) => {
      const own = sent.filter((d) => d.organizationId === organizationId);
      return {
        organizationId,
        name: own[0]?.name ?? "",
        states: own.map((d) => d.state),
        reached: isReached(own.map((d) => d.state)),
        toldAt:
          own
            .map((d) => d.firstAttemptAt)
            .filter((at) => at !== null)
            .sort((a, b) => a.epochMilliseconds - b.epochMilliseconds)[0] ?? null,
        gap: own.find((d) => d.reason)?.reason ?? null,
        seen: seen.find((s) => s.organizationId === organizationId) ?? null,
        consent: answers.find((a) => a.organizationId === organizationId) ?? null,
        acknowledged: acks.find((a) => a.organizationId === organizationId) ?? null,
      };
    });
    return { rows, silentAfterHours: (await policyOf(ctx, of.projectId)).silentAfterHours, now: ctx.now };
  });
