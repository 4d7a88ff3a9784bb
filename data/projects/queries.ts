import { and, eq, inArray } from "drizzle-orm";
import { policyInForce } from "@/data/policies/in-force";
import { read } from "@/data/transaction";
import { projects } from "@/db/schema";
import type { Member, SystemViewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

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
    return { ...project, ...(await policyInForce(ctx, project.id)), id: project.id };
  });

/** For the command line: the id of a project by its short name. */
export const projectIdBySlug = (viewer: SystemViewer, slug: string) =>
  read(viewer, async (ctx) => {
    const [project] = await ctx.tx.select({ id: projects.id }).from(projects).where(eq(projects.slug, slug));
    return project?.id ?? null;
  });
