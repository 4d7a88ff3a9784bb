import { and, eq, lt } from "drizzle-orm";
import { Secret, TOTP } from "otpauth";
import { append, newId } from "@/data/audit";
import { codesAreTaken, refusedFactor, wrongCode } from "@/data/sign-in/codes";
import { currentApp, pendingApp } from "@/data/sign-in/current";
import { atTheDoor } from "@/data/sign-in/door";
import { added, lockHuman, mayChange, proved } from "@/data/sign-in/prove";
import { endSessions, othersOf, type Session } from "@/data/sign-in/sessions";
import type { Ctx } from "@/data/transaction";
import { authenticators } from "@/db/schema";
import { invalidField, refused } from "@/lib/errors";
import { bytes } from "@/lib/random";

const PERIOD = 30;
const place = (row: string) => ({ scope: "deployment", table: "authenticators", row, column: "secret" });

/** RFC 6238 as every app reads it: SHA-1, six digits, 30 seconds; 160 random bits (RFC 4226, 4). */
const totp = (secret: string, label = "") =>
  new TOTP({
    issuer: "Curfew",
    label,
    secret: Secret.fromBase32(secret),
    algorithm: "SHA1",
    digits: 6,
    period: PERIOD,
  });

/** The time step of a code, one step early or late at most; null for a wrong one. */
function stepOf(ctx: Ctx, secret: string, code: string): number | null {
  const token = code.replaceAll(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const { epochMilliseconds } = ctx.realNow;
  const delta = totp(secret).validate({ token, window: 1, timestamp: epochMilliseconds });
  return delta === null ? null : Math.floor(epochMilliseconds / 1000 / PERIOD) + delta;
}

/** A new secret for an app, in place of one that was never confirmed. @returns it, and the address an app reads as a picture */
export const beginAuthenticator = (of: Session): Promise<{ secret: string; uri: string }> =>
  atTheDoor(async (ctx) => {
    await mayChange(ctx, of);
    await ctx.tx.delete(authenticators).where(pendingApp(of.userId));
    const [id, secret] = [newId(), new Secret({ buffer: new Uint8Array(bytes(20)).buffer }).base32];
    await ctx.tx
      .insert(authenticators)
      .values({ id, userId: of.userId, secret: await ctx.seal(place(id), secret), addedAt: ctx.realNow });
    return { secret, uri: totp(secret, of.email).toString() };
  });

/** A first code: from now on the app proves its human. One that was there before ends. @throws AppError */
export const confirmAuthenticator = (of: Session, code: string): Promise<void> =>
  atTheDoor(async (ctx) => {
    const first = await mayChange(ctx, of);
    const [pending] = await ctx.tx.select().from(authenticators).where(pendingApp(of.userId)).for("update");
    if (!pending) throw refused("Set the app up again: nothing is waiting for a code.");
    const step = stepOf(ctx, await ctx.open(place(pending.id), pending.secret), code);
    if (step === null)
      throw invalidField("code", "This is not the code that the app shows now. Is the phone’s clock right?");
    const replaced = await ctx.tx
      .update(authenticators)
      .set({ endedAt: ctx.realNow })
      .where(currentApp(of.userId))
      .returning({ id: authenticators.id });
    // What the earlier app proved goes with it.
    if (replaced.length > 0) await append(ctx, await endSessions(ctx, othersOf(of)));
    await ctx.tx
      .update(authenticators)
      .set({ confirmedAt: ctx.realNow, lastStep: step, lastUsedAt: ctx.realNow })
      .where(eq(authenticators.id, pending.id));
    await added(ctx, of, "authenticator", first);
  });

/** @returns whether the code is one of the human's app, and was never used (RFC 6238, 5.2) */
export const proveAuthenticator = (of: Session, code: string): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    await lockHuman(ctx, of.userId);
    if (!(await codesAreTaken(ctx, of.userId))) {
      await refusedFactor(ctx, of, "authenticator");
      return false;
    }
    const [own] = await ctx.tx.select().from(authenticators).where(currentApp(of.userId));
    const step = own ? stepOf(ctx, await ctx.open(place(own.id), own.secret), code) : null;
    const [used] =
      own && step !== null
        ? await ctx.tx
            .update(authenticators)
            .set({ lastStep: step, lastUsedAt: ctx.realNow })
            .where(and(eq(authenticators.id, own.id), lt(authenticators.lastStep, step)))
            .returning({ id: authenticators.id })
        : [];
    if (used) await proved(ctx, of, "authenticator");
    else await wrongCode(ctx, of, "authenticator");
    return used !== undefined;
  });
