import { eq } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { directoryOf } from "@/data/policies/directory";
import { openDraft } from "@/data/policies/drafts";
import { policyInForce } from "@/data/policies/in-force";
import { read } from "@/data/transaction";
import { projects } from "@/db/schema";
import { losses } from "@/domain/policy/directory";
import type { Policy } from "@/domain/policy/policy";
import { changesBetween } from "@/domain/policy/simulation/compare";
import { type Asked, simulate } from "@/domain/policy/simulation/simulate";
import type { Member, SystemViewer } from "@/domain/viewer";
import { readDocument } from "@/formats/policy/read";
import { notFound, refused } from "@/lib/errors";

/**
 * The policy in force on the present directory, and the open draft beside it, if that is a policy.
 * @param slug of a project that the member works on
 */
export const simulatePolicy = (
  viewer: Member,
  slug: string,
  asked: { severity: string | null; release: Temporal.Instant | null },
) =>
  read(viewer, async (ctx) => {
    const [project] = await ctx.tx
      .select({ id: projects.id, name: projects.name, slug: projects.slug })
      .from(projects)
      .where(eq(projects.slug, slug));
    if (!project || !ctx.viewer.projectIds.includes(project.id)) throw notFound();
    const inForce = await policyInForce(ctx, project.id);
    const directory = await directoryOf(ctx, project.id);
    const draft = await openDraft(ctx, project.id);
    const found = draft ? readDocument(draft.source) : null;
    const other = found?.ok ? found.policy : null;
    // A fortnight from now, on the hour, where nobody named a release.
    const release =
      asked.release ?? ctx.now.add({ hours: 24 * 14 }).round({ smallestUnit: "hour", roundingMode: "floor" });
    const what: Asked = { severity: asked.severity, release };
    const present = simulate(inForce.policy, directory, what);
    const simulated = other ? simulate(other, directory, what) : null;
    return {
      project,
      release,
      organizations: directory.length,
      present,
      next: simulated,
      changes: simulated ? changesBetween(present, simulated) : [],
      lost: other ? losses(inForce.policy, other, directory, ctx.now) : [],
      severities: {
        present: inForce.policy.severity?.levels.map((l) => l.label) ?? [],
        next: other?.severity?.levels.map((l) => l.label) ?? [],
      },
      draft: draft !== null,
      now: ctx.now,
    };
  });
export type Simulated = Awaited<ReturnType<typeof simulatePolicy>>;

/**
 * A policy from outside on a project's directory, for the terminal: on nobody where there is no such project.
 * @param strict refuse a name that no project has
 */
export const trial = (viewer: SystemViewer, slug: string, asked: Asked, next: Policy, strict: boolean) =>
  read(viewer, async (ctx) => {
    const [project] = await ctx.tx
      .select({ id: projects.id, name: projects.name, slug: projects.slug })
      .from(projects)
      .where(eq(projects.slug, slug));
    if (!project && strict) throw refused(`There is no project ${slug}.`);
    const directory = project ? await directoryOf(ctx, project.id) : [];
    const inForce = project ? await policyInForce(ctx, project.id) : null;
    const present = inForce ? simulate(inForce.policy, directory, asked) : null;
    const simulated = simulate(next, directory, asked);
    return {
      project: project ?? null,
      release: asked.release,
      organizations: directory.length,
      present,
      next: simulated,
      changes: present ? changesBetween(present, simulated) : [],
      lost: inForce ? losses(inForce.policy, next, directory, ctx.now) : [],
    };
  });
