import { and, count, eq, isNull, sql } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { forgetWrongCodes } from "@/data/sign-in/codes";
import { currentApp, currentPasskeys } from "@/data/sign-in/current";
import { atTheDoor } from "@/data/sign-in/door";
import { factorRequired, hasFactor } from "@/data/sign-in/missing";
import { lockHuman, mayChange } from "@/data/sign-in/prove";
import { endSessions, othersOf, type Session } from "@/data/sign-in/sessions";
import { tellUser } from "@/data/sign-in/tell";
import { type Ctx, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { authenticators, devices, linkedAccounts, passkeys, recoveryCodes } from "@/db/schema";
import { ERASED_NAME } from "@/domain/person";
import { notFound, refused } from "@/lib/errors";

const signIn = systemViewer("sign-in");

/** What a human proves themselves with, for their own eyes. */
export const listFactors = (of: Pick<Session, "userId">) =>
  transact(signIn, "read", async (ctx) => {
    const keys = await ctx.tx
      .select()
      .from(passkeys)
      .where(currentPasskeys(of.userId))
      .orderBy(passkeys.addedAt);
    const [app] = await ctx.tx.select().from(authenticators).where(currentApp(of.userId));
    const [codes] = await ctx.tx
      .select({ left: count() })
      .from(recoveryCodes)
      .where(
        and(eq(recoveryCodes.userId, of.userId), isNull(recoveryCodes.usedAt), isNull(recoveryCodes.endedAt)),
      );
    const [github] = await ctx.tx
      .select({ login: linkedAccounts.login })
      .from(linkedAccounts)
      .where(and(eq(linkedAccounts.userId, of.userId), isNull(linkedAccounts.endedAt)));
    return {
      passkeys: keys.map(({ id, label, synced, addedAt, lastUsedAt }) => ({
        id,
        label,
        synced,
        addedAt,
        lastUsedAt,
      })),
      authenticator: app ? { addedAt: app.addedAt, lastUsedAt: app.lastUsedAt } : null,
      recoveryCodes: codes?.left ?? 0,
      github: github?.login ?? null,
    };
  });
export type Factors = Awaited<ReturnType<typeof listFactors>>;

/**
 * Takes a passkey, or the authenticator app, off. Where a factor is required, the last one stays: whoever lost it is let
 * in anew by a reset, which others see.
 * @param id of the passkey; null for the app
 */
export const removeFactor = (of: Session, id: string | null): Promise<void> =>
  atTheDoor(async (ctx) => {
    await mayChange(ctx, of);
    const ended = { endedAt: ctx.realNow };
    const [gone] = id
      ? await ctx.tx
          .update(passkeys)
          .set(ended)
          .where(and(eq(passkeys.id, id), currentPasskeys(of.userId)))
          .returning({ id: passkeys.id })
      : await ctx.tx
          .update(authenticators)
          .set(ended)
          .where(currentApp(of.userId))
          .returning({ id: authenticators.id });
    if (!gone) throw notFound();
    if (!(await hasFactor(ctx, of.userId))) {
      if (await factorRequired(ctx, of.userId))
        throw refused("This is your last one, and you need one. Add another first.");
      await endRecovery(ctx, of.userId);
    }
    await append(ctx, [
      {
        stream: DEPLOYMENT,
        action: "factor.removed",
        facts: { userId: of.userId, factor: id ? "passkey" : "authenticator" },
      },
      // Whoever came in by it is out: it may have been stolen.
      ...(await endSessions(ctx, othersOf(of))),
    ]);
    await tellUser(ctx, of.userId, "factor_removed");
  });

const endRecovery = (ctx: Ctx, userId: string) =>
  ctx.tx
    .update(recoveryCodes)
    .set({ endedAt: ctx.realNow })
    .where(and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.endedAt)));

/**
 * Ends whatever lets somebody in beside their mailbox, accounts elsewhere too: who begins anew begins behind a link.
 * Whoever adds a factor at the same moment waits, and begins anew as well.
 */
export async function endFactors(ctx: Ctx, userId: string): Promise<void> {
  await lockHuman(ctx, userId);
  await forgetWrongCodes(ctx, userId);
  for (const table of [passkeys, authenticators, recoveryCodes, linkedAccounts] as const)
    await ctx.tx
      .update(table)
      .set({ endedAt: ctx.realNow })
      .where(and(eq(table.userId, userId), isNull(table.endedAt)));
}

/** For an erasure: what they proved themselves with ends, and an account elsewhere is nobody's any more. */
export async function eraseFactors(ctx: Ctx, userId: string): Promise<void> {
  await ctx.tx.delete(devices).where(eq(devices.userId, userId));
  await endFactors(ctx, userId);
  await ctx.tx
    .update(linkedAccounts)
    .set({ endedAt: ctx.realNow, login: ERASED_NAME, subject: sql`${linkedAccounts.id}::text` })
    .where(eq(linkedAccounts.userId, userId));
}
