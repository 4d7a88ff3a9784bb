import { and, eq, gt, isNotNull } from "drizzle-orm";
import type { Ctx } from "@/data/transaction";
import { sessions } from "@/db/schema";
import { env } from "@/lib/env";

/** How long a person may look for their key. */
const MINUTES = 5;

/** Who we are to an authenticator: the configured address, whatever a header says. */
export function relyingParty(): { rpID: string; origin: string } {
  const { hostname, origin } = new URL(env().url);
  return { rpID: hostname, origin };
}

/** Keeps what is asked of an authenticator with the session that asks; an earlier question is void. */
export async function keepChallenge(ctx: Ctx, sessionId: string, challenge: string): Promise<void> {
  await ctx.tx
    .update(sessions)
    .set({ challenge, challengeUntil: ctx.realNow.add({ minutes: MINUTES }) })
    .where(eq(sessions.id, sessionId));
}

/** The session's question, once: locked and dropped with the answer, whatever the answer is worth. */
export async function takeChallenge(ctx: Ctx, sessionId: string): Promise<string | null> {
  const [row] = await ctx.tx
    .select({ challenge: sessions.challenge })
    .from(sessions)
    .where(
      and(
        eq(sessions.id, sessionId),
        isNotNull(sessions.challenge),
        gt(sessions.challengeUntil, ctx.realNow),
      ),
    )
    .for("update");
  if (!row?.challenge) return null;
  await ctx.tx
    .update(sessions)
    .set({ challenge: null, challengeUntil: null })
    .where(eq(sessions.id, sessionId));
  return row.challenge;
}
