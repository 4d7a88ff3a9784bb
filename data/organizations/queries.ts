import { and, asc, desc, eq, exists, ilike, inArray, or, sql } from "drizzle-orm";
import { QueryBuilder } from "drizzle-orm/pg-core";
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
import { type MembershipState, membershipAt } from "@/domain/organization/membership";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/** What the directory can be narrowed down by, beside a name. */
export const STANDINGS = ["active", "paused", "withdrawn", "left", "none"] as const;
export const LACKS = ["contact", "confirmation", "admission", "person"] as const;
export type DirectoryFilter = {
  search?: string;
  standing?: (typeof STANDINGS)[number];
  /** `contact`: none at all; `confirmation`, `admission`: one waits for it; `person`: nobody who could sign in. */
  lacks?: (typeof LACKS)[number];
  groupId?: string;
};

/** The directory: every organization of the team with its standing and what it lacks. */
export const listOrganizations = (viewer: Member, filter: DirectoryFilter = {}) =>
  read(viewer, async (ctx) => {
    const search = (filter.search ?? "").trim().slice(0, 100);
    const pattern = `%${search.replace(/[\\%_]/g, (c) => `\\${c}`)}%`;
    const named = search
      ? or(
          ilike(organizations.name, pattern),
          exists(
            new QueryBuilder()
              .select({ one: sql`1` })
              .from(contacts)
              .where(and(eq(contacts.organizationId, organizations.id), ilike(contacts.email, pattern))),
          ),
        )
      : undefined;
    const rows = await ctx.tx
      .select({ id: organizations.id, name: organizations.name, website: organizations.website })
      .from(organizations)
      .where(and(visibleTo(viewer), named))
      .orderBy(asc(sql`lower(${organizations.name})`));
    const ids = rows.map((r) => r.id);
    const members = await membershipsOf(ctx, ids);
    const people = await contactsOf(ctx, ids);
    const all = rows.map((r) => {
      const own = people.filter((c) => c.organizationId === r.id && c.state !== "ended");
      const held = members.filter((m) => m.organizationId === r.id);
      return {
        ...r,
        memberships: held,
        contacts: own,
        standing: bestOf(held.map((m) => m.state)),
        lacks: lacksOf(own),
      };
    });
    return all.filter(
      (o) =>
        (!filter.standing || o.standing === filter.standing) &&
        (!filter.lacks || o.lacks.includes(filter.lacks)) &&
        (!filter.groupId || o.memberships.some((m) => m.groupId === filter.groupId && m.endedAt === null)),
    );
  });

const bestOf = (states: readonly MembershipState[]): (typeof STANDINGS)[number] =>
  (["active", "paused"] as const).find((s) => states.includes(s)) ?? states[0] ?? "none";

type Reachable = { kind: string; state: string; confirmedAt: unknown };

function lacksOf(contactsNow: readonly Reachable[]): (typeof LACKS)[number][] {
  const admitted = contactsNow.filter((c) => c.state === "admitted");
  const found: (typeof LACKS)[number][] = [];
  if (admitted.length === 0) found.push("contact");
  if (contactsNow.some((c) => c.state === "proposed" && !c.confirmedAt)) found.push("confirmation");
  if (contactsNow.some((c) => c.state === "proposed" && c.confirmedAt)) found.push("admission");
  if (!admitted.some((c) => c.kind === "person")) found.push("person");
  return found;
}

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
      confirmedAt: contacts.confirmedAt,
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
