import { and, eq, inArray, isNotNull, isNull, max, or, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { isOpen } from "@/data/deliveries/open";
import type { Ctx } from "@/data/transaction";
import { auditEntries, cases, dataKeys, deliveries, destructions, incidents, projects } from "@/db/schema";
import { isOpenIncident } from "@/domain/incident/state";
import type { KeepingFacts } from "@/domain/retention";
import { env } from "@/lib/env";

export type Subject = {
  kind: "case" | "incident";
  id: string;
  caseId: string;
  projectId: string;
  project: string;
  reference: string;
  codeName: string;
  facts: KeepingFacts;
  proposal: { id: string; by: string; at: Temporal.Instant } | null;
};

/** The clocks and settings that the rule asks for. */
export const clockOf = (ctx: Ctx) => ({ now: ctx.now, realNow: ctx.realNow, backupDays: env().backupDays });

/** Every case and incident whose key may end, of those that the viewer sees; or the one that is named. */
export async function subjectsOf(ctx: Ctx, only?: string): Promise<Subject[]> {
  const visible =
    ctx.viewer.kind === "member" ? inArray(cases.projectId, [...ctx.viewer.projectIds]) : undefined;
  const plain = {
    caseId: cases.id,
    projectId: cases.projectId,
    project: projects.name,
    reference: cases.reference,
    codeName: cases.codeName,
  };
  const ofCases = await ctx.tx
    .select({ ...plain, id: cases.id, state: cases.state })
    .from(cases)
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .where(and(visible, only ? eq(cases.id, only) : undefined))
    .orderBy(cases.createdAt);
  const ofIncidents = await ctx.tx
    .select({ ...plain, id: incidents.id, state: incidents.state, closedAt: incidents.closedAt })
    .from(incidents)
    .innerJoin(cases, eq(cases.id, incidents.caseId))
    .innerJoin(projects, eq(projects.id, cases.projectId))
    .where(and(visible, only ? eq(incidents.id, only) : undefined))
    .orderBy(incidents.recordedAt);
  const ids = [...ofCases, ...ofIncidents].map((s) => s.id);
  const ended = await endsOf(
    ctx,
    ofCases.filter((c) => c.state === "closed" || c.state === "rejected").map((c) => c.id),
  );
  const gone = await destroyedKeys(ctx, ids);
  const open = await proposalsOf(ctx, ids);
  const subject = (kind: Subject["kind"], s: (typeof ofCases)[number] | (typeof ofIncidents)[number]) => ({
    kind,
    id: s.id,
    caseId: s.caseId,
    projectId: s.projectId,
    project: s.project,
    reference: s.reference,
    codeName: s.codeName,
    proposal: open.get(s.id) ?? null,
  });
  return [
    ...ofCases.map((c) => ({
      ...subject("case", c),
      facts: { endedAt: ended.get(c.id) ?? null, destroyed: gone.get(c.id) ?? null },
    })),
    ...ofIncidents.map((i) => ({
      ...subject("incident", i),
      facts: {
        endedAt: i.state === "closed" ? i.closedAt : null,
        destroyed: gone.get(i.id) ?? null,
      },
    })),
  ];
}

/** When each case was closed or rejected: the record says so. */
async function endsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.tx
    .select({ id: auditEntries.streamId, at: max(auditEntries.at) })
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.streamType, "case"),
        inArray(auditEntries.streamId, [...ids]),
        inArray(auditEntries.action, ["case.closed", "case.rejected"]),
      ),
    )
    .groupBy(auditEntries.streamId);
  return new Map(rows.flatMap((r) => (r.at ? [[r.id, r.at] as const] : [])));
}

/** Which of the keys were destroyed, and how long a backup lived then. */
export async function destroyedKeys(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.tx
    .select({ scope: dataKeys.scope, at: dataKeys.destroyedAt, backupDays: destructions.backupDays })
    .from(dataKeys)
    .leftJoin(
      destructions,
      and(sql`${destructions.subjectId}::text = ${dataKeys.scope}`, isNull(destructions.takenBackAt)),
    )
    .where(and(inArray(dataKeys.scope, [...ids]), isNotNull(dataKeys.destroyedAt)));
  return new Map(
    rows.flatMap((r) => (r.at ? [[r.scope, { at: r.at, backupDays: r.backupDays }] as const] : [])),
  );
}

async function proposalsOf(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.tx
    .select()
    .from(destructions)
    .where(
      and(
        inArray(destructions.subjectId, [...ids]),
        isNull(destructions.takenBackAt),
        isNull(destructions.confirmedAt),
      ),
    );
  return new Map(rows.map((r) => [r.subjectId, { id: r.id, by: r.proposedBy, at: r.proposedAt }]));
}

/** Of which of the cases an incident is open: one entry for each. */
export async function openIncidentsIn(ctx: Ctx, caseIds: readonly string[]): Promise<string[]> {
  const rows = await ctx.tx
    .select({ caseId: incidents.caseId, state: incidents.state })
    .from(incidents)
    .where(inArray(incidents.caseId, [...caseIds]));
  return rows.filter((i) => isOpenIncident(i.state)).map((i) => i.caseId);
}

/** What of a case still runs and would lose its ground. */
export async function runningIn(ctx: Ctx, caseId: string) {
  const open = await ctx.tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(and(eq(deliveries.caseId, caseId), or(isOpen, isNotNull(deliveries.leaseUntil))));
  return {
    openIncidents: (await openIncidentsIn(ctx, [caseId])).length,
    openMessages: open.length,
  };
}

/** Organizations that a leak of the case is put down to: who is tied to one takes no part. */
export async function blamedIn(ctx: Ctx, caseId: string): Promise<string[]> {
  const rows = await ctx.tx
    .selectDistinct({ id: incidents.organizationId })
    .from(incidents)
    .where(and(eq(incidents.caseId, caseId), isNotNull(incidents.organizationId)));
  return rows.flatMap((r) => (r.id ? [r.id] : []));
}
