import { desc, eq } from "drizzle-orm";
import { policiesInForce, sourceOf, versionsById } from "@/data/policies/in-force";
import { namedIn } from "@/data/policies/queries";
import { type Ctx, read } from "@/data/transaction";
import { projectPolicies, projects } from "@/db/schema";
import { exportable, exportsOf } from "@/domain/policy/doors";
import { standingOf } from "@/domain/policy/versions";
import type { Viewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

/** What everybody may read of the projects: the policies in force, without anybody who wrote or adopted them. */
export const listPublicPolicies = (viewer: Viewer) =>
  read(viewer, async (ctx) => {
    const all = await ctx.tx
      .select({ id: projects.id, slug: projects.slug, name: projects.name })
      .from(projects)
      .orderBy(projects.name);
    const inForce = await policiesInForce(
      ctx,
      all.map((p) => p.id),
    );
    return all.flatMap(({ id, slug, name }) => {
      const held = inForce.get(id);
      if (!held) return [];
      const { title, version } = held.policy;
      return [
        { slug, name, title, version, effectiveAt: held.effectiveAt, exports: exportable(held.policy) },
      ];
    });
  });

/**
 * A project's policy as everybody reads it: the version in force, or the one of a number with how it stands. Who proposed
 * and who adopted a version is left out: they did not agree to be named, whom `team` names did.
 * @throws AppError not_found for a project or number that is none
 */
export const publicPolicy = (viewer: Viewer, slug: string, number?: number) =>
  read(viewer, async (ctx) => {
    if (!/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
    const [project] = await ctx.tx.select().from(projects).where(eq(projects.slug, slug));
    if (!project) throw notFound();
    const rows = await versionsOf(ctx, project.id);
    const standings = rows.map((row) => ({ row, standing: standingOf(row, rows, ctx.now) }));
    const shown = standings.find(({ row, standing }) =>
      number === undefined ? standing.state === "in force" : row.number === number,
    );
    const parsed = await versionsById(
      ctx,
      rows.map((r) => r.id),
    );
    const policy = shown && parsed.get(shown.row.id)?.policy;
    if (!policy) throw notFound();
    const { row, standing } = shown;
    return {
      project: { slug: project.slug, name: project.name },
      number: row.number,
      policy,
      source: await sourceOf(ctx, { id: row.id, policy }),
      effectiveAt: row.effectiveAt,
      adoptedAt: row.adoptedAt,
      standing,
      history: standings.map(({ row: { id, ...r }, standing: { state } }) => ({
        ...r,
        state,
        version: parsed.get(id)?.policy.version ?? "",
      })),
      team: await namedIn(ctx, project.id),
      doorsConfirmedAt: project.doorsConfirmedAt,
      exports: exportsOf({ policy, effectiveAt: row.effectiveAt }, project.doorsConfirmedAt),
      now: ctx.now,
    };
  });

const versionsOf = (ctx: Ctx, projectId: string) =>
  ctx.tx
    .select({
      id: projectPolicies.id,
      number: projectPolicies.number,
      effectiveAt: projectPolicies.effectiveAt,
      adoptedAt: projectPolicies.adoptedAt,
      reason: projectPolicies.reason,
      vote: projectPolicies.vote,
    })
    .from(projectPolicies)
    .where(eq(projectPolicies.projectId, projectId))
    .orderBy(desc(projectPolicies.number));
