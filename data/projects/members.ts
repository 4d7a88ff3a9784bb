import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { byAdmin, command } from "@/data/command";
import type { Ctx } from "@/data/transaction";
import { projectMembers, projects, teamMembers, users } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Member } from "@/domain/viewer";
import { invalidField, notFound, refused } from "@/lib/errors";

const Which = z.object({ projectId: z.uuid(), userId: z.uuid("Choose one of the list.") });

/** Makes a person a member of a project; nothing happens when they are one. @returns the entry, for the project's stream */
export async function joinProject(ctx: Ctx, projectId: string, userId: string): Promise<AuditEvent[]> {
  const addedBy = "userId" in ctx.viewer ? ctx.viewer.userId : null;
  const [made] = await ctx.tx
    .insert(projectMembers)
    .values({ projectId, userId, startedAt: ctx.now, addedBy })
    .onConflictDoNothing()
    .returning({ id: projectMembers.id });
  return made
    ? [{ stream: { type: "project", id: projectId }, action: "project.member_added", facts: { userId } }]
    : [];
}

/** An admin lets a member of the team work on a project: from the next request on they see all of its cases. */
export const addProjectMember = command("project.add_member", Which, byAdmin, async (ctx, input) => {
  const project = await projectOfTeam(ctx, input.projectId);
  const [member] = await ctx.tx
    .select({ name: users.name })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(
      and(
        eq(teamMembers.teamId, ctx.viewer.teamId),
        eq(teamMembers.userId, input.userId),
        isNull(teamMembers.endedAt),
      ),
    );
  if (!member) throw invalidField("userId", "Choose one of the list.");
  const [entry] = await joinProject(ctx, project.id, input.userId);
  if (!entry) throw refused(`${member.name} works on ${project.name} already.`);
  return { result: { projectId: project.id }, audit: [entry] };
});

/** An admin ends it: nothing of the project's cases answers on their next request. Somebody always stays. */
export const endProjectMember = command("project.end_member", Which, byAdmin, async (ctx, input) => {
  const project = await projectOfTeam(ctx, input.projectId);
  // Every open row is locked: of two who are ended at the same moment, the second is counted after the first.
  const open = await ctx.tx
    .select({ id: projectMembers.id, userId: projectMembers.userId })
    .from(projectMembers)
    .where(and(eq(projectMembers.projectId, project.id), isNull(projectMembers.endedAt)))
    .orderBy(projectMembers.id)
    .for("update");
  const row = open.find((m) => m.userId === input.userId);
  if (!row) throw refused(`They do not work on ${project.name} any more.`);
  if (open.length < 2)
    throw refused(`${project.name} would be left without anybody. Add another member to it first.`);
  await ctx.tx
    .update(projectMembers)
    .set({ endedAt: ctx.now, endedBy: ctx.viewer.userId })
    .where(eq(projectMembers.id, row.id));
  return {
    result: { projectId: project.id },
    audit: [
      {
        stream: { type: "project", id: project.id },
        action: "project.member_ended",
        facts: { userId: row.userId },
      },
    ],
  };
});

async function projectOfTeam(ctx: Ctx<Member>, id: string) {
  const [project] = await ctx.tx
    .select({ id: projects.id, name: projects.name })
    .from(projects)
    .where(and(eq(projects.id, id), eq(projects.teamId, ctx.viewer.teamId)));
  if (!project) throw notFound();
  return project;
}
