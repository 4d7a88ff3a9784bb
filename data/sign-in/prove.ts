import { eq, sql } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { limitKey } from "@/data/limits/key";
import { hasFactor } from "@/data/sign-in/missing";
import type { Session } from "@/data/sign-in/sessions";
import { tellUser } from "@/data/sign-in/tell";
import { type Ctx, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { rateLimits, sessions, users } from "@/db/schema";
import { type Factor, isFresh, WRONG_CODES_AN_HOUR } from "@/domain/sign-in/factor";
import { env } from "@/lib/env";
import { stepUp } from "@/lib/errors";

type Of = Pick<Session, "id" | "userId">;

/**
 * The first factor may be set up by whoever opened the mailbox; each further one, and each that is taken off, by whoever
 * has just proved one. The human is locked, so that two first ones at once are not both the first.
 * @returns whether there is none yet
 * @throws AppError "step_up"
 */
export async function mayChange(ctx: Ctx, of: Of): Promise<boolean> {
  await ctx.tx.select({ id: users.id }).from(users).where(eq(users.id, of.userId)).for("no key update");
  const first = !(await hasFactor(ctx, of.userId));
  const [row] = await ctx.tx.select({ at: sessions.factorAt }).from(sessions).where(eq(sessions.id, of.id));
  if (!row || (!first && !isFresh(row.at, ctx.realNow))) throw stepUp();
  return first;
}

/** A factor was proved: the session is fresh from now on, under a new record of how. */
export async function proved(ctx: Ctx, of: Of, factor: Factor): Promise<void> {
  await ctx.tx.update(sessions).set({ factorAt: ctx.realNow }).where(eq(sessions.id, of.id));
  await append(ctx, [
    {
      stream: DEPLOYMENT,
      action: "factor.proved",
      facts: { userId: of.userId, sessionId: of.id, factor },
    },
  ]);
}

/** A factor was added, which the session has proved by that. */
export async function added(ctx: Ctx, of: Of, factor: "passkey" | "authenticator", first: boolean) {
  await append(ctx, [
    { stream: DEPLOYMENT, action: "factor.added", facts: { userId: of.userId, factor, first } },
  ]);
  await proved(ctx, of, factor);
  await tellUser(ctx, of.userId, `${factor}_added`);
}

const key = (userId: string) => limitKey("codes", "account", userId);

/** Whether codes are taken from this human at all: after too many wrong ones they are refused for the rest of an hour. */
export async function codesAreTaken(ctx: Ctx, userId: string): Promise<boolean> {
  const [row] = await ctx.tx
    .select()
    .from(rateLimits)
    .where(eq(rateLimits.key, key(userId)));
  return (
    !row || row.used < WRONG_CODES_AN_HOUR || row.until.epochMilliseconds <= ctx.realNow.epochMilliseconds
  );
}

/** Counts a wrong code against the human, in whatever session it was typed. */
export async function wrongCode(ctx: Ctx, of: Of): Promise<void> {
  const until = ctx.realNow.add({ hours: 1 });
  const over = sql`${rateLimits.until} <= ${ctx.realNow.toString()}::timestamptz`;
  const [row] = await ctx.tx
    .insert(rateLimits)
    .values({ key: key(of.userId), used: 1, until })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        used: sql`case when ${over} then 1 else ${rateLimits.used} + 1 end`,
        until: sql`case when ${over} then ${until.toString()}::timestamptz else ${rateLimits.until} end`,
      },
    })
    .returning({ used: rateLimits.used });
  await append(ctx, [
    { stream: DEPLOYMENT, action: "factor.refused", facts: { userId: of.userId, sessionId: of.id } },
  ]);
  if (row?.used === WRONG_CODES_AN_HOUR) await tellUser(ctx, of.userId, "codes_refused");
}

/** The demo's people have no phone: a press of a button stands in for it. Nowhere but on the embedded database. */
export async function proveDemo(of: Of): Promise<boolean> {
  if (!env().demo) return false;
  await transact(systemViewer("demo"), "write", (ctx) =>
    ctx.tx.update(sessions).set({ factorAt: ctx.realNow }).where(eq(sessions.id, of.id)),
  );
  return true;
}
