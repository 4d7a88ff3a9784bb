import { and, eq, isNull } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import type { Browser } from "@/data/sign-in/devices";
import { atTheDoor } from "@/data/sign-in/door";
import { mayChange } from "@/data/sign-in/prove";
import { type Session, startSession } from "@/data/sign-in/sessions";
import { tellUser } from "@/data/sign-in/tell";
import type { Ctx } from "@/data/transaction";
import { rolesOf } from "@/data/viewer";
import { linkedAccounts } from "@/db/schema";
import { notFound, refused } from "@/lib/errors";
import type { GitHubAccount } from "@/lib/github";

const GITHUB = "github";

const current = (ctx: Ctx, subject: string) =>
  ctx.tx
    .select()
    .from(linkedAccounts)
    .where(
      and(
        eq(linkedAccounts.provider, GITHUB),
        eq(linkedAccounts.subject, subject),
        isNull(linkedAccounts.endedAt),
      ),
    );

/** Before a browser is sent away for an account to link. @throws AppError unless a factor was just proved */
export const mayLink = (of: Session): Promise<void> => atTheDoor((ctx) => demandFactor(ctx, of));

/** A mailbox alone links nothing: whoever holds it would come in by the account ever after. */
async function demandFactor(ctx: Ctx, of: Session): Promise<void> {
  if (await mayChange(ctx, of)) throw refused("Set up a passkey or an authenticator app first.");
}

/** Links an account to the human of a session, who has just proved a factor. @throws AppError */
export const linkAccount = (of: Session, { subject, login }: GitHubAccount): Promise<void> =>
  atTheDoor(async (ctx) => {
    await demandFactor(ctx, of);
    const [made] = await ctx.tx
      .insert(linkedAccounts)
      .values({ userId: of.userId, provider: GITHUB, subject, login, linkedAt: ctx.realNow })
      .onConflictDoNothing()
      .returning({ id: linkedAccounts.id });
    if (!made)
      throw refused("This account is linked already, or you have linked another: take that off first.");
    await append(ctx, [{ stream: DEPLOYMENT, action: "account.linked", facts: { userId: of.userId } }]);
    await tellUser(ctx, of.userId, "account_linked", login);
  });

export const unlinkAccount = (of: Session): Promise<void> =>
  atTheDoor(async (ctx) => {
    await mayChange(ctx, of);
    const [gone] = await ctx.tx
      .update(linkedAccounts)
      .set({ endedAt: ctx.realNow })
      .where(and(eq(linkedAccounts.userId, of.userId), isNull(linkedAccounts.endedAt)))
      .returning({ login: linkedAccounts.login });
    if (!gone) throw notFound();
    await append(ctx, [{ stream: DEPLOYMENT, action: "account.unlinked", facts: { userId: of.userId } }]);
    await tellUser(ctx, of.userId, "account_unlinked", gone.login);
  });

/**
 * Signs in whoever linked this account, by its number alone: an account with the address of a member is nobody's.
 * @returns whether somebody did, and still holds a role
 */
export const signInWithAccount = (
  { subject }: GitHubAccount,
  sessionToken: string,
  browser: Browser,
): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    const [account] = await current(ctx, subject);
    if (!account || (await rolesOf(ctx, account.userId)).length === 0) {
      await append(ctx, [{ stream: DEPLOYMENT, action: "sign_in.refused", facts: { how: "github" } }]);
      return false;
    }
    await startSession(ctx, account.userId, sessionToken, browser);
    return true;
  });
