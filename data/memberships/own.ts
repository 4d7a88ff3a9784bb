import { and, asc, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { brokenSince } from "@/data/incidents/broken";
import { keptFor } from "@/data/memberships/kept";
import { currentPause, pausePlace } from "@/data/memberships/pause";
import { withdrawalPlace } from "@/data/memberships/places";
import { appealsOf } from "@/data/memberships/queries";
import { withdrawnBecause } from "@/data/memberships/withdrawal";
import { type Ctx, read } from "@/data/transaction";
import {
  consents,
  contacts,
  groups,
  memberships,
  organizations,
  projects,
  users,
  withdrawals,
} from "@/db/schema";
import { obligations } from "@/db/views";
import { isPublished } from "@/domain/case/visibility";
import { membershipAt } from "@/domain/organization/membership";
import { isAfter } from "@/domain/time";
import type { ContactViewer } from "@/domain/viewer";

/**
 * An organization's own page, open to it whatever state its memberships are in: its standing by project, why and until
 * when, what it stays bound to, and what it wrote. Of a case it says nothing but what plain mail said before.
 */
export const ownOrganization = (viewer: ContactViewer) =>
  read(viewer, async (ctx) => {
    const [row] = await ctx.tx
      .select({ name: organizations.name, website: organizations.website })
      .from(organizations)
      .where(eq(organizations.id, viewer.organizationId));
    const held = await ctx.tx
      .select({
        id: memberships.id,
        projectId: memberships.projectId,
        project: projects.name,
        slug: projects.slug,
        group: groups.name,
        state: memberships.state,
        pausedUntil: memberships.pausedUntil,
        lapsesAt: memberships.lapsesAt,
        startedAt: memberships.startedAt,
        endedAt: memberships.endedAt,
      })
      .from(memberships)
      .innerJoin(groups, eq(groups.id, memberships.groupId))
      .innerJoin(projects, eq(projects.id, memberships.projectId))
      .where(eq(memberships.organizationId, viewer.organizationId))
      .orderBy(desc(memberships.startedAt), asc(groups.name));
    const people = await ctx.tx
      .select({
        id: contacts.id,
        kind: contacts.kind,
        email: contacts.email,
        name: contacts.name,
        state: contacts.state,
        admin: contacts.admin,
        confirmed: contacts.confirmedAt,
      })
      .from(contacts)
      .where(eq(contacts.organizationId, viewer.organizationId))
      .orderBy(desc(contacts.kind), asc(contacts.email));
    const projectIds = [...new Set(held.map((m) => m.projectId))];
    const bound = await obligationsOf(ctx, projectIds);
    return {
      name: row?.name ?? viewer.organizationName,
      website: row?.website ?? null,
      contacts: people.filter((c) => c.state !== "ended"),
      /** May offer contacts and evidence, and end contacts. */
      admin: viewer.admin,
      projects: await Promise.all(
        projectIds.map(async (projectId) => {
          const of = { organizationId: viewer.organizationId, projectId };
          const own = held.filter((m) => m.projectId === projectId);
          return {
            id: projectId,
            name: own[0]?.project ?? "",
            slug: own[0]?.slug ?? "",
            ...(await keptFor(ctx, of)),
            memberships: own.map((m) => ({ ...m, state: membershipAt(m, ctx.now) })),
            pause: await pauseFor(ctx, of),
            withdrawals: await withdrawalsFor(ctx, of),
            obligations: bound.filter((b) => b.projectId === projectId),
            letters: await appealsOf(ctx, of),
          };
        }),
      ),
      now: ctx.now,
    };
  });

/** Where an organization is told of nothing at this moment although it was: what its inbox says beside an absence. */
export const closedProjects = (viewer: ContactViewer) =>
  read(viewer, async (ctx) => {
    const held = await ctx.tx
      .select({
        projectId: memberships.projectId,
        project: projects.name,
        state: memberships.state,
        pausedUntil: memberships.pausedUntil,
        lapsesAt: memberships.lapsesAt,
      })
      .from(memberships)
      .innerJoin(projects, eq(projects.id, memberships.projectId))
      .where(eq(memberships.organizationId, viewer.organizationId))
      .orderBy(asc(projects.name), desc(memberships.startedAt));
    const now = held.map((m) => ({ ...m, state: membershipAt(m, ctx.now) }));
    return [...new Set(now.map((m) => m.projectId))].flatMap((id) => {
      const own = now.filter((m) => m.projectId === id);
      if (own.some((m) => m.state === "active")) return [];
      return own.find((m) => m.state === "paused") ?? own[0] ?? [];
    });
  });

export type OwnProject = Awaited<ReturnType<typeof ownOrganization>>["projects"][number];
type Of = { organizationId: string; projectId: string };

/** What it was told of and stays bound to, with the terms that it accepted. */
async function obligationsOf(ctx: Ctx<ContactViewer>, projectIds: string[]) {
  const told = await ctx.tx
    .select()
    .from(obligations)
    .where(inArray(obligations.projectId, projectIds))
    .orderBy(asc(obligations.toldAt));
  const accepted = await ctx.tx
    .select({
      caseId: consents.caseId,
      at: consents.at,
      by: users.name,
      termsVersion: consents.termsVersion,
      termsText: consents.termsText,
      state: consents.state,
    })
    .from(consents)
    .innerJoin(users, eq(users.id, consents.by))
    .where(
      and(
        eq(consents.organizationId, ctx.viewer.organizationId),
        isNull(consents.supersededAt),
        inArray(
          consents.caseId,
          told.map((c) => c.id),
        ),
      ),
    );
  const broken = await brokenSince(
    ctx,
    told.map((c) => c.id),
  );
  return told.map((c) => ({
    brokenSince: isPublished(c) ? null : (broken.get(c.id) ?? null),
    projectId: c.projectId,
    reference: c.reference,
    codeName: c.codeName,
    tlp: c.tlp,
    toldAt: c.toldAt,
    public: isPublished(c),
    releaseAt: isPublished(c) ? null : c.releaseAt,
    overdue: !isPublished(c) && c.releaseAt !== null && !isAfter(c.releaseAt, ctx.now),
    consent: accepted.find((a) => a.caseId === c.id) ?? null,
  }));
}

async function pauseFor(ctx: Ctx, of: Of) {
  const row = await currentPause(ctx, of);
  if (!row) return null;
  return {
    at: row.at,
    until: row.until,
    told: await ctx.open(pausePlace(row.id, "told"), row.told),
  };
}

async function withdrawalsFor(ctx: Ctx, of: Of) {
  const rows = await ctx.tx
    .select()
    .from(withdrawals)
    .where(
      and(
        eq(withdrawals.organizationId, of.organizationId),
        eq(withdrawals.projectId, of.projectId),
        isNotNull(withdrawals.confirmedAt),
      ),
    )
    .orderBy(desc(withdrawals.confirmedAt));
  return Promise.all(
    rows.map(async (w) => ({
      id: w.id,
      at: w.confirmedAt,
      why: withdrawnBecause(w),
      scope: w.scope,
      told: await ctx.open(withdrawalPlace(w.id, "told"), w.told),
    })),
  );
}
