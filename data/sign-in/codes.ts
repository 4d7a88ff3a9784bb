import { eq, inArray, sql } from "drizzle-orm";
import { append, DEPLOYMENT } from "@/data/audit";
import { limitKey } from "@/data/limits/key";
import type { Session } from "@/data/sign-in/sessions";
import { nameOfUser, tellTeam, tellUser } from "@/data/sign-in/tell";
import type { Ctx } from "@/data/transaction";
import { rateLimits } from "@/db/schema";
import { type Factor, WRONG_CODES_AN_HOUR, WRONG_CODES_IN_A_ROW } from "@/domain/sign-in/factor";

type Of = Pick<Session, "id" | "userId">;

const hourly = (userId: string) => limitKey("codes of an hour", userId);
const inARow = (userId: string) => limitKey("codes in a row", userId);

/**
 * Whether codes are taken from this human at all: after ten wrong ones none is for the rest of an hour, after fifty in a
 * row none until a passkey proves them or their factors are reset (NIST SP 800-63B-4, 3.2.2). To be asked with the human
 * locked, so that many at once are not counted as one.
 */
export async function codesAreTaken(ctx: Ctx, userId: string): Promise<boolean> {
  const rows = await ctx.tx
    .select()
    .from(rateLimits)
    .where(inArray(rateLimits.key, [hourly(userId), inARow(userId)]));
  const used = (key: string) => {
    const row = rows.find((r) => r.key === key);
    return row && row.until.epochMilliseconds > ctx.realNow.epochMilliseconds ? row.used : 0;
  };
  return used(hourly(userId)) < WRONG_CODES_AN_HOUR && used(inARow(userId)) < WRONG_CODES_IN_A_ROW;
}

async function count(ctx: Ctx, key: string, hours: number): Promise<number> {
  const until = ctx.realNow.add({ hours });
  const over = sql`${rateLimits.until} <= ${ctx.realNow.toString()}::timestamptz`;
  const [row] = await ctx.tx
    .insert(rateLimits)
    .values({ key, used: 1, until })
    .onConflictDoUpdate({
      target: rateLimits.key,
      set: {
        used: sql`case when ${over} then 1 else ${rateLimits.used} + 1 end`,
        until: sql`case when ${over} then ${until.toString()}::timestamptz else ${rateLimits.until} end`,
      },
    })
    .returning({ used: rateLimits.used });
  return row?.used ?? 0;
}

/** Counts a wrong code against the human, in whatever session it was typed. */
export async function wrongCode(ctx: Ctx, of: Of, factor: Factor): Promise<void> {
  await refusedFactor(ctx, of, factor);
  const [now, ever] = [
    await count(ctx, hourly(of.userId), 1),
    await count(ctx, inARow(of.userId), 24 * 365 * 10),
  ];
  if (now === WRONG_CODES_AN_HOUR) await tellUser(ctx, of.userId, "codes_refused");
  // Their mailbox may be the attacker's by now: the team hears of it, too.
  if (ever === WRONG_CODES_IN_A_ROW)
    await tellTeam(ctx, of.userId, "member_codes_refused", await nameOfUser(ctx, of.userId));
}

/** On record, whether or not it was counted (ASVS 16.3.1). */
export const refusedFactor = (ctx: Ctx, of: Of, factor: Factor): Promise<void> =>
  append(ctx, [
    {
      stream: DEPLOYMENT,
      action: "factor.refused",
      facts: { userId: of.userId, sessionId: of.id, factor },
    },
  ]);

/** They proved themselves. What somebody typed within the hour stays counted: it may have been another. */
export async function endRow(ctx: Ctx, userId: string): Promise<void> {
  await ctx.tx.delete(rateLimits).where(eq(rateLimits.key, inARow(userId)));
}

/** They begin anew. */
export async function forgetWrongCodes(ctx: Ctx, userId: string): Promise<void> {
  await ctx.tx.delete(rateLimits).where(inArray(rateLimits.key, [hourly(userId), inARow(userId)]));
}
