import { and, asc, eq, isNull } from "drizzle-orm";
import { type Ctx, read } from "@/data/transaction";
import { teamMembers, teams, users } from "@/db/schema";
import type { Member } from "@/domain/viewer";

export type TeamMember = { userId: string; name: string; email: string; admin: boolean };

/** Everybody in the viewer's team, for the use of other queries. */
export const membersOf = (ctx: Ctx, teamId: string): Promise<TeamMember[]> =>
  ctx.tx
    .select({ userId: users.id, name: users.name, email: users.email, admin: teamMembers.admin })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), isNull(teamMembers.endedAt)))
    .orderBy(asc(users.name));

/** The viewer's team and its members. */
export const getTeam = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const [team] = await ctx.tx.select({ name: teams.name }).from(teams).where(eq(teams.id, viewer.teamId));
    return { name: team?.name ?? "", members: await membersOf(ctx, viewer.teamId) };
  });
