import { and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { knownTo } from "@/data/applications/known";
import type { ApplicationRow } from "@/data/applications/places";
import { standingOf } from "@/data/applications/standing";
import { visibleTo } from "@/data/applications/visibility";
import { policiesInForce } from "@/data/policies/in-force";
import { type Ctx, read } from "@/data/transaction";
import { applicationNotes, applications, groups, projects } from "@/db/schema";
import type { ApplicationState } from "@/domain/application/application";
import { barred, isOver, isUnderReview, quorumIn } from "@/domain/application/decide";
import { takesApplications } from "@/domain/application/open";
import { verdictOf } from "@/domain/application/tally";
import type { Policy } from "@/domain/policy/policy";
import { spanWords } from "@/domain/policy/words";
import type { Member, Viewer } from "@/domain/viewer";
import { notFound } from "@/lib/errors";

type Listed = { row: ApplicationRow; group: string; project: string };

/** The applications that a member may see, the oldest first; of none that is still being written. */
export const listed = (ctx: Ctx<Member>, states?: readonly ApplicationState[]): Promise<Listed[]> =>
  ctx.tx
    .select({ row: applications, group: groups.name, project: projects.name })
    .from(applications)
    .innerJoin(groups, eq(groups.id, applications.groupId))
    .innerJoin(projects, eq(projects.id, groups.projectId))
    .where(and(visibleTo(ctx.viewer), states ? inArray(applications.state, [...states]) : undefined))
    .orderBy(
      asc(sql`coalesce(${applications.submittedAt}, ${applications.createdAt})`),
      asc(applications.id),
    );

/** What a list and the first screen say of one that waits: whether the viewer takes part, and what the votes come to. */
export async function waitingOf(ctx: Ctx<Member>, all: readonly Listed[]) {
  const known = await knownTo(ctx);
  const waiting = [];
  for (const of of all) {
    const standing = await standingOf(ctx, of.row, known);
    const { now, rules } = standing;
    waiting.push({
      ...of,
      standing,
      barred: barred(now, ctx.viewer.userId, rules) !== null,
      recused: standing.recused.has(ctx.viewer.userId),
      reached: isUnderReview(now.state) ? verdictOf(now, now.round, quorumIn(rules, now.round)) : null,
      voted: now.votes.some((v) => !v.superseded && v.round === now.round && v.userId === ctx.viewer.userId),
    });
  }
  return waiting;
}

/** The desk's list, by state where one is chosen. */
export const listApplications = (viewer: Member, state?: ApplicationState) =>
  read(viewer, async (ctx) => {
    const all = await listed(ctx);
    const chosen = all.filter(({ row }) => state === undefined || row.state === state);
    // What waits comes first, the oldest on top; of what is over the newest.
    const shown = [
      ...chosen.filter(({ row }) => !isOver(row.state)),
      ...chosen.filter(({ row }) => isOver(row.state)).reverse(),
    ];
    return {
      counts: Map.groupBy(all, ({ row }) => row.state),
      applications: shown.map(({ row, group, project }) => ({
        id: row.id,
        organization: row.organizationName,
        project,
        group,
        state: row.state,
        source: row.source,
        submittedAt: row.submittedAt,
        decideBy: row.decideBy,
        decidedAt: row.decidedAt,
      })),
      now: ctx.now,
    };
  });

/** Groups that an application can be entered for, with what each policy asks. */
export const openGroups = (viewer: Member) =>
  read(viewer, async (ctx) => {
    const rows = await ctx.tx
      .select({ id: groups.id, name: groups.name, projectId: groups.projectId, project: projects.name })
      .from(groups)
      .innerJoin(projects, eq(projects.id, groups.projectId))
      .where(inArray(groups.projectId, [...viewer.projectIds]))
      .orderBy(asc(projects.name), asc(groups.name));
    const policies = await policiesInForce(ctx, [...new Set(rows.map((r) => r.projectId))]);
    return rows.filter((r) => {
      const policy = policies.get(r.projectId)?.policy;
      return policy !== undefined && takesApplications(policy, r.name);
    });
  });

export type PublicDecision = {
  organization: string;
  group: string;
  state: ApplicationState;
  at: Temporal.Instant;
  text: string;
};

/** How to apply to a project, for everybody: its groups, its policy in force, and the decisions that it makes public (P9). */
export const howToApply = (viewer: Viewer, slug: string) =>
  read(viewer, async (ctx) => {
    if (!/^[a-z][a-z0-9-]{1,30}$/.test(slug)) throw notFound();
    const [project] = await ctx.tx.select().from(projects).where(eq(projects.slug, slug));
    const inForce = project && (await policiesInForce(ctx, [project.id])).get(project.id);
    if (!project || !inForce) throw notFound();
    const { policy } = inForce;
    const rows = await ctx.tx
      .select({ id: groups.id, name: groups.name, description: groups.description })
      .from(groups)
      .where(eq(groups.projectId, project.id))
      .orderBy(asc(groups.name));
    return {
      project: { slug: project.slug, name: project.name },
      policy,
      groups: rows.filter((g) => takesApplications(policy, g.name)),
      steps: stepsOf(policy),
      decisions: await decisionsOf(ctx, project.id),
      now: ctx.now,
    };
  });

/** Who decides, how many, and by when, in words. */
const stepsOf = (policy: Policy): string[] =>
  (policy.application?.decision?.steps ?? []).map((s) =>
    [
      s.by,
      s.quorum === null ? null : s.quorum === 1 ? "one of them decides" : `${s.quorum} of them agree`,
      s.within === null ? "no time is promised" : `within ${spanWords(s.within)}`,
    ]
      .filter((w) => w !== null)
      .join(": ")
      .replace(/: (?=[^:]*$)/, ", "),
  );

async function decisionsOf(ctx: Ctx, projectId: string): Promise<PublicDecision[]> {
  const rows = await ctx.tx
    .select({
      organization: applications.organizationName,
      group: groups.name,
      state: applications.state,
      at: applications.decidedAt,
      text: applications.publicDecision,
    })
    .from(applications)
    .innerJoin(groups, eq(groups.id, applications.groupId))
    .where(
      and(
        eq(applications.projectId, projectId),
        isNotNull(applications.publicDecision),
        inArray(applications.state, ["accepted", "declined"]),
      ),
    )
    .orderBy(desc(applications.decidedAt));
  return rows.flatMap(({ at, text, ...r }) => (at && text ? [{ ...r, at, text }] : []));
}

/** When the last note of each application was written, and by which side. */
export async function lastNotes(ctx: Ctx, ids: readonly string[]) {
  const rows = await ctx.tx
    .selectDistinctOn([applicationNotes.applicationId], {
      applicationId: applicationNotes.applicationId,
      from: applicationNotes.from,
      at: applicationNotes.at,
    })
    .from(applicationNotes)
    .where(inArray(applicationNotes.applicationId, [...ids]))
    .orderBy(applicationNotes.applicationId, desc(applicationNotes.at));
  return new Map(rows.map((r) => [r.applicationId, r]));
}
