import { createHash } from "node:crypto";
import { and, eq, gt, isNull, lt, or, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { type Ctx, transact } from "@/data/transaction";
import { rolesOf } from "@/data/viewer";
import { signInTokens, users } from "@/db/schema";
import { normalizeAddress } from "@/domain/organization/contact";
import type { SystemViewer } from "@/domain/viewer";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";

/** ASVS 6.5.5: an out-of-band link lives 10 minutes at most. */
export const LINK_MINUTES = 10;
/** More than this in ten minutes and the address gets no further mail. */
const LINKS_AT_ONCE = 5;

/** The form in which next-auth looks a token up. */
const stored = (token: string) => createHash("sha256").update(`${token}${env().secret}`).digest("hex");

const IssueLink = z.object({
  address: z.string(),
  token: z.string().min(32),
  /** Hash of the asking browser's cookie; null for the operator's terminal, which no browser asked from. */
  browserHash: z.string().nullable(),
});

/**
 * Issues a sign-in link to an address that may sign in: a member, or an admitted named contact.
 * @returns the link's path, for the terminal
 * @throws AppError for every other address; a page answers that exactly as it answers success
 */
export const issueLink = command("sign_in.link", IssueLink, bySystem, async (ctx, input) => {
  const email = normalizeAddress(input.address);
  const [user] = email ? await ctx.tx.select().from(users).where(eq(users.email, email)) : [];
  if (!email || !user || (await rolesOf(ctx, user.id)).length === 0)
    throw new AppError("refused", "Nobody of that address may sign in.");
  await ctx.tx.delete(signInTokens).where(lt(signInTokens.expiresAt, ctx.realNow));
  const [recent] = await ctx.tx
    .select({ count: sql<number>`count(*)::int` })
    .from(signInTokens)
    .where(eq(signInTokens.email, email));
  if ((recent?.count ?? 0) >= LINKS_AT_ONCE)
    throw new AppError("refused", "Too many links were asked for. Wait ten minutes.");
  await ctx.tx.insert(signInTokens).values({
    tokenHash: stored(input.token),
    email,
    browserHash: input.browserHash,
    issuedAt: ctx.realNow,
    expiresAt: ctx.realNow.add({ minutes: LINK_MINUTES }),
  });
  const path = `/sign-in/confirm?${new URLSearchParams({ email, token: input.token })}`;
  return {
    result: { path, email },
    audit: [
      {
        stream: DEPLOYMENT,
        action: "sign_in.link_issued",
        facts: { userId: user.id, byOperator: input.browserHash === null },
      },
    ],
  };
});

/** Uses a link up, once, in the browser that asked; anything else leaves it as it was. */
export async function consumeLink(ctx: Ctx, email: string, tokenHash: string, browserHash: string | null) {
  const bound = browserHash
    ? or(isNull(signInTokens.browserHash), eq(signInTokens.browserHash, browserHash))
    : isNull(signInTokens.browserHash);
  const [used] = await ctx.tx
    .delete(signInTokens)
    .where(
      and(
        eq(signInTokens.tokenHash, tokenHash),
        eq(signInTokens.email, email),
        gt(signInTokens.expiresAt, ctx.realNow),
        bound,
      ),
    )
    .returning({ expiresAt: signInTokens.expiresAt });
  return used ?? null;
}

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
      .where(
        and(
          eq(signInTokens.tokenHash, stored(token)),
          eq(signInTokens.email, email),
          gt(signInTokens.expiresAt, ctx.realNow),
        ),
      );
    if (!row) return "gone";
    return row.browserHash === null || row.browserHash === browserHash ? "usable" : "other_browser";
  });
