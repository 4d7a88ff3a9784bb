import { createHmac } from "node:crypto";
import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { append, DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import type { Browser } from "@/data/sign-in/devices";
import { atTheDoor } from "@/data/sign-in/door";
import { startSession } from "@/data/sign-in/sessions";
import { type Ctx, transact } from "@/data/transaction";
import { rolesOf } from "@/data/viewer";
import { devices, signInTokens, users } from "@/db/schema";
import { normalizeAddress } from "@/domain/organization/contact";
import { codeOf, typedCode } from "@/domain/sign-in/factor";
import { LINK_MINUTES } from "@/domain/sign-in/limits";
import type { SystemViewer } from "@/domain/viewer";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { bytes } from "@/lib/random";

/** What one browser may have open for an address; more get no further mail. */
const LINKS_AT_ONCE = 5;
/** What all others together may, so that a mailbox is not flooded: never a bound on a browser that its owner used before. */
const LINKS_FROM_ANYWHERE = 20;
/** Wrong codes after which what a browser asked for is void: 40 bits leave no chance to guess in five. */
const WRONG_CODES = 5;

/** With the secret of the deployment: another one voids what is on its way. */
const stored = (token: string): string =>
  createHmac("sha256", env().secret).update(token).digest("base64url");

/** Keyed, so that what the database holds cannot be searched for the few bits of a typed code. */
const codeHash = async (ctx: Ctx, code: string): Promise<string> =>
  Buffer.from(await ctx.mac("deployment", `sign-in code ${typedCode(code)}`)).toString("base64url");

const IssueLink = z.object({
  address: z.string(),
  token: z.string().min(32),
  /** Hash of the asking browser's cookie; null for the operator's terminal, which no browser asked from. */
  browserHash: z.string().nullable(),
  /** Hash of the cookie by which a browser that somebody signed in with is known again. */
  deviceHash: z.string().nullable().default(null),
});

/**
 * Issues a sign-in link, and a code for the browser that asked, to an address that may sign in: a member, or an admitted
 * named contact.
 * @returns the link's path, for the terminal, and the code to type instead; "" where no browser asked
 * @throws AppError for every other address; a page answers that exactly as it answers success
 */
export const issueLink = command("sign_in.link", IssueLink, bySystem, async (ctx, input) => {
  const email = normalizeAddress(input.address);
  const [user] = email ? await ctx.tx.select().from(users).where(eq(users.email, email)) : [];
  if (!email || !user || (await rolesOf(ctx, user.id)).length === 0)
    throw new AppError("refused", "Nobody of that address may sign in.");
  await ctx.tx.delete(signInTokens).where(lt(signInTokens.expiresAt, ctx.realNow));
  if (input.browserHash && !(await hasRoom(ctx, user.id, email, input)))
    throw new AppError("refused", "Too many links were asked for. Wait ten minutes.");
  const code = input.browserHash ? codeOf(bytes(8), 2, 4) : "";
  await ctx.tx.insert(signInTokens).values({
    tokenHash: stored(input.token),
    codeHash: code ? await codeHash(ctx, code) : null,
    email,
    browserHash: input.browserHash,
    issuedAt: ctx.realNow,
    expiresAt: ctx.realNow.add({ minutes: LINK_MINUTES }),
  });
  const path = `/sign-in/confirm?${new URLSearchParams({ email, token: input.token })}`;
  return {
    result: { path, email, code },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "sign_in.link_issued",
        facts: { userId: user.id, byOperator: input.browserHash === null },
      },
    ],
  };
});

/** A flood from elsewhere keeps nobody out: each browser has links of its own, and a known one is not held to the rest. */
async function hasRoom(
  ctx: Ctx,
  userId: string,
  email: string,
  from: { browserHash: string | null; deviceHash: string | null },
): Promise<boolean> {
  const open = await ctx.tx
    .select({ browserHash: signInTokens.browserHash })
    .from(signInTokens)
    .where(and(eq(signInTokens.email, email), alive(ctx)));
  if (open.filter((t) => t.browserHash === from.browserHash).length >= LINKS_AT_ONCE) return false;
  if (open.length < LINKS_FROM_ANYWHERE) return true;
  const [known] = from.deviceHash
    ? await ctx.tx
        .select({ id: devices.id })
        .from(devices)
        .where(and(eq(devices.userId, userId), eq(devices.tokenHash, from.deviceHash)))
    : [];
  return known !== undefined;
}

const boundTo = (browserHash: string | null) =>
  browserHash
    ? or(isNull(signInTokens.browserHash), eq(signInTokens.browserHash, browserHash))
    : isNull(signInTokens.browserHash);
const alive = (ctx: Ctx) => gt(signInTokens.expiresAt, ctx.realNow);

/** What the browser of a request brings along when it signs in. */
export type Asking = { browserHash: string | null; browser: Browser; sessionToken: string };

async function begin(ctx: Ctx, email: string | undefined, asking: Asking, how: "link" | "code") {
  const [user] = email ? await ctx.tx.select().from(users).where(eq(users.email, email)) : [];
  // The role may have ended since the message was sent.
  if (!user || (await rolesOf(ctx, user.id)).length === 0) {
    await append(ctx, [{ stream: DEPLOYMENT, action: "sign_in.refused", facts: { how } }]);
    return false;
  }
  await startSession(ctx, user.id, asking.sessionToken, asking.browser);
  return true;
}

/** Uses a link up, once, in the browser that asked, and starts a session; anything else leaves it as it was. */
export const useLink = (email: string, token: string, asking: Asking): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    const [used] = await ctx.tx
      .delete(signInTokens)
      .where(
        and(
          eq(signInTokens.tokenHash, stored(token)),
          eq(signInTokens.email, email),
          alive(ctx),
          boundTo(asking.browserHash),
        ),
      )
      .returning({ email: signInTokens.email });
    return begin(ctx, used?.email, asking, "link");
  });

/**
 * Uses up what was mailed by the code that was typed, in the browser that asked. Wrong codes count against everything
 * that this browser asked for; whether it asked for anybody who exists is not to be learnt from the answer.
 */
export const useCode = (code: string, asking: Asking): Promise<boolean> =>
  atTheDoor(async (ctx) => {
    if (!asking.browserHash) return false;
    const asked = and(eq(signInTokens.browserHash, asking.browserHash), alive(ctx));
    const [used] = await ctx.tx
      .delete(signInTokens)
      .where(
        and(
          asked,
          eq(signInTokens.codeHash, await codeHash(ctx, code)),
          lt(signInTokens.attempts, WRONG_CODES),
        ),
      )
      .returning({ email: signInTokens.email });
    if (!used)
      await ctx.tx
        .update(signInTokens)
        .set({ attempts: sql`${signInTokens.attempts} + 1` })
        .where(asked);
    return begin(ctx, used?.email, asking, "code");
  });

export type LinkState = "usable" | "other_browser" | "gone";

/** Looks at a link without using it, for the page with the button. */
export const linkState = (
  viewer: SystemViewer,
  email: string,
  token: string,
  browserHash: string | null,
): Promise<LinkState> =>
  transact(viewer, "read", async (ctx) => {
    const [row] = await ctx.tx
      .select()
      .from(signInTokens)
      .where(and(eq(signInTokens.tokenHash, stored(token)), eq(signInTokens.email, email), alive(ctx)));
    if (!row) return "gone";
    return row.browserHash === null || row.browserHash === browserHash ? "usable" : "other_browser";
  });
