import { and, asc, eq, gt, inArray, isNull, lte } from "drizzle-orm";
import { directoryOf } from "@/data/policies/directory";
import { policyOf } from "@/data/policies/in-force";
import { tiesOf } from "@/data/teams/ties";
import { type Ctx, type Options, read } from "@/data/transaction";
import { evidence, evidenceOffers, groups, memberships, organizations, projects } from "@/db/schema";
import { REVIEW_DAYS_BEFORE } from "@/domain/organization/membership";
import { placesIn, standingUnder } from "@/domain/policy/directory";
import { isRecused } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";

/** Memberships of the viewer's projects that somebody has to look at before they lapse, the soonest first (P31). */
export const dueReviews = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: memberships.id,
      organizationId: organizations.id,
      name: organizations.name,
      projectId: projects.id,
      project: projects.name,
      group: groups.name,
      lapsesAt: memberships.lapsesAt,
    })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .innerJoin(projects, eq(projects.id, memberships.projectId))
    .innerJoin(groups, eq(groups.id, memberships.groupId))
    .where(
      and(
        inArray(memberships.projectId, [...ctx.viewer.projectIds]),
        inArray(memberships.state, ["active", "paused"]),
        gt(memberships.lapsesAt, ctx.now),
        lte(memberships.lapsesAt, ctx.now.add({ hours: 24 * REVIEW_DAYS_BEFORE })),
      ),
    )
    .orderBy(asc(memberships.lapsesAt), asc(organizations.name));

/** What is shown at once; the soonest come first, and the rest follow once these are done. */
const SHOWN = 100;

/** The reviews that are due, by project, each with what the criteria say and what waits beside it. */
export const reviewList = (viewer: Member, options: Options = {}) =>
  read(
    viewer,
    async (ctx) => {
      const all = await dueReviews(ctx);
      const [ties] = await tiesOf(ctx, [viewer.userId]);
      const byProject = Map.groupBy(all, (r) => r.projectId);
      const lists = [];
      for (const [projectId, rows] of byProject) {
        const shown = rows.slice(0, SHOWN);
        const policy = await policyOf(ctx, projectId);
        const directory = await directoryOf(ctx, projectId);
        const taken = placesIn(directory);
        const known = new Map(directory.map((e) => [e.organizationId, e]));
        const offered = await offersIn(
          ctx,
          projectId,
          shown.map((r) => r.organizationId),
        );
        lists.push({
          projectId,
          project: rows[0]?.project ?? "",
          every: policy.review?.every ?? null,
          total: rows.length,
          rows: shown.map((r) => {
            const entry = known.get(r.organizationId);
            const found = entry ? standingUnder(policy, entry, r.group, taken, ctx.now) : null;
            return {
              ...r,
              found,
              offers: offered.get(r.organizationId) ?? 0,
              recused: ties ? isRecused(ties, r.organizationId) : false,
            };
          }),
        });
      }
      return { lists, now: ctx.now };
    },
    options,
  );

async function offersIn(ctx: Ctx, projectId: string, organizationIds: readonly string[]) {
  const rows = await ctx.tx
    .select({ organizationId: evidenceOffers.organizationId })
    .from(evidenceOffers)
    .where(
      and(
        eq(evidenceOffers.projectId, projectId),
        inArray(evidenceOffers.organizationId, [...organizationIds]),
        isNull(evidenceOffers.settledAt),
      ),
    );
  return new Map([...Map.groupBy(rows, (r) => r.organizationId)].map(([id, of]) => [id, of.length]));
}

/** Evidence of members that ran out, or will within a week: the organization was reminded first. */
export const expiringEvidence = (ctx: Ctx<Member>) =>
  ctx.tx
    .selectDistinct({
      id: evidence.id,
      organizationId: organizations.id,
      name: organizations.name,
      project: projects.name,
      criterion: evidence.criterion,
      reviewBy: evidence.reviewBy,
    })
    .from(evidence)
    .innerJoin(organizations, eq(organizations.id, evidence.organizationId))
    .innerJoin(projects, eq(projects.id, evidence.projectId))
    .innerJoin(
      memberships,
      and(
        eq(memberships.organizationId, evidence.organizationId),
        eq(memberships.projectId, evidence.projectId),
        isNull(memberships.endedAt),
      ),
    )
    .where(
      and(
        inArray(evidence.projectId, [...ctx.viewer.projectIds]),
        isNull(evidence.supersededAt),
        lte(evidence.reviewBy, ctx.now.add({ hours: 24 * 7 })),
      ),
    );

/** Newer evidence that organizations offered and nobody looked at. */
export const openOffers = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({
      id: evidenceOffers.id,
      organizationId: organizations.id,
      name: organizations.name,
      at: evidenceOffers.at,
    })
    .from(evidenceOffers)
    .innerJoin(organizations, eq(organizations.id, evidenceOffers.organizationId))
    .where(
      and(inArray(evidenceOffers.projectId, [...ctx.viewer.projectIds]), isNull(evidenceOffers.settledAt)),
    )
    .orderBy(asc(evidenceOffers.at));
