import { and, asc, desc, eq, ilike, inArray, sql } from "drizzle-orm";
import { visibleTo } from "@/data/organizations/visibility";
import { type Ctx, read } from "@/data/transaction";
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

/** The directory: every organization of the team with its standing and what it lacks. */
export const listOrganizations = (viewer: Member, search = "") =>
  read(viewer, async (ctx) => {
    const pattern = `%${search
      .trim()
      .slice(0, 100)
      .replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    const rows = await ctx.tx
      .select({ id: organizations.id, name: organizations.name, website: organizations.website })
      .from(organizations)
      .where(and(visibleTo(viewer), search.trim() ? ilike(organizations.name, pattern) : undefined))
      .orderBy(asc(sql`lower(${organizations.name})`));
    const ids = rows.map((r) => r.id);
    const members = await membershipsOf(ctx, ids);
    const people = await contactsOf(ctx, ids);
    return rows.map((r) => ({
      ...r,
      memberships: members.filter((m) => m.organizationId === r.id),
      contacts: people.filter((c) => c.organizationId === r.id && c.state !== "ended"),
    }));
  });

/** One organization: contacts with role addresses first, memberships with their history. */
export const getOrganization = (viewer: Member, id: string) =>
  read(viewer, async (ctx) => {
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
      about: row.about,
      contacts: await contactsOf(ctx, [row.id]),
      memberships: members.map((m) => ({ ...m, changes: changes.filter((c) => c.membershipId === m.id) })),
      now: ctx.now,
    };
  });

/** Groups of the viewer's projects with how many organizations are active in each. */
export const listGroups = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx
      .select({
        id: groups.id,
        name: groups.name,
        description: groups.description,
        project: projects.name,
        projectId: projects.id,
      })
      .from(groups)
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(inArray(groups.projectId, [...viewer.projectIds]))
      .orderBy(asc(projects.name), asc(groups.name));
    const members = await ctx.tx
      .select({
        groupId: memberships.groupId,
        state: memberships.state,
        pausedUntil: memberships.pausedUntil,
        organizationId: organizations.id,
        name: organizations.name,
      })
      .from(memberships)
      .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
      .where(and(inArray(memberships.projectId, [...viewer.projectIds]), visibleTo(viewer)))
      .orderBy(asc(organizations.name));
    return rows.map((g) => ({
      ...g,
      members: members
        .filter((m) => m.groupId === g.id)
        .map((m) => ({ ...m, state: membershipAt(m, ctx.now) })),
    }));
  });

/** Contacts that wait for a member to admit them. */
export const waitingContacts = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: contacts.id,
      organizationId: organizations.id,
      organization: organizations.name,
      addedAt: contacts.addedAt,
    })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(and(eq(contacts.state, "proposed"), visibleTo(ctx.viewer)));

async function membershipsOf(ctx: Ctx<Member>, organizationIds: string[]) {
  const rows = await ctx.tx
    .select({
      id: memberships.id,
      organizationId: memberships.organizationId,
      groupId: memberships.groupId,
      state: memberships.state,
      pausedUntil: memberships.pausedUntil,
      startedAt: memberships.startedAt,
      endedAt: memberships.endedAt,
      group: groups.name,
      project: projects.name,
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
      addedAt: contacts.addedAt,
      addedBy: contacts.addedBy,
      admittedAt: contacts.admittedAt,
      admittedBy: users.name,
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
