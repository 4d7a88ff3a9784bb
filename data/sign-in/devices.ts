import { and, eq } from "drizzle-orm";
import { tellUser } from "@/data/sign-in/tell";
import type { Ctx } from "@/data/transaction";
import { devices } from "@/db/schema";
import { hashToken } from "@/lib/random";

/** The browser that signs in: what it calls itself, and the token by which it is known again. */
export type Browser = { name: string; deviceToken: string };

/**
 * Notes that a human signed in with a browser, and tells them when it is new; not of the very first, which they are
 * sitting in front of. The cookie behind the hash lets nobody in.
 */
export async function noteDevice(ctx: Ctx, userId: string, browser: Browser): Promise<void> {
  const tokenHash = hashToken(browser.deviceToken);
  const [known] = await ctx.tx
    .update(devices)
    .set({ lastAt: ctx.realNow })
    .where(and(eq(devices.userId, userId), eq(devices.tokenHash, tokenHash)))
    .returning({ id: devices.id });
  if (known) return;
  const [another] = await ctx.tx
    .select({ id: devices.id })
    .from(devices)
    .where(eq(devices.userId, userId))
    .limit(1);
  await ctx.tx
    .insert(devices)
    .values({ userId, tokenHash, firstAt: ctx.realNow, lastAt: ctx.realNow })
    .onConflictDoNothing();
  if (another) await tellUser(ctx, userId, "device", browser.name);
}
