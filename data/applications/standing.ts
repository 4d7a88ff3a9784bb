import { asc, eq, inArray } from "drizzle-orm";
import { answersOf, formOfApplication } from "@/data/applications/answers";
import { type Known, knownTo, looksLike } from "@/data/applications/known";
import type { ApplicationRow } from "@/data/applications/places";
import { membersOf } from "@/data/teams/queries";
import { tiesOf } from "@/data/teams/ties";
import type { Ctx } from "@/data/transaction";
import { applicationRecusals, applicationVotes, users } from "@/db/schema";
import {
  type ApplicationNow,
  barred,
  type DecisionRules,
  decisionRules,
  isOver,
} from "@/domain/application/decide";
import { proposedContacts } from "@/domain/application/form-contacts";
import { recusals } from "@/domain/application/recusal";
import { askOne } from "@/domain/recusal";
import { inUtc } from "@/domain/time";
import type { Member } from "@/domain/viewer";
import { refused } from "@/lib/errors";

/** An application as the domain takes it. For the applicant without votes, which are not theirs to see. */
export const nowOf = (
  row: ApplicationRow,
  votes: ApplicationNow["votes"] = [],
  recused: ApplicationNow["recused"] = new Set(),
): ApplicationNow => {
  const { state, round, submittedAt, decideBy, decidedAt, decidedBy, appealedAt } = row;
  return { state, round, submittedAt, decideBy, decidedAt, decidedBy, appealedAt, votes, recused };
};

/** The columns that a step of the domain changes. */
export function columnsOf(next: ApplicationNow) {
  const { state, round, submittedAt, decideBy, decidedAt, decidedBy, appealedAt } = next;
  return { state, round, submittedAt, decideBy, decidedAt, decidedBy, appealedAt };
}

/** Everything that a decision about an application rests on. */
export async function standingOf(ctx: Ctx<Member>, row: ApplicationRow, known?: readonly Known[]) {
  const { policy, group, form } = await formOfApplication(ctx, row);
  const answers = await answersOf(ctx, row);
  const contacts = proposedContacts(policy.contactRules, answers);
  const addresses = [...(row.email ? [row.email] : []), ...contacts.map((c) => c.email)];
  const alike = looksLike(row, addresses, known ?? (await knownTo(ctx)));
  const members = await membersOf(ctx, row.projectId);
  const recorded = await ctx.tx
    .select({ userId: applicationRecusals.userId })
    .from(applicationRecusals)
    .where(eq(applicationRecusals.applicationId, row.id));
  const votes = await ctx.tx
    .select()
    .from(applicationVotes)
    .where(eq(applicationVotes.applicationId, row.id))
    .orderBy(asc(applicationVotes.at));
  const humans = [...members, { userId: ctx.viewer.userId, email: ctx.viewer.email }];
  // Whoever voted and left the project since counts for nobody's conflict, but their own.
  const voters = await humansOf(
    ctx,
    votes.map((v) => v.userId),
  );
  const all = [...humans, ...voters];
  const recused = recusals(
    {
      userId: row.userId,
      addresses,
      organizationIds: [
        ...(row.organizationId ? [row.organizationId] : []),
        ...alike.filter((a) => a.kind === "organization").map((a) => a.id),
      ],
    },
    all,
    await tiesOf(ctx, [...new Set(all.map((m) => m.userId))]),
    recorded.map((r) => r.userId),
  );
  const now = nowOf(
    row,
    votes.map((v) => ({
      round: v.round,
      userId: v.userId,
      vote: v.vote,
      superseded: v.supersededAt !== null || isBefore(v, row),
    })),
    new Set(recused.keys()),
  );
  const rules = decisionRules(policy);
  return { policy, group, form, answers, contacts, addresses, alike, members, votes, recused, now, rules };
}
export type Standing = Awaited<ReturnType<typeof standingOf>>;

/** What was voted on before it was submitted again was another text. */
const isBefore = (vote: { at: ApplicationRow["savedAt"] }, row: ApplicationRow): boolean =>
  row.state !== "appealed" &&
  row.submittedAt !== null &&
  vote.at.epochMilliseconds < row.submittedAt.epochMilliseconds;

const humansOf = (ctx: Ctx, ids: readonly string[]) =>
  ctx.tx
    .select({ userId: users.id, email: users.email })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));

/** Who could still vote and decide, so that a page and a refusal can name them. */
export const whoMay = (of: Pick<Standing, "members" | "now" | "rules">) =>
  of.members.filter((m) => barred(of.now, m.userId, of.rules) === null);

/** @throws AppError naming who can be asked, for a member who takes no part (rule 14), whatever they would do */
export function requirePart(ctx: Ctx<Member>, of: Standing): void {
  const because = of.recused.get(ctx.viewer.userId);
  if (because) throw refused(`${because} You take no part in this application. ${askOne(whoMay(of))}`);
}

/** The same for voting and deciding, from which an appeal also excludes whoever decided before. */
export function requireVoice(ctx: Ctx<Member>, of: Standing): void {
  requirePart(ctx, of);
  const because = barred(of.now, ctx.viewer.userId, of.rules);
  if (because) throw refused(`${because} ${askOne(whoMay(of))}`);
}

/** @throws AppError naming how, when and by whom it was decided: of two who decide at once, the second hears it */
export async function refuseDecided(ctx: Ctx<Member>, row: ApplicationRow): Promise<void> {
  if (!isOver(row.state)) return;
  if (row.state === "taken_back") throw refused("The applicant took it back. Nothing was changed.");
  const [by] = await ctx.tx
    .select({ name: users.name })
    .from(users)
    .where(eq(users.id, row.decidedBy ?? ""));
  throw refused(
    `It was ${row.state} already, by ${by?.name ?? "a member"} on ${row.decidedAt ? inUtc(row.decidedAt) : ""}. Nothing was changed.`,
  );
}

/** Whether votes of the current round rest on rules of their own: an appeal is one more round. */
export const isAppeal = (now: ApplicationNow, rules: DecisionRules): boolean =>
  now.round >= rules.quorums.length;
