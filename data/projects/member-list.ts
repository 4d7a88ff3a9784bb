import { eq } from "drizzle-orm";
import { policyOf } from "@/data/policies/in-force";
import { type Ctx, read } from "@/data/transaction";
import { projects } from "@/db/schema";
import { publishedMembers } from "@/db/views";
import { PUBLISHED_LISTS, publicMembers } from "@/domain/organization/member-list";
import type { Policy } from "@/domain/policy/policy";
import type { Viewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/** Whether a policy has everybody see who is a member (P32). */
export const publishesMembers = (policy: Pick<Policy, "transparency">): boolean =>
  (PUBLISHED_LISTS as readonly (string | null | undefined)[]).includes(policy.transparency?.memberList);

async function projectOf(ctx: Ctx, slug: string) {
  if (!/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
  const [project] = await ctx.tx
    .select({ id: projects.id, slug: projects.slug, name: projects.name })
    .from(projects)
    .where(eq(projects.slug, slug));
  if (!project) throw notFound();
  return project;
}

/**
 * The members of a project as everybody reads them, with what changed when: names and dates alone.
 * @throws AppError not_found where the policy in force publishes none
 */
export const memberList = (viewer: Viewer, slug: string) =>
  read(viewer, async (ctx) => {
    const project = await projectOf(ctx, slug);
    if (!publishesMembers(await policyOf(ctx, project.id))) throw notFound();
    const spans = await ctx.tx
      .select({ name: publishedMembers.name, since: publishedMembers.since, until: publishedMembers.until })
      .from(publishedMembers)
      .where(eq(publishedMembers.projectId, project.id));
    return { project, ...publicMembers(spans) };
  });
