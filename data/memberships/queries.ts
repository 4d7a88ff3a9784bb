import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { openWords } from "@/data/keys/destroyed";
import { toldAndAnswered } from "@/data/memberships/answers";
import { appealPlace } from "@/data/memberships/appeals";
import { placesTaken, proofsOf } from "@/data/memberships/evidence";
import { messagesOnTheWay } from "@/data/memberships/lock";
import { messagesTo } from "@/data/memberships/messages";
import { currentPause, pausePlace } from "@/data/memberships/pause";
import { withdrawalPlace } from "@/data/memberships/places";
import { restsOn } from "@/data/memberships/rests";
import { channelPlace, keptPlace, withdrawnBecause } from "@/data/memberships/withdrawal";
import { visibleTo } from "@/data/organizations/visibility";
import { policiesOf } from "@/data/policies/in-force";
import { othersFor, tiesOf } from "@/data/teams/ties";
import { type Ctx, type Options, read } from "@/data/transaction";
import {
  appeals,
  cases,
  channelRevocations,
  evidence,
  groups,
  incidents,
  membershipProposals,
  organizations,
  policyDrafts,
  policyFates,
  projects,
  users,
  withdrawalCases,
  withdrawals,
} from "@/db/schema";
import { enoughFor } from "@/domain/application/quorum";
import { proposalState } from "@/domain/organization/withdrawal";
import { evaluateAll, statementsOf } from "@/domain/policy/eligibility";
import { standingOfStatement } from "@/domain/policy/proof";
import { groundsOf, scopesOf } from "@/domain/policy/withdrawing";
import { isRecused } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

/**
 * What decides about an organization, by project of the viewer: evidence for each criterion, proposals, pauses,
 * withdrawals, what it wrote, and whether the viewer may take part (rule 14).
 */
export const organizationStanding = (viewer: Member, organizationId: string, options: Options = {}) =>
  read(
    viewer,
    async (ctx) => {
      if (!isId(organizationId)) throw notFound();
      const [row] = await ctx.tx
        .select({ id: organizations.id })
        .from(organizations)
        .where(and(eq(organizations.id, organizationId), visibleTo(viewer)));
      if (!row) throw notFound();
      const own = await ctx.tx
        .select({ id: projects.id, name: projects.name, slug: projects.slug })
        .from(projects)
        .where(inArray(projects.id, [...viewer.projectIds]))
        .orderBy(asc(projects.name));
      const policies = await policiesOf(ctx, viewer.projectIds);
      const [ties] = await tiesOf(ctx, [viewer.userId]);
      return {
        recused: ties ? isRecused(ties, row.id) : false,
        now: ctx.now,
        projects: await Promise.all(
          own.map(async (project) => {
            const of = { organizationId: row.id, projectId: project.id };
            const policy = policies.get(project.id);
            const proof = await evidenceOf(ctx, of);
            const found = evaluateAll(policy?.eligibility ?? null, {
              proofs: proofsOf(proof),
              taken: await placesTaken(ctx, row.id, project.id),
              now: ctx.now,
            });
            return {
              ...project,
              /** What the engine finds, whole; null where the policy names no criteria. */
              found: policy?.eligibility ? found : null,
              grounds: policy ? groundsOf(policy) : [],
              scopes: policy ? scopesOf(policy) : [],
              sanctions: policy?.withdrawal?.sanctions ?? [],
              standing: found.standing,
              /** The policy lets one member decide alone. */
              oneDecides: policy ? enoughFor(policy, 1) : false,
              reviews: await reviewsOf(ctx, of),
              criteria: (policy ? statementsOf(policy) : []).map((p) => ({
                ...p,
                evidence: proof.find((e) => e.criterion === p.id) ?? null,
                /** What the engine says of it, with the reason. */
                ...standingOfStatement(p, proofsOf(proof).get(p.id) ?? [], ctx.now),
              })),
              ...(await restsOn(ctx, of)),
              others: (await othersFor(ctx, project.id, row.id, [viewer.userId])).map((m) => m.name),
              pause: await pauseOf(ctx, of),
              withdrawals: await withdrawalsOf(ctx, of),
              proposals: await proposalsOf(ctx, of),
              appeals: await appealsOf(ctx, of),
              messages: await messagesTo(ctx, of),
              told: await toldAndAnswered(ctx, row.id, project.id),
              onTheWay: await messagesOnTheWay(ctx, of),
              incidents: await incidentsOf(ctx, of),
            };
          }),
        ),
      };
    },
    options,
  );

export type Standing = Awaited<ReturnType<typeof organizationStanding>>;
type Of = { organizationId: string; projectId: string };

const evidenceOf = (ctx: Ctx, of: Of) =>
  ctx.tx
    .select({
      id: evidence.id,
      criterion: evidence.criterion,
      link: evidence.link,
      note: evidence.note,
      datedAt: evidence.datedAt,
      verdict: evidence.verdict,
      reviewBy: evidence.reviewBy,
      by: users.name,
      at: evidence.at,
    })
    .from(evidence)
    .innerJoin(users, eq(users.id, evidence.by))
    .where(
      and(
        eq(evidence.organizationId, of.organizationId),
        eq(evidence.projectId, of.projectId),
        isNull(evidence.supersededAt),
      ),
    );

/** The pause that holds now, or null. */
async function pauseOf(ctx: Ctx<Member>, of: Of) {
  const pause = await currentPause(ctx, of);
  if (!pause) return null;
  const [by] = await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, pause.by));
  return {
    id: pause.id,
    by: by?.name ?? "",
    mine: pause.by === ctx.viewer.userId,
    at: pause.at,
    until: pause.until,
    confirmed: pause.confirmedAt !== null,
    reason: await ctx.open(pausePlace(pause.id, "reason"), pause.reason),
    told: await ctx.open(pausePlace(pause.id, "told"), pause.told),
  };
}

async function withdrawalsOf(ctx: Ctx<Member>, of: Of) {
  const rows = await ctx.tx
    .select({ w: withdrawals, by: users.name })
    .from(withdrawals)
    .innerJoin(users, eq(users.id, withdrawals.proposedBy))
    .where(and(eq(withdrawals.organizationId, of.organizationId), eq(withdrawals.projectId, of.projectId)))
    .orderBy(desc(withdrawals.proposedAt));
  return Promise.all(
    rows.map(async ({ w, by }) => {
      const channels = await ctx.tx
        .select()
        .from(channelRevocations)
        .where(eq(channelRevocations.withdrawalId, w.id));
      const kept = await ctx.tx
        .select({ row: withdrawalCases, reference: cases.reference, codeName: cases.codeName })
        .from(withdrawalCases)
        .innerJoin(cases, eq(cases.id, withdrawalCases.caseId))
        .where(eq(withdrawalCases.withdrawalId, w.id));
      const [second] = w.confirmedBy
        ? await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, w.confirmedBy))
        : [];
      return {
        id: w.id,
        state: proposalState(w),
        why: withdrawnBecause(w),
        scope: w.scope,
        reason: await ctx.open(withdrawalPlace(w.id, "reason"), w.reason),
        told: await ctx.open(withdrawalPlace(w.id, "told"), w.told),
        incidentId: w.incidentId,
        proposedBy: by,
        mine: w.proposedBy === ctx.viewer.userId,
        proposedAt: w.proposedAt,
        confirmedBy: second?.name ?? null,
        confirmedAt: w.confirmedAt,
        channels: await Promise.all(
          channels.map(async (c) => ({
            id: c.id,
            channel: await ctx.open(channelPlace(c.id), c.channel),
            doneAt: c.doneAt,
          })),
        ),
        kept: await Promise.all(
          kept.map(async (k) => ({
            reference: k.reference,
            codeName: k.codeName,
            reason: await openWords(ctx, keptPlace(k.row.caseId, w.id), k.row.reason),
          })),
        ),
      };
    }),
  );
}

async function proposalsOf(ctx: Ctx<Member>, of: Of) {
  const rows = await ctx.tx
    .select({ p: membershipProposals, group: groups.name, by: users.name })
    .from(membershipProposals)
    .innerJoin(groups, eq(groups.id, membershipProposals.groupId))
    .innerJoin(users, eq(users.id, membershipProposals.proposedBy))
    .where(
      and(
        eq(membershipProposals.organizationId, of.organizationId),
        eq(groups.projectId, of.projectId),
        isNull(membershipProposals.confirmedAt),
        isNull(membershipProposals.takenBackAt),
      ),
    );
  return rows.map(({ p, group, by }) => ({
    id: p.id,
    group,
    reason: p.reason,
    by,
    mine: p.proposedBy === ctx.viewer.userId,
    at: p.proposedAt,
  }));
}

/** What an organization wrote and what the team answered, oldest first; for the team and for its own page. */
export async function appealsOf(ctx: Ctx, of: Of) {
  const rows = await ctx.tx
    .select({ a: appeals, by: users.name })
    .from(appeals)
    .innerJoin(users, eq(users.id, appeals.by))
    .where(and(eq(appeals.organizationId, of.organizationId), eq(appeals.projectId, of.projectId)))
    .orderBy(asc(appeals.at));
  return Promise.all(
    rows.map(async ({ a, by }) => ({
      id: a.id,
      by,
      at: a.at,
      text: await ctx.open(appealPlace(a.id, "text"), a.text),
      answer: a.answer ? await ctx.open(appealPlace(a.id, "answer"), a.answer) : null,
      answeredAt: a.answeredAt,
    })),
  );
}

const incidentsOf = (ctx: Ctx, of: Of) =>
  ctx.tx
    .select({
      id: incidents.id,
      state: incidents.state,
      reference: cases.reference,
      codeName: cases.codeName,
      recordedAt: incidents.recordedAt,
    })
    .from(incidents)
    .innerJoin(cases, eq(cases.id, incidents.caseId))
    .where(and(eq(incidents.organizationId, of.organizationId), eq(cases.projectId, of.projectId)))
    .orderBy(desc(incidents.recordedAt));

/** What a change of the policy put in doubt, and nobody looked at yet. */
const reviewsOf = (ctx: Ctx, of: Of) =>
  ctx.tx
    .select({ draftId: policyFates.draftId, reason: policyFates.reason, at: policyFates.at })
    .from(policyFates)
    .innerJoin(policyDrafts, eq(policyDrafts.id, policyFates.draftId))
    .where(
      and(
        eq(policyFates.organizationId, of.organizationId),
        eq(policyDrafts.projectId, of.projectId),
        eq(policyDrafts.state, "adopted"),
        eq(policyFates.fate, "review"),
        isNull(policyFates.reviewedAt),
      ),
    );
