import { and, desc, eq, inArray } from "drizzle-orm";
import { type Ctx, read } from "@/data/transaction";
import { projectPolicies, projects } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import type { Member, SystemViewer } from "@/domain/viewer";
import { readPolicy } from "@/formats/policy";
import { notFound } from "@/lib/errors";

/** The policies in force of several projects. */
export async function policiesOf(ctx: Ctx, projectIds: readonly string[]): Promise<Map<string, Policy>> {
  const rows = await ctx.tx
    .selectDistinctOn([projectPolicies.projectId], {
      projectId: projectPolicies.projectId,
      document: projectPolicies.document,
    })
    .from(projectPolicies)
    .where(inArray(projectPolicies.projectId, [...projectIds]))
    .orderBy(projectPolicies.projectId, desc(projectPolicies.number));
  return new Map(rows.map((r) => [r.projectId, readPolicy(r.document)]));
}

/** The version of the policy that is in force. */
export async function policyOf(ctx: Ctx, projectId: string): Promise<Policy> {
  const policy = (await policiesOf(ctx, [projectId])).get(projectId);
  if (!policy) throw new Error("a project without a policy");
  return policy;
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
