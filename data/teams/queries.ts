import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { policiesOf } from "@/data/policies/in-force";
import { type Ctx, read } from "@/data/transaction";
import { projectMembers, projects, teamMembers, teams, users } from "@/db/schema";
import type { Member } from "@/domain/viewer";

export type TeamMember = { userId: string; name: string; email: string; admin: boolean };

const person = { userId: users.id, name: users.name, email: users.email, admin: teamMembers.admin };

/** Everybody who works on a project at this moment, for the use of other queries: who may approve and publish there. */
export const membersOf = (ctx: Ctx, projectId: string): Promise<TeamMember[]> =>
  ctx.tx
    .select(person)
    .from(projectMembers)
    .innerJoin(projects, eq(projects.id, projectMembers.projectId))
    .innerJoin(users, eq(users.id, projectMembers.userId))
    .innerJoin(
      teamMembers,
      and(eq(teamMembers.userId, projectMembers.userId), eq(teamMembers.teamId, projects.teamId)),
    )
    .where(
      and(
        eq(projectMembers.projectId, projectId),
        isNull(projectMembers.endedAt),
        isNull(teamMembers.endedAt),
      ),
    )
    .orderBy(asc(users.name));

/**
 * The viewer's team: its members, and who of them works on which project. Projects are no secret, what is in them is:
 * an admin sees and fills them all, also those that they do not work on.
 */
export const getTeam = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const [team] = await ctx.tx.select({ name: teams.name }).from(teams).where(eq(teams.id, viewer.teamId));
    const members = await ctx.tx
      .select(person)
      .from(teamMembers)
      .innerJoin(users, eq(users.id, teamMembers.userId))
      .where(and(eq(teamMembers.teamId, viewer.teamId), isNull(teamMembers.endedAt)))
      .orderBy(asc(users.name));
    const own = await ctx.tx
      .select({ id: projects.id, slug: projects.slug, name: projects.name })
      .from(projects)
      .where(eq(projects.teamId, viewer.teamId))
      .orderBy(asc(projects.name));
    const policies = await policiesOf(
      ctx,
      own.map((p) => p.id),
    );
    const held = await ctx.tx
      .select({ projectId: projectMembers.projectId, userId: projectMembers.userId })
      .from(projectMembers)
      .where(
        and(
          inArray(
            projectMembers.projectId,
            own.map((p) => p.id),
          ),
          isNull(projectMembers.endedAt),
        ),
      );
    return {
      name: team?.name ?? "",
      members: members.map((m) => ({
        ...m,
        projectIds: held.filter((h) => h.userId === m.userId).map((h) => h.projectId),
      })),
      projects: own.map((p) => ({
        ...p,
        vendorFactor: policies.get(p.id)?.vendorFactor ?? null,
        members: members.filter((m) => held.some((h) => h.projectId === p.id && h.userId === m.userId)),
      })),
    };
  });
