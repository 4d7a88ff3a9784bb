import { and, asc, eq, inArray } from "drizzle-orm";
import { notesOf, openText } from "@/data/applications/own";
import { type ApplicationRow, markPlace, votePlace, voucherPlace } from "@/data/applications/places";
import { type Standing, standingOf, whoMay } from "@/data/applications/standing";
import { findApplication } from "@/data/applications/visibility";
import { placesTaken } from "@/data/memberships/evidence";
import { visibleTo } from "@/data/organizations/visibility";
import { type Ctx, read } from "@/data/transaction";
import { applicationMarks, applicationVouchers, organizations, projects, users } from "@/db/schema";
import { barred, isUnderReview, quorumIn } from "@/domain/application/decide";
import { askedOf } from "@/domain/application/form";
import { answerWords, proofOf } from "@/domain/application/form-statements";
import { tally, verdictOf } from "@/domain/application/tally";
import { eligibilityOf, evaluateAll, type OnRecord } from "@/domain/policy/eligibility";
import { standingOfStatement } from "@/domain/policy/proof";
import { askOne } from "@/domain/recusal";
import type { Member } from "@/domain/viewer";

/**
 * One application for review. To a member who takes no part it says who, in what state and who can be asked, and nothing
 * that was answered, judged or voted.
 */
export const reviewApplication = (viewer: Member, id: string) =>
  read(viewer, async (ctx) => {
    const row = await findApplication(ctx, id);
    const standing = await standingOf(ctx, row);
    const head = await headOf(ctx, row, standing);
    const because = standing.recused.get(viewer.userId);
    if (because) return { ...head, recused: { because, ask: askOne(whoMay(standing)) }, review: null };
    return { ...head, recused: null, review: await reviewOf(ctx, row, standing) };
  });

async function headOf(ctx: Ctx<Member>, row: ApplicationRow, { group }: Standing) {
  const [project] = await ctx.tx.select().from(projects).where(eq(projects.id, row.projectId));
  return {
    id: row.id,
    organization: row.organizationName,
    project: { name: project?.name ?? "", slug: project?.slug ?? "" },
    group: group.name,
    state: row.state,
    source: row.source,
    submittedAt: row.submittedAt,
    decideBy: row.decideBy,
    decidedAt: row.decidedAt,
    now: ctx.now,
  };
}

async function reviewOf(ctx: Ctx<Member>, row: ApplicationRow, standing: Standing) {
  const { policy, now, rules, members, answers, form } = standing;
  const quorum = quorumIn(rules, now.round);
  const names = await namesOf(ctx, standing, row);
  const marks = await marksOf(ctx, row, names);
  return {
    applicant: { name: row.name, email: row.email, confirmed: row.userId !== null },
    organizationId: row.organizationId,
    linked: await linkedOf(ctx, row),
    directory: await directoryOf(ctx),
    sections: form.sections,
    answers,
    missing: form.missing(answers),
    incomplete: rules.incomplete,
    contacts: standing.contacts,
    criteria: criteriaOf(ctx, standing, marks),
    whole: evaluateAll(
      eligibilityOf(
        policy,
        policy.groups.find((g) => g.name === standing.group.name),
      ),
      await onRecordOf(ctx, row, standing, marks),
    ),
    vouching: policy.application?.vouching ?? null,
    vouchers: await vouchersOf(ctx, row, names),
    votes: await votesOf(ctx, standing, names),
    round: now.round,
    steps: rules.quorums.length,
    stepBy: policy.application?.decision?.steps[now.round]?.by ?? null,
    quorum,
    tally: tally(now, now.round),
    reached: isUnderReview(now.state) ? verdictOf(now, now.round, quorum) : null,
    underReview: isUnderReview(now.state),
    appealed: now.state === "appealed",
    last: now.round >= rules.quorums.length - 1,
    barred: barred(now, ctx.viewer.userId, rules),
    mayDecide: whoMay(standing).map(({ userId, name }) => ({ userId, name })),
    recusedMembers: members.filter((m) => standing.recused.has(m.userId)).map((m) => m.name),
    others: members
      .filter((m) => !standing.recused.has(m.userId))
      .map(({ userId, name }) => ({ userId, name })),
    alike: standing.alike,
    notes: (await notesOf(ctx, row.id)).map((n) => ({ ...n, by: names.get(n.by) ?? "The applicant" })),
    message: await openText(ctx, row, "message"),
    decision: await openText(ctx, row, "decision"),
    decidedBy: row.decidedBy ? (names.get(row.decidedBy) ?? null) : null,
    publicDecision: row.publicDecision,
    appeal: await openText(ctx, row, "appeal"),
    rules: {
      reasonsRequired: policy.application?.decision?.reasonsRequired !== false,
      publicDecision: policy.application?.decisionVisibility === "public",
    },
  };
}

type Names = ReadonlyMap<string, string>;

async function namesOf(ctx: Ctx<Member>, { votes }: Standing, row: ApplicationRow): Promise<Names> {
  const marks = await ctx.tx
    .select({ by: applicationMarks.by })
    .from(applicationMarks)
    .where(eq(applicationMarks.applicationId, row.id));
  const notes = (await notesOf(ctx, row.id)).filter((n) => n.from === "team");
  const asked = await ctx.tx
    .select({ by: applicationVouchers.askedBy })
    .from(applicationVouchers)
    .where(eq(applicationVouchers.applicationId, row.id));
  const ids = [
    ...votes.map((v) => v.userId),
    ...[...marks, ...notes, ...asked].map((m) => m.by),
    ...(row.decidedBy ? [row.decidedBy] : []),
  ];
  const rows = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map((r) => [r.id, r.name]));
}

async function marksOf(ctx: Ctx, row: ApplicationRow, names: Names) {
  const rows = await ctx.tx
    .select()
    .from(applicationMarks)
    .where(eq(applicationMarks.applicationId, row.id))
    .orderBy(asc(applicationMarks.at));
  return Promise.all(
    rows.map(async ({ id, criterion, verdict, reason, by, at, supersededAt }) => ({
      id,
      criterion,
      verdict,
      reason: await ctx.open(markPlace(id, "reason"), reason),
      by: names.get(by) ?? "",
      at,
      superseded: supersededAt !== null,
    })),
  );
}
type Marks = Awaited<ReturnType<typeof marksOf>>;

const current = (marks: Marks, criterion: string) =>
  marks.find((m) => m.criterion === criterion && !m.superseded) ?? null;

/** Each statement with the answer, what the engine says of it, and what a member marked. */
function criteriaOf(ctx: Ctx, { policy, group, answers }: Standing, marks: Marks) {
  return askedOf(policy, group.name).map((p) => ({
    id: p.id,
    text: p.text,
    kind: p.kind,
    answer: answerWords(p, answers),
    /** Shown as text that a member may follow; nothing of ours ever opens it. */
    link: proofOf(p, answers).url,
    datedAt: proofOf(p, answers).datedAt,
    engine: standingOfStatement(p, [proofOf(p, answers, current(marks, p.id)?.verdict ?? null)], ctx.now),
    mark: current(marks, p.id),
    earlier: marks.filter((m) => m.criterion === p.id && m.superseded),
  }));
}

async function onRecordOf(
  ctx: Ctx,
  row: ApplicationRow,
  standing: Standing,
  marks: Marks,
): Promise<OnRecord> {
  const { policy, group, answers } = standing;
  return {
    proofs: new Map(
      askedOf(policy, group.name).map((p) => [
        p.id,
        [proofOf(p, answers, current(marks, p.id)?.verdict ?? null)],
      ]),
    ),
    taken: await placesTaken(ctx, row.organizationId ?? NOBODY, row.projectId),
    now: ctx.now,
  };
}
/** An organization that is not in the directory yet holds no place. */
const NOBODY = "00000000-0000-0000-0000-000000000000";

async function vouchersOf(ctx: Ctx, row: ApplicationRow, names: Names) {
  const rows = await ctx.tx
    .select()
    .from(applicationVouchers)
    .where(eq(applicationVouchers.applicationId, row.id))
    .orderBy(asc(applicationVouchers.askedAt));
  return Promise.all(
    rows.map(async (v) => ({
      id: v.id,
      name: v.name,
      email: v.email,
      organization: v.organization,
      askedBy: names.get(v.askedBy) ?? "",
      askedAt: v.askedAt,
      vouches: v.vouches as "yes" | "no" | null,
      text: v.text ? await ctx.open(voucherPlace(v.id, "text"), v.text) : null,
      answeredAt: v.answeredAt,
      ranOut: v.answeredAt === null && v.expiresAt.epochMilliseconds <= ctx.realNow.epochMilliseconds,
    })),
  );
}

async function votesOf(ctx: Ctx, { votes, now }: Standing, names: Names) {
  return Promise.all(
    votes.map(async (v, i) => ({
      id: v.id,
      round: v.round,
      userId: v.userId,
      by: names.get(v.userId) ?? "",
      vote: v.vote,
      reason: await ctx.open(votePlace(v.id, "reason"), v.reason),
      at: v.at,
      superseded: now.votes[i]?.superseded ?? true,
      recused: now.recused.has(v.userId),
    })),
  );
}

async function linkedOf(ctx: Ctx<Member>, row: ApplicationRow) {
  if (!row.organizationId) return null;
  const [found] = await ctx.tx
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(and(eq(organizations.id, row.organizationId), visibleTo(ctx.viewer)));
  return found ?? null;
}

const directoryOf = (ctx: Ctx<Member>) =>
  ctx.tx
    .select({ id: organizations.id, name: organizations.name })
    .from(organizations)
    .where(visibleTo(ctx.viewer))
    .orderBy(asc(organizations.name));
