import { and, asc, count, desc, eq, inArray, sql } from "drizzle-orm";
import { bestOf, type DirectoryFilter, lacksOf, matching } from "@/data/organizations/standing";
import { visibleTo } from "@/data/organizations/visibility";
import { type Ctx, type Options, read } from "@/data/transaction";
import {
  contacts,
  groups,
  membershipChanges,
  memberships,
  organizations,
  projects,
  users,
} from "@/db/schema";
import { membershipAt } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** How many organizations one page of the directory shows. */
export const PAGE = 50;

/**
 * The directory: the organizations of the team with their standing and what they lack, a page at a time.
 * @param page from 1; one beyond the last is the last
 */
export const listOrganizations = (viewer: Member, filter: DirectoryFilter = {}, page = 1) =>
  read(viewer, async (ctx) => {
    const where = matching(ctx, filter);
    const counted = await ctx.tx
      .select({ all: count(), found: sql<number>`count(*) filter (where ${where ?? sql`true`})::int` })
      .from(organizations)
      .where(visibleTo(viewer));
    const { all, found } = counted[0] ?? { all: 0, found: 0 };
    const pages = Math.max(1, Math.ceil(found / PAGE));
    const shown = Math.min(Math.max(1, Math.trunc(page) || 1), pages);
    const rows = await ctx.tx
      .select({ id: organizations.id, name: organizations.name, website: organizations.website })
      .from(organizations)
      .where(where)
      .orderBy(asc(sql`lower(${organizations.name})`), asc(organizations.id))
      .limit(PAGE)
      .offset((shown - 1) * PAGE);
    const ids = rows.map((r) => r.id);
    const members = Map.groupBy(await membershipsOf(ctx, ids), (m) => m.organizationId);
    const people = Map.groupBy(await contactsOf(ctx, ids), (c) => c.organizationId);
    return {
      all,
      found,
      page: shown,
      pages,
      organizations: rows.map((r) => {
        const own = (people.get(r.id) ?? []).filter((c) => c.state !== "ended");
        const held = members.get(r.id) ?? [];
        return {
          ...r,
          memberships: held,
          contacts: own,
          standing: bestOf(held.map((m) => m.state)),
          lacks: lacksOf(own),
        };
      }),
    };
  });

/** Every organization of the team by its name alone, for a choice among them. */
export const organizationNames = (viewer: Member) =>
  read(viewer, (ctx) =>
    ctx.tx
      .select({ id: organizations.id, name: organizations.name })
      .from(organizations)
      .where(visibleTo(viewer))
      .orderBy(asc(sql`lower(${organizations.name})`)),
  );

/** One organization: contacts with role addresses first, memberships with their history. */
export const getOrganization = (viewer: Member, id: string, options: Options = {}) =>
  read(
    viewer,
    async (ctx) => {
      if (!isId(id)) throw notFound();
      const [row] = await ctx.tx
        .select()
        .from(organizations)
        .where(and(eq(organizations.id, id), visibleTo(viewer)));
      if (!row) throw notFound();
      const members = await membershipsOf(ctx, [row.id]);
      const changes = await ctx.tx
        .select({
          membershipId: membershipChanges.membershipId,
          number: membershipChanges.number,
          state: membershipChanges.state,
          reason: membershipChanges.reason,
          at: membershipChanges.at,
          by: users.name,
        })
        .from(membershipChanges)
        .leftJoin(users, eq(users.id, membershipChanges.by))
        .where(
          inArray(
            membershipChanges.membershipId,
            members.map((m) => m.id),
          ),
        )
        .orderBy(desc(membershipChanges.number));
      return {
        id: row.id,
        name: row.name,
        website: row.website,
        legalEntity: row.legalEntity,
        about: row.about,
        contacts: await contactsOf(ctx, [row.id]),
        memberships: members.map((m) => ({ ...m, changes: changes.filter((c) => c.membershipId === m.id) })),
        now: ctx.now,
      };
    },
    options,
  );

/** Groups of the viewer's projects. */
export const listGroups = (viewer: Member) => read(viewer, groupsOf);

/** Contacts that wait for a member to admit them. */
export const waitingContacts = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: contacts.id,
      organizationId: organizations.id,
      organization: organizations.name,
      addedAt: contacts.addedAt,
      confirmedAt: contacts.confirmedAt,
    })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(and(eq(contacts.state, "proposed"), visibleTo(ctx.viewer)));

const groupsOf = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: groups.id,
      name: groups.name,
      description: groups.description,
      project: projects.name,
      projectId: projects.id,
    })
    .from(groups)
    .innerJoin(projects, eq(projects.id, groups.projectId))
    .where(inArray(groups.projectId, [...ctx.viewer.projectIds]))
    .orderBy(asc(projects.name), asc(groups.name));

async function membershipsOf(ctx: Ctx<Member>, organizationIds: string[]) {
  const rows = await ctx.tx
    .select({
      id: memberships.id,
      organizationId: memberships.organizationId,
      groupId: memberships.groupId,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      lapsesAt: memberships.lapsesAt,
      startedAt: memberships.startedAt,
      endedAt: memberships.endedAt,
      group: groups.name,
      project: projects.name,
      projectId: memberships.projectId,
    })
    .from(memberships)
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .where(
      and(
        inArray(memberships.organizationId, organizationIds),
        inArray(memberships.projectId, [...ctx.viewer.projectIds]),
      ),
    )
    .orderBy(desc(memberships.startedAt), asc(groups.name));
  return rows.map((m) => ({ ...m, state: membershipAt(m, ctx.now) }));
}

async function contactsOf(ctx: Ctx<Member>, organizationIds: string[]) {
  const rows = await ctx.tx
    .select({
      id: contacts.id,
      organizationId: contacts.organizationId,
      kind: contacts.kind,
      email: contacts.email,
      name: contacts.name,
      state: contacts.state,
      admin: contacts.admin,
      addedAt: contacts.addedAt,
      addedBy: contacts.addedBy,
      admittedAt: contacts.admittedAt,
      admittedBy: users.name,
      confirmedAt: contacts.confirmedAt,
      confirmedHow: contacts.confirmedHow,
      endedAt: contacts.endedAt,
      endedBecause: contacts.endedBecause,
    })
    .from(contacts)
    .leftJoin(users, eq(users.id, contacts.admittedBy))
    .where(inArray(contacts.organizationId, organizationIds))
    .orderBy(sql`${contacts.kind} <> 'role'`, asc(contacts.email));
  return rows;
}
