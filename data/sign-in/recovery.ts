import { and, eq, isNull } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { codesAreTaken, refusedFactor, wrongCode } from "@/data/sign-in/codes";
import { atTheDoor } from "@/data/sign-in/door";
import { hasFactor } from "@/data/sign-in/missing";
import { lockHuman, mayChange, proved } from "@/data/sign-in/prove";
import type { Session } from "@/data/sign-in/sessions";
import { tellUser } from "@/data/sign-in/tell";
import type { Ctx } from "@/data/transaction";
import { recoveryCodes } from "@/db/schema";
import { codeOf, RECOVERY_CODES, typedCode } from "@/domain/sign-in/factor";
import { refused } from "@/lib/errors";
import { bytes } from "@/lib/random";

/** Keyed by the deployment's key: 50 bits alone could be searched by whoever held the table. */
const hashOf = async (ctx: Ctx, userId: string, code: string): Promise<string> =>
  Buffer.from(await ctx.mac("deployment", `recovery ${userId} ${typedCode(code)}`)).toString("base64url");

const open = (userId: string) =>
  and(eq(recoveryCodes.userId, userId), isNull(recoveryCodes.usedAt), isNull(recoveryCodes.endedAt));

/** New codes in place of all earlier ones. They are shown this once. @throws AppError */
export const makeRecoveryCodes = (of: Session): Promise<string[]> =>
  atTheDoor(async (ctx) => {
    await mayChange(ctx, of);
    if (!(await hasFactor(ctx, of.userId))) throw refused("Set up a passkey or an authenticator app first.");
    await ctx.tx.update(recoveryCodes).set({ endedAt: ctx.realNow }).where(open(of.userId));
    const codes = Array.from({ length: RECOVERY_CODES }, () => codeOf(bytes(10), 2, 5));
    for (const code of codes)
      await ctx.tx.insert(recoveryCodes).values({
        userId: of.userId,
        codeHash: await hashOf(ctx, of.userId, code),
        madeAt: ctx.realNow,
      });
    await append(ctx, [{ stream: DEPLOYMENT, action: "factor.recovery_made", facts: { userId: of.userId } }]);
    await tellUser(ctx, of.userId, "recovery_made");
    return codes;
  });

/** @returns whether it is one of the human's codes, each good once. They are told. */
export const proveRecovery = (of: Session, code: string): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    await lockHuman(ctx, of.userId);
    if (!(await codesAreTaken(ctx, of.userId))) {
      await refusedFactor(ctx, of, "recovery");
      return false;
    }
    const codeHash = await hashOf(ctx, of.userId, code);
    const [used] = await ctx.tx
      .update(recoveryCodes)
      .set({ usedAt: ctx.realNow })
      .where(and(open(of.userId), eq(recoveryCodes.codeHash, codeHash)))
      .returning({ id: recoveryCodes.id });
    if (!used) {
      await wrongCode(ctx, of, "recovery");
      return false;
    }
    await proved(ctx, of, "recovery");
    await tellUser(ctx, of.userId, "recovery_used");
    return true;
  });
