import { eq } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { endRow } from "@/data/sign-in/codes";
import { hasFactor } from "@/data/sign-in/missing";
import type { Session } from "@/data/sign-in/sessions";
import { tellUser } from "@/data/sign-in/tell";
import { type Ctx, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { sessions, users } from "@/db/schema";
import { type Factor, isFresh } from "@/domain/sign-in/factor";
import { env } from "@/lib/env";
import { stepUp } from "@/lib/errors";

type Of = Pick<Session, "id" | "userId">;

/** One act on a human's factors at a time, whoever does it. */
export async function lockHuman(ctx: Ctx, userId: string): Promise<void> {
  await ctx.tx.select({ id: users.id }).from(users).where(eq(users.id, userId)).for("no key update");
}

/**
 * The first factor may be set up by whoever opened the mailbox; each further one, and each that is taken off, by whoever
 * has just proved one. The human is locked, so that two first ones at once are not both the first.
 * @returns whether there is none yet
 * @throws AppError "step_up"
 */
export async function mayChange(ctx: Ctx, of: Of): Promise<boolean> {
  await lockHuman(ctx, of.userId);
  const first = !(await hasFactor(ctx, of.userId));
  const [row] = await ctx.tx.select({ at: sessions.factorAt }).from(sessions).where(eq(sessions.id, of.id));
  if (!row || (!first && !isFresh(row.at, ctx.realNow))) throw stepUp();
  return first;
}

/** A factor was proved: the session is fresh from now on, under a new record of how. */
export async function proved(ctx: Ctx, of: Of, factor: Factor): Promise<void> {
  await ctx.tx.update(sessions).set({ factorAt: ctx.realNow }).where(eq(sessions.id, of.id));
  await endRow(ctx, of.userId);
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

/** The demo's people have no phone: a press of a button stands in for it. Nowhere but on the embedded database. */
export async function proveDemo(of: Of): Promise<boolean> {
  if (!env().demo) return false;
  await transact(systemViewer("demo"), "write", (ctx) =>
    ctx.tx.update(sessions).set({ factorAt: ctx.realNow }).where(eq(sessions.id, of.id)),
  );
  return true;
}
