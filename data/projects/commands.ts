import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT, newId } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { joinProject } from "@/data/projects/members";
import type { Ctx } from "@/data/transaction";
import { groups, projectPolicies, projects, teamMembers, teams, users } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import { normalizeAddress } from "@/domain/organization/contact";
import { parsePolicy } from "@/formats/policy/read";
import { AppError } from "@/lib/errors";

const AddProject = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(80),
  prefix: z.string().regex(/^[A-Z][A-Z0-9]{1,11}$/),
  /** The policy as it is written, YAML. */
  source: z.string(),
  /** Addresses of members of the team who work on it; without any, its admins. */
  members: z.array(z.string().max(254)).max(1000).default([]),
});

async function firstMembers(ctx: Ctx, teamId: string, addresses: readonly string[]): Promise<string[]> {
  const all = await ctx.tx
    .select({ userId: users.id, email: users.email, admin: teamMembers.admin })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(and(eq(teamMembers.teamId, teamId), isNull(teamMembers.endedAt)));
  const wanted = addresses.map((a) => normalizeAddress(a) ?? a);
  const stranger = wanted.find((a) => !all.some((m) => m.email === a));
  if (stranger !== undefined) throw new AppError("refused", `${stranger} is no member of the team.`);
  const chosen = all.filter((m) => (wanted.length > 0 ? wanted.includes(m.email) : m.admin));
  if (chosen.length === 0)
    throw new AppError(
      "refused",
      "A project needs a member, and the team has no admin. Add --member ADDRESS.",
    );
  return chosen.map((m) => m.userId);
}

/** Adds a project under a policy, with the groups that the policy names and the members who begin. For the operator alone. */
export const addProject = command("project.add", AddProject, bySystem, async (ctx, input) => {
  const policy = parsePolicy(input.source);
  const [team] = await ctx.tx.select({ id: teams.id }).from(teams).orderBy(teams.createdAt).limit(1);
  if (!team)
    throw new AppError(
      "refused",
      "There is no team yet. Add its first member: npm run curfew -- member add ADDRESS --name NAME",
    );
  const [taken] = await ctx.tx
    .select({ id: projects.id })
    .from(projects)
    .where(eq(projects.slug, input.slug));
  if (taken) throw new AppError("refused", `The project ${input.slug} exists already.`);
  const people = await firstMembers(ctx, team.id, input.members);
  const id = newId();
  const stream = { type: "project", id } as const;
  await ctx.tx.insert(projects).values({
    id,
    teamId: team.id,
    slug: input.slug,
    name: input.name,
    prefix: input.prefix,
    createdAt: ctx.now,
  });
  await ctx.tx.insert(projectPolicies).values({
    projectId: id,
    number: 1,
    document: policy,
    source: input.source,
    effectiveAt: ctx.now,
    adoptedAt: ctx.now,
  });
  for (const { name, description } of policy.groups)
    await ctx.tx.insert(groups).values({ projectId: id, name, description, createdAt: ctx.now });
  const joined: AuditEvent[] = [];
  for (const userId of people) joined.push(...(await joinProject(ctx, id, userId)));
  return {
    result: { projectId: id },
    audit: [
      { stream, action: "project.added", facts: { slug: input.slug } },
      { stream: DEPLOYMENT, action: "project.added", facts: { projectId: id, slug: input.slug } },
      { stream, action: "policy.adopted", facts: { number: 1, version: policy.version } },
      ...joined,
    ],
  };
});
