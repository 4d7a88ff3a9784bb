import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { byAdminOrOperator, command } from "@/data/command";
import { endSessions, ofUser } from "@/data/sign-in/sessions";
import type { Ctx } from "@/data/transaction";
import { projectMembers, projects, teamMembers, users } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { normalizeAddress } from "@/domain/organization/contact";
import type { Member, SystemViewer } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

const Which = z.object({ userId: z.uuid().optional(), address: z.string().optional() });

/** The open membership, with every other one of the team locked: of two who are ended at once, somebody stays. */
async function lockMembers(ctx: Ctx<Member | SystemViewer>, by: z.output<typeof Which>) {
  const { viewer } = ctx;
  const email = viewer.kind === "system" ? normalizeAddress(by.address ?? "") : null;
  const open = await ctx.tx
    .select({
      id: teamMembers.id,
      teamId: teamMembers.teamId,
      userId: teamMembers.userId,
      admin: teamMembers.admin,
      email: users.email,
    })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(
      and(
        isNull(teamMembers.endedAt),
        viewer.kind === "member" ? eq(teamMembers.teamId, viewer.teamId) : undefined,
      ),
    )
    .orderBy(teamMembers.id)
    .for("update", { of: teamMembers });
  const row = open.find((m) => (email ? m.email === email : m.userId === by.userId));
  if (!row)
    throw viewer.kind === "system" ? invalidField("address", "No member has that address.") : notFound();
  return { row, others: open.filter((m) => m.teamId === row.teamId && m.id !== row.id) };
}

/** Ends a membership of the team, in all of its projects: their sessions end in the same moment. What they did stays. */
export const endMember = command("member.end", Which, byAdminOrOperator, async (ctx, input) => {
  const { row, others } = await lockMembers(ctx, input);
  if (ctx.viewer.kind === "member" && row.userId === ctx.viewer.userId)
    throw refused("Nobody ends their own membership: ask another admin, or the operator.");
  if (row.admin && !others.some((m) => m.admin))
    throw refused("They are the only admin. Whoever operates this portal makes another one first.");
  const by = ctx.viewer.kind === "member" ? ctx.viewer.userId : null;
  await ctx.tx.update(teamMembers).set({ endedAt: ctx.now }).where(eq(teamMembers.id, row.id));
  const left = await ctx.tx
    .select({ id: projectMembers.id, projectId: projectMembers.projectId })
    .from(projectMembers)
    .innerJoin(projects, eq(projects.id, projectMembers.projectId))
    .where(
      and(
        eq(projectMembers.userId, row.userId),
        eq(projects.teamId, row.teamId),
        isNull(projectMembers.endedAt),
      ),
    );
  for (const { id } of left)
    await ctx.tx
      .update(projectMembers)
      .set({ endedAt: ctx.now, endedBy: by })
      .where(eq(projectMembers.id, id));
  const { userId } = row;
  return {
    result: { userId },
    audit: [
      { stream: DEPLOYMENT, action: "member.ended", facts: { userId } },
      ...left.map(
        (p): AuditEvent => ({
          stream: { type: "project", id: p.projectId },
          action: "project.member_ended",
          facts: { userId },
        }),
      ),
      ...(await endSessions(ctx, ofUser(userId))),
    ],
  };
});

/** Ends every session of a member, whose laptop was stolen at the airport: they sign in again, and prove a factor. */
export const endMemberSessions = command(
  "member.end_sessions",
  Which,
  byAdminOrOperator,
  async (ctx, input) => {
    const { row } = await lockMembers(ctx, input);
    const ended = await endSessions(ctx, ofUser(row.userId));
    return {
      result: { userId: row.userId, ended: ended.length },
      audit: [
        {
          stream: DEPLOYMENT,
          action: "member.sessions_ended",
          facts: { userId: row.userId, count: ended.length },
        },
        ...ended,
      ],
    };
  },
);
