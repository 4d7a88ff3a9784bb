import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { groups, projectPolicies, projects, teams } from "@/db/schema";
import { readPolicy } from "@/formats/policy";
import { AppError } from "@/lib/errors";

const AddProject = z.object({
  slug: z.string().regex(/^[a-z][a-z0-9-]{1,30}$/),
  name: z.string().min(1).max(80),
  prefix: z.string().regex(/^[A-Z][A-Z0-9]{1,11}$/),
  policy: z.unknown().transform((document) => readPolicy(document)),
});

/** Adds a project under a policy, with the groups that the policy names. For the operator alone. */
export const addProject = command("project.add", AddProject, bySystem, async (ctx, input) => {
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
  await ctx.tx
    .insert(projectPolicies)
    .values({ projectId: id, number: 1, document: input.policy, adoptedAt: ctx.now });
  for (const { name, description } of input.policy.groups)
    await ctx.tx.insert(groups).values({ projectId: id, name, description, createdAt: ctx.now });
  return {
    result: { projectId: id },
    audit: [
      { stream, action: "project.added", facts: { slug: input.slug } },
      { stream, action: "policy.adopted", facts: { number: 1, version: input.policy.version } },
    ],
  };
});
