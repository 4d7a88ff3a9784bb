import { and, eq, isNull } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { missingOf } from "@/data/sign-in/missing";
import type { Ctx } from "@/data/transaction";
import {
  applications,
  contacts,
  organizations,
  projectMembers,
  projects,
  teamMembers,
  teams,
  users,
} from "@/db/schema";
import { maySignIn } from "@/domain/organization/contact";
import type {
  ActingAs,
  Applicant,
  ContactViewer,
  Member,
  PublicViewer,
  SignedIn,
  SystemViewer,
} from "@/domain/viewer";

// The one mint of viewers. A viewer is made anew for each request from what the database says now, so that a removed
// member or an ended contact is nobody on the next one.

export const systemViewer = (process: SystemViewer["process"]): SystemViewer =>
  ({ kind: "system", process }) as SystemViewer;

export const publicViewer = (): PublicViewer => ({ kind: "public" }) as PublicViewer;

export type Role = { acting: ActingAs; label: string };

/** The roles that a human holds at this moment, each with words for it. */
export async function rolesOf(ctx: Ctx, userId: string): Promise<Role[]> {
  const memberOf = await ctx.tx
    .select({ teamId: teamMembers.teamId, name: teams.name })
    .from(teamMembers)
    .innerJoin(teams, eq(teams.id, teamMembers.teamId))
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.endedAt)))
    .orderBy(teams.name);
  const contactOf = await ctx.tx
    .select({ contactId: contacts.id, kind: contacts.kind, state: contacts.state, name: organizations.name })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(eq(contacts.userId, userId))
    .orderBy(organizations.name);
  const applied = await appliesAnywhere(ctx, userId);
  return [
    ...memberOf.map(
      (m): Role => ({ acting: { role: "member", teamId: m.teamId }, label: `Member of ${m.name}` }),
    ),
    ...contactOf
      .filter(maySignIn)
      .map(
        (c): Role => ({ acting: { role: "contact", contactId: c.contactId }, label: `Contact of ${c.name}` }),
      ),
    ...(applied ? [{ acting: { role: "applicant" as const }, label: "Applicant" }] : []),
  ];
}

/** Whether a human has an application of their own, whatever became of it. */
async function appliesAnywhere(ctx: Ctx, userId: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select({ id: applications.id })
    .from(applications)
    .where(eq(applications.userId, userId))
    .limit(1);
  return row !== undefined;
}

/**
 * The viewer for a human in one of their roles; null when they do not hold it any more, or while they lack a factor that
 * it asks for.
 * @param provedAt when their session proved a second factor last
 */
export async function viewerFor(
  ctx: Ctx,
  userId: string,
  acting: ActingAs,
  provedAt: Temporal.Instant | null,
): Promise<SignedIn | null> {
  const [user] = await ctx.tx.select().from(users).where(eq(users.id, userId));
  if (!user || (await missingOf(ctx, userId, provedAt)) !== "nothing") return null;
  const human = { userId, name: user.name, email: user.email, provedAt };
  switch (acting.role) {
    case "member":
      return member(ctx, human, acting.teamId);
    case "contact":
      return contact(ctx, human, acting.contactId);
    case "applicant":
      return (await appliesAnywhere(ctx, userId))
        ? ({ kind: "applicant", ...human } as unknown as Applicant)
        : null;
  }
}

type Human = { userId: string; name: string; email: string; provedAt: Temporal.Instant | null };

async function member(ctx: Ctx, human: Human, teamId: string): Promise<Member | null> {
  const [row] = await ctx.tx
    .select({ admin: teamMembers.admin })
    .from(teamMembers)
    .where(
      and(eq(teamMembers.userId, human.userId), eq(teamMembers.teamId, teamId), isNull(teamMembers.endedAt)),
    );
  if (!row) return null;
  const own = await ctx.tx
    .select({ id: projects.id })
    .from(projectMembers)
    .innerJoin(projects, eq(projects.id, projectMembers.projectId))
    .where(
      and(
        eq(projectMembers.userId, human.userId),
        eq(projects.teamId, teamId),
        isNull(projectMembers.endedAt),
      ),
    )
    .orderBy(projects.name);
  return {
    kind: "member",
    ...human,
    teamId,
    admin: row.admin,
    projectIds: own.map((p) => p.id),
  } as unknown as Member;
}

async function contact(ctx: Ctx, human: Human, contactId: string): Promise<ContactViewer | null> {
  const [row] = await ctx.tx
    .select({
      kind: contacts.kind,
      state: contacts.state,
      admin: contacts.admin,
      organizationId: contacts.organizationId,
      organizationName: organizations.name,
    })
    .from(contacts)
    .innerJoin(organizations, eq(organizations.id, contacts.organizationId))
    .where(and(eq(contacts.id, contactId), eq(contacts.userId, human.userId)));
  if (!row || !maySignIn(row)) return null;
  const { organizationId, organizationName, admin } = row;
  return {
    kind: "contact",
    ...human,
    contactId,
    admin,
    organizationId,
    organizationName,
  } as unknown as ContactViewer;
}
