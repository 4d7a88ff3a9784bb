import { and, desc, eq, inArray } from "drizzle-orm";
import { type Ctx, read } from "@/data/transaction";
import { projectPolicies, projects } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import type { Member, SystemViewer } from "@/domain/viewer";
import { readPolicy } from "@/formats/policy";
import { notFound } from "@/lib/errors";

/** The version of the policy that is in force. */
export async function policyOf(ctx: Ctx, projectId: string): Promise<Policy> {
  const [row] = await ctx.tx
    .select({ document: projectPolicies.document })
    .from(projectPolicies)
    .where(eq(projectPolicies.projectId, projectId))
    .orderBy(desc(projectPolicies.number))
    .limit(1);
  if (!row) throw new Error("a project without a policy");
  return readPolicy(row.document);
}

/** The policies in force of several projects, each read once. */
export async function policiesOf(ctx: Ctx, projectIds: readonly string[]): Promise<Map<string, Policy>> {
  const found = new Map<string, Policy>();
  for (const id of projectIds) found.set(id, await policyOf(ctx, id));
  return found;
}

const summary = { id: projects.id, slug: projects.slug, name: projects.name, prefix: projects.prefix };

/** The projects whose cases the member sees. */
export const listProjects = (viewer: Member) =>
  read(viewer, (ctx) =>
    ctx.tx
      .select(summary)
      .from(projects)
      .where(inArray(projects.id, [...viewer.projectIds]))
      .orderBy(projects.name),
  );

/** One project with the policy in force. */
export const getProject = (viewer: Member, slug: string) =>
  read(viewer, async (ctx) => {
    if (!/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
    const [project] = await ctx.tx
      .select(summary)
      .from(projects)
      .where(and(eq(projects.slug, slug), inArray(projects.id, [...viewer.projectIds])));
    if (!project) throw notFound();
    return { ...project, policy: await policyOf(ctx, project.id) };
  });

/** For the command line: the id of a project by its short name. */
export const projectIdBySlug = (viewer: SystemViewer, slug: string) =>
  read(viewer, async (ctx) => {
    const [project] = await ctx.tx.select({ id: projects.id }).from(projects).where(eq(projects.slug, slug));
    return project?.id ?? null;
  });
