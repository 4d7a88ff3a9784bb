import { and, desc, eq, inArray } from "drizzle-orm";
import { caseIdFor, visibleTo } from "@/data/cases/visibility";
import { destroyedReport, incidentPlace } from "@/data/incidents/report";
import { openDocument, openWords } from "@/data/keys/destroyed";
import { othersFor, tiesOf } from "@/data/teams/ties";
import { type Ctx, read } from "@/data/transaction";
import { cases, deliveries, incidents, notices, organizations, projects, readings, users } from "@/db/schema";
import { canBeLeak } from "@/domain/incident/state";
import { invitesToRead, NOTICE_KINDS } from "@/domain/notice/messages";
import { isUnsent } from "@/domain/notice/state";
import { isRecused } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

const columns = {
  id: incidents.id,
  state: incidents.state,
  attribution: incidents.attribution,
  seenAt: incidents.seenAt,
  recordedAt: incidents.recordedAt,
  announcedAt: incidents.announcedAt,
  reference: cases.reference,
  codeName: cases.codeName,
  project: projects.name,
  organization: organizations.name,
};

/** Incidents of the member's cases, newest first; by plain columns alone. */
export const incidentList = (ctx: Ctx<Member>, caseId?: string) =>
  ctx.tx
    .select(columns)
    .from(incidents)
    .innerJoin(cases, eq(cases.id, incidents.caseId))
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .leftJoin(organizations, eq(organizations.id, incidents.organizationId))
    .where(and(visibleTo(ctx), caseId ? eq(cases.id, caseId) : undefined))
    .orderBy(desc(incidents.recordedAt));

export const listIncidents = (viewer: Member) =>
  read(viewer, async (ctx) => ({ incidents: await incidentList(ctx), now: ctx.now }));

export const caseIncidents = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => incidentList(ctx, await caseIdFor(ctx, reference)));

/** One incident: what was seen, who had the case by then, and what would still leave. */
export const getIncident = (viewer: Member, reference: string, incidentId: string) =>
  read(viewer, async (ctx) => {
    if (!isId(incidentId)) throw notFound();
    const caseId = await caseIdFor(ctx, reference);
    const [row] = await ctx.tx
      .select({ incident: incidents, of: cases, recordedBy: users.name })
      .from(incidents)
      .innerJoin(cases, eq(cases.id, incidents.caseId))
      .innerJoin(users, eq(users.id, incidents.recordedBy))
      .where(and(eq(incidents.id, incidentId), eq(incidents.caseId, caseId)));
    if (!row) throw notFound();
    const { incident, of } = row;
    const report = await openDocument(
      ctx,
      incidentPlace(incident.id, "report"),
      incident.report,
      destroyedReport,
    );
    const [ties] = await tiesOf(ctx, [viewer.userId]);
    const leaving = await ctx.tx
      .select({ id: notices.id, kind: notices.kind, state: notices.state, sendAt: notices.sendAt })
      .from(notices)
      .where(and(eq(notices.caseId, caseId), inArray(notices.kind, NOTICE_KINDS.filter(invitesToRead))));
    const recused = ties && incident.organizationId ? isRecused(ties, incident.organizationId) : false;
    return {
      id: incident.id,
      state: incident.state,
      report,
      seenAt: incident.seenAt,
      publicElsewhereAt: incident.publicElsewhereAt,
      canBeLeak: canBeLeak(incident.seenAt, of.publishedAt, incident.publicElsewhereAt),
      attribution: incident.attribution,
      organizationId: incident.organizationId,
      finding: incident.finding
        ? await openWords(ctx, incidentPlace(incident.id, "finding"), incident.finding)
        : null,
      recordedBy: row.recordedBy,
      recordedAt: incident.recordedAt,
      announcedAt: incident.announcedAt,
      caseId,
      projectId: of.projectId,
      reference: of.reference,
      codeName: of.codeName,
      caseState: of.state,
      exposed: await exposedOrganizations(ctx, caseId),
      release: of.releaseAt,
      publishedAt: of.publishedAt,
      recused,
      /** Who decides instead. */
      deciders:
        recused && incident.organizationId
          ? await othersFor(ctx, of.projectId, incident.organizationId, [viewer.userId])
          : [],
      tiedTo: ties?.organizationIds ?? [],
      leaving: leaving.filter((n) => isUnsent(n.state) || n.state === "sending"),
      now: ctx.now,
    };
  });

/** Who had the case: told when, and which people read which version when. The first thing that a leak asks for. */
async function exposedOrganizations(ctx: Ctx<Member>, caseId: string) {
  const sent = await ctx.tx
    .select({
      organizationId: organizations.id,
      name: organizations.name,
      at: deliveries.firstAttemptAt,
    })
    .from(deliveries)
    .innerJoin(organizations, eq(organizations.id, deliveries.organizationId))
    .where(and(eq(deliveries.caseId, caseId), eq(deliveries.kind, "prenotification")))
    .orderBy(organizations.name, deliveries.firstAttemptAt);
  const seen = await ctx.tx
    .select({ organizationId: readings.organizationId, by: users.name, at: readings.at })
    .from(readings)
    .innerJoin(users, eq(users.id, readings.userId))
    .where(eq(readings.caseId, caseId))
    .orderBy(readings.at);
  const told = sent.filter((d) => d.at !== null);
  return [...new Set(told.map((d) => d.organizationId))].map((organizationId) => {
    const first = told.find((d) => d.organizationId === organizationId);
    return {
      organizationId,
      name: first?.name ?? "",
      toldAt: first?.at ?? null,
      readers: seen.filter((s) => s.organizationId === organizationId).map(({ by, at }) => ({ by, at })),
    };
  });
}
