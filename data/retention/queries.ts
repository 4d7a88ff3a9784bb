import { count, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { policiesOf } from "@/data/policies/in-force";
import { clockOf, destroyedKeys, subjectsOf } from "@/data/retention/facts";
import { type Ctx, read } from "@/data/transaction";
import { cases, deliveries, notices, projects, users } from "@/db/schema";
import { keeping, NO_END } from "@/domain/retention";
import type { Member, SystemViewer } from "@/domain/viewer";

/**
 * What is kept, until when, what destroys it, what is due, and where each destruction stands. It changes nothing: the
 * dry run of what is due, for members and for the operator.
 */
export const retentionReport = (viewer: Member | SystemViewer) =>
  read(viewer, async (ctx) => {
    const subjects = await subjectsOf(ctx);
    const own = await ctx.tx
      .select({ id: projects.id, name: projects.name })
      .from(projects)
      .where(viewer.kind === "member" ? inArray(projects.id, [...viewer.projectIds]) : undefined)
      .orderBy(projects.name);
    const policies = await policiesOf(
      ctx,
      own.map((p) => p.id),
    );
    const retentionOf = (projectId: string) => policies.get(projectId)?.retention?.keep ?? NO_END;
    const clock = clockOf(ctx);
    const proposers = await namesOf(
      ctx,
      subjects.flatMap((s) => (s.proposal ? [s.proposal.by] : [])),
    );
    const records = subjects.map(({ facts, ...s }) => ({
      ...s,
      keeping: keeping(facts, retentionOf(s.projectId)[s.kind], clock),
      proposal: s.proposal && {
        id: s.proposal.id,
        at: s.proposal.at,
        by: proposers.get(s.proposal.by) ?? "",
        mine: viewer.kind === "member" && s.proposal.by === viewer.userId,
      },
    }));
    const kept = await payloads(ctx);
    const messages = own.map((p) => ({
      project: p.name,
      days: retentionOf(p.id).messages,
      kept: kept.get(p.id) ?? 0,
    }));
    return { records, messages, backupDays: clock.backupDays, now: ctx.now, realNow: ctx.realNow };
  });

export type RetentionReport = Awaited<ReturnType<typeof retentionReport>>;

async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...ids]));
  return new Map(rows.map((r) => [r.id, r.name]));
}

/** How many messages of each project still have their bytes. */
async function payloads(ctx: Ctx): Promise<Map<string, number>> {
  const project = sql<string>`coalesce(${cases.projectId}, ${notices.projectId})`;
  const rows = await ctx.tx
    .select({ project, n: count() })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .leftJoin(cases, eq(cases.id, deliveries.caseId))
    .where(isNotNull(deliveries.payload))
    .groupBy(project);
  return new Map(rows.map((r) => [r.project, r.n]));
}

/** How the destruction of a case stands; null while its key is there. */
export async function destructionOf(ctx: Ctx, scope: string) {
  const destroyed = (await destroyedKeys(ctx, [scope])).get(scope);
  return destroyed ? keeping({ endedAt: null, destroyed }, null, clockOf(ctx)) : null;
}
