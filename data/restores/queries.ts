import { and, desc, inArray, isNotNull } from "drizzle-orm";
import { Temporal } from "temporal-polyfill";
import { visibleTo as caseVisible } from "@/data/cases/visibility";
import { closedAndActive } from "@/data/restores/closed";
import { restoreNote } from "@/data/restores/commands";
import { type Finding, openRestore } from "@/data/restores/find";
import { heldBack } from "@/data/restores/gate";
import { type Ctx, read } from "@/data/transaction";
import { cases, organizations, projects, restores, users } from "@/db/schema";
import { AUDIT_ACTIONS, type AuditAction } from "@/domain/audit";
import { kindOfMissing, type Missing, onceEach } from "@/domain/restore";
import type { Member } from "@/domain/viewer";

/** Whether nothing is sent and read at this moment, and why: for every page of the desk. */
export const heldBackNow = (viewer: Member): Promise<string | null> => read(viewer, heldBack);

export async function restoreDuty(ctx: Ctx<Member>): Promise<{ proposed: boolean; own: boolean } | null> {
  const row = await openRestore(ctx);
  return row && { proposed: row.proposedBy !== null, own: row.proposedBy === ctx.viewer.userId };
}

/** What two members reconcile: the open restore with what is missing, as far as the member may see it. */
export const restorePage = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const row = await openRestore(ctx);
    const earlier = await ctx.tx
      .select()
      .from(restores)
      .where(isNotNull(restores.confirmedAt))
      .orderBy(desc(restores.foundAt))
      .limit(20);
    const people = await ctx.tx
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(
        inArray(
          users.id,
          [row, ...earlier].flatMap((r) => [r?.proposedBy, r?.confirmedBy].filter((id) => id != null)),
        ),
      );
    const nameOf = (id: string | null) => people.find((p) => p.id === id)?.name ?? null;
    return {
      held: await heldBack(ctx),
      open: row && {
        id: row.id,
        kind: row.kind,
        foundAt: row.foundAt,
        checkpoint: row.checkpoint,
        proposed: row.proposedBy
          ? { by: nameOf(row.proposedBy), own: row.proposedBy === viewer.userId, at: row.proposedAt }
          : null,
        note: row.note ? await ctx.open(restoreNote(row.id), row.note) : null,
        ...(await missingFor(ctx, row.missing as Finding)),
      },
      earlier: earlier.map((r) => ({
        id: r.id,
        kind: r.kind,
        foundAt: r.foundAt,
        proposedBy: nameOf(r.proposedBy),
        confirmedBy: nameOf(r.confirmedBy),
        confirmedAt: r.confirmedAt,
      })),
      realNow: ctx.realNow,
    };
  });

export type OpenRestore = NonNullable<Awaited<ReturnType<typeof restorePage>>["open"]>;

async function missingFor(ctx: Ctx<Member>, { missing, others, because }: Finding) {
  const all = onceEach(missing);
  const names = await namesFor(ctx, all);
  const shown = all.filter((m) => names.maySee(m));
  const active = await closedAndActive(ctx, missing);
  return {
    because,
    others,
    hidden: all.length - shown.length,
    missing: shown.map((m, i) => ({
      id: String(i),
      kind: kindOfMissing(m.action),
      action: AUDIT_ACTIONS[m.action as AuditAction] ?? m.action,
      at: m.at ? Temporal.Instant.from(m.at) : null,
      ...names.of(m),
    })),
    active: active.map((a) => ({ id: a.organizationId, name: a.name, project: names.project(a.projectId) })),
  };
}

/** Names of what is still there. What another project is about is counted and not shown. */
async function namesFor(ctx: Ctx<Member>, missing: readonly Missing[]) {
  const ids = (type: string, fact: string) => [
    ...new Set(missing.flatMap((m) => (m.stream.type === type ? m.stream.id : (m.facts[fact] ?? [])))),
  ];
  const caseIds = ids("case", "caseId");
  const organizationIds = ids("organization", "organizationId");
  const seen = await ctx.tx
    .select({ id: cases.id, reference: cases.reference, codeName: cases.codeName })
    .from(cases)
    .where(and(inArray(cases.id, caseIds), caseVisible(ctx)));
  const there = await ctx.everywhere(() =>
    ctx.tx.select({ id: cases.id }).from(cases).where(inArray(cases.id, caseIds)),
  );
  const orgs = await ctx.tx
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(inArray(organizations.id, organizationIds));
  const known = await ctx.tx.select({ id: projects.id, name: projects.name }).from(projects);
  const caseOf = (m: Missing) => (m.stream.type === "case" ? m.stream.id : m.facts["caseId"]);
  const projectOf = (m: Missing) => (m.stream.type === "project" ? m.stream.id : m.facts["projectId"]);
  const organizationOf = (m: Missing) =>
    m.stream.type === "organization" ? m.stream.id : m.facts["organizationId"];
  return {
    project: (id: string) => known.find((p) => p.id === id)?.name ?? null,
    maySee: (m: Missing) => {
      const caseId = caseOf(m);
      const projectId = projectOf(m);
      if (caseId && there.some((c) => c.id === caseId) && !seen.some((c) => c.id === caseId)) return false;
      return (
        !projectId || ctx.viewer.projectIds.includes(projectId) || !known.some((p) => p.id === projectId)
      );
    },
    of: (m: Missing) => {
      const of = seen.find((c) => c.id === caseOf(m));
      const organization = orgs.find((o) => o.id === organizationOf(m));
      return {
        case: of ?? null,
        /** There was a case, or an organization, that the database does not hold any more. */
        gone: (caseOf(m) !== undefined && !of) || (organizationOf(m) !== undefined && !organization),
        organization: organization ?? null,
        project: known.find((p) => p.id === projectOf(m))?.name ?? null,
      };
    },
  };
}
