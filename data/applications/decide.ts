import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { acceptApplication } from "@/data/applications/accept";
import { entryAbout } from "@/data/applications/apply";
import { textField, which } from "@/data/applications/fields";
import { tellApplicant } from "@/data/applications/mails";
import { writeDown } from "@/data/applications/notes";
import { applicationPlace, votePlace } from "@/data/applications/places";
import { columnsOf, refuseDecided, requireVoice, standingOf } from "@/data/applications/standing";
import { lockApplication } from "@/data/applications/visibility";
import { newId } from "@/data/audit";
import { byMember, command, demand } from "@/data/command";
import { optionalField, reasonField } from "@/data/organizations/fields";
import type { Ctx } from "@/data/transaction";
import { applications, applicationVotes } from "@/db/schema";
import { VOTES } from "@/domain/application/application";
import { type ApplicationCommand, decideApplication } from "@/domain/application/decide";
import type { Member } from "@/domain/viewer";
import { invalidField } from "@/lib/errors";

/** Locks it, asks whether the member has a voice in it, and what a command leads to. */
async function step<C extends ApplicationCommand>(ctx: Ctx<Member>, applicationId: string, command: C) {
  const row = await lockApplication(ctx, applicationId);
  const standing = await standingOf(ctx, row);
  await refuseDecided(ctx, row);
  requireVoice(ctx, standing);
  const next = demand(decideApplication(standing.now, command, standing.rules, ctx.now));
  return { row, standing, next };
}

/** A member's vote in the current step, with the reason; another one takes its place and it stays on record. */
export const vote = command(
  "application.vote",
  z.object({ ...which, vote: z.enum(VOTES, "Choose how you vote."), reason: reasonField }),
  byMember,
  async (ctx, input) => {
    const { userId } = ctx.viewer;
    const { row } = await step(ctx, input.applicationId, { type: "vote", by: userId, vote: input.vote });
    await ctx.tx
      .update(applicationVotes)
      .set({ supersededAt: ctx.now })
      .where(
        and(
          eq(applicationVotes.applicationId, row.id),
          eq(applicationVotes.round, row.round),
          eq(applicationVotes.userId, userId),
          isNull(applicationVotes.supersededAt),
        ),
      );
    const id = newId();
    await ctx.tx.insert(applicationVotes).values({
      id,
      applicationId: row.id,
      round: row.round,
      userId,
      vote: input.vote,
      reason: await ctx.seal(votePlace(id, "reason"), input.reason),
      at: ctx.now,
    });
    // How somebody voted is for who takes part; the record is read by whoever does not, too.
    const facts = { round: row.round };
    return { result: { voteId: id }, audit: [entryAbout(row, "application.voted", facts)] };
  },
);

/**
 * A reviewer says what is missing: it waits for the applicant, or is declined where the policy rejects what is incomplete
 * (P8). The applicant reads the words.
 */
export const markIncomplete = command(
  "application.incomplete",
  z.object({ ...which, what: textField }),
  byMember,
  async (ctx, input) => {
    const by = ctx.viewer.userId;
    const { row, next } = await step(ctx, input.applicationId, { type: "mark_incomplete", by });
    const declined = next.state === "declined";
    const decision = declined
      ? { decision: await ctx.seal(applicationPlace(row.id, "decision"), input.what) }
      : {};
    await ctx.tx
      .update(applications)
      .set({ ...columnsOf(next), ...decision })
      .where(eq(applications.id, row.id));
    if (!declined) await writeDown(ctx, row.id, input.what);
    await tellApplicant(ctx, row, declined ? "decision" : "incomplete");
    return {
      result: { state: next.state },
      audit: [
        entryAbout(row, declined ? "application.declined" : "application.incomplete", { round: row.round }),
      ],
    };
  },
);

/** Takes it to the next step of the policy, once enough members of this one agree. */
export const advance = command("application.advance", z.object(which), byMember, async (ctx, input) => {
  const by = ctx.viewer.userId;
  const { row, next } = await step(ctx, input.applicationId, { type: "advance", by });
  await ctx.tx.update(applications).set(columnsOf(next)).where(eq(applications.id, row.id));
  return {
    result: { round: next.round },
    audit: [entryAbout(row, "application.advanced", { round: next.round })],
  };
});

const Decide = z.object({
  ...which,
  decision: z.enum(["accept", "decline"], "Choose what is decided."),
  reason: z.string().trim().max(10_000, "At most 10000 characters.").default(""),
  publicText: optionalField(2000),
  /** That it is about none of the organizations that it looks like. */
  isNew: z
    .union([z.literal("yes").transform(() => true), z.literal("").transform(() => false)])
    .default(false),
});

/**
 * Decides an application as enough members voted. The applicant reads the reason; where the policy gives none, it may be
 * left out. Accepting in an earlier step than the last takes it to the next.
 */
export const decide = command("application.decide", Decide, byMember, async (ctx, input) => {
  const by = ctx.viewer.userId;
  const { row, standing, next } = await step(ctx, input.applicationId, { type: input.decision, by });
  const { policy } = standing;
  if (next.state === "submitted") {
    await ctx.tx.update(applications).set(columnsOf(next)).where(eq(applications.id, row.id));
    return {
      result: { state: next.state as string, round: next.round },
      audit: [entryAbout(row, "application.advanced", { round: next.round })],
    };
  }
  if (input.reason.length < 3 && policy.application?.decision?.reasonsRequired !== false)
    throw invalidField("reason", "Give a reason: the applicant reads it.");
  const isPublic = policy.application?.decisionVisibility === "public";
  const taken =
    next.state === "accepted"
      ? await acceptApplication(ctx, row, standing, input)
      : { organizationId: null, events: [] };
  await ctx.tx
    .update(applications)
    .set({
      ...columnsOf(next),
      decision: await ctx.seal(applicationPlace(row.id, "decision"), input.reason),
      publicDecision: isPublic ? input.publicText : null,
      organizationId: taken.organizationId ?? row.organizationId,
    })
    .where(eq(applications.id, row.id));
  await tellApplicant(ctx, row, "decision");
  const action = next.state === "accepted" ? "application.accepted" : "application.declined";
  return {
    result: { state: next.state as string, round: next.round },
    audit: [
      entryAbout(row, action, { round: row.round, organizationId: taken.organizationId }),
      ...taken.events,
    ],
  };
});
