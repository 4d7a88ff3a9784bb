import { and, eq, inArray, isNotNull, isNull, lt, sql } from "drizzle-orm";
import { z } from "zod";
import { DEPLOYMENT } from "@/data/audit";
import { bySystem, command } from "@/data/command";
import { policiesOf } from "@/data/policies/in-force";
import type { Ctx } from "@/data/transaction";
import {
  applicationLinks,
  cases,
  deliveries,
  devices,
  notices,
  projects,
  sessions,
  signInMails,
  signInTokens,
  submissions,
} from "@/db/schema";
import { SIGN_IN_DAYS } from "@/domain/retention";
import { DEVICE_DAYS } from "@/domain/sign-in/limits";
import { refused } from "@/lib/errors";

/**
 * What ends by itself, without members: letters, links and sessions of signing in, forms that were answered, and the bytes
 * of sent messages where a policy gives them an end. The record of a message, to whom and when, stays.
 * @throws AppError when there is nothing to drop
 */
export const keepHouse = command("housekeeping", z.object({}), bySystem, async (ctx) => {
  const before = ctx.realNow.subtract({ hours: 24 * SIGN_IN_DAYS });
  const gone = {
    signInMails: (
      await ctx.tx
        .delete(signInMails)
        .where(lt(signInMails.expiresAt, before))
        .returning({ id: signInMails.id })
    ).length,
    signInLinks: (
      await ctx.tx
        .delete(signInTokens)
        .where(lt(signInTokens.expiresAt, before))
        .returning({ email: signInTokens.expiresAt })
    ).length,
    applicationLinks: (
      await ctx.tx
        .delete(applicationLinks)
        .where(lt(applicationLinks.expiresAt, before))
        .returning({ email: applicationLinks.expiresAt })
    ).length,
    sessions: (
      await ctx.tx.delete(sessions).where(lt(sessions.expiresAt, before)).returning({ id: sessions.id })
    ).length,
    devices: (
      await ctx.tx
        .delete(devices)
        .where(lt(devices.lastAt, ctx.realNow.subtract({ hours: 24 * DEVICE_DAYS })))
        .returning({ id: devices.id })
    ).length,
    forms: (
      await ctx.tx.delete(submissions).where(lt(submissions.at, before)).returning({ id: submissions.id })
    ).length,
    messages: await dropPayloads(ctx),
  };
  if (Object.values(gone).every((n) => n === 0)) throw refused("Nothing is to be dropped.");
  return { result: gone, audit: [{ stream: DEPLOYMENT, action: "housekeeping.done", facts: gone }] };
});

/** The frozen bytes of messages whose notice ended long enough ago; the rows stay. Domain time, as the notices have. */
async function dropPayloads(ctx: Ctx): Promise<number> {
  const all = await ctx.tx.select({ id: projects.id }).from(projects);
  const policies = await policiesOf(
    ctx,
    all.map((p) => p.id),
  );
  let dropped = 0;
  for (const [projectId, { retention }] of policies) {
    const days = retention?.keep.messages ?? null;
    if (days === null) continue;
    const ended = ctx.tx
      .select({ id: notices.id })
      .from(notices)
      .leftJoin(cases, eq(cases.id, notices.caseId))
      .where(
        and(
          eq(sql`coalesce(${cases.projectId}, ${notices.projectId})`, projectId),
          lt(notices.finishedAt, ctx.now.subtract({ hours: 24 * days })),
        ),
      );
    const rows = await ctx.tx
      .update(deliveries)
      .set({ payload: null })
      .where(
        and(
          isNotNull(deliveries.payload),
          inArray(deliveries.noticeId, ended),
          isNull(deliveries.leaseUntil),
          inArray(deliveries.state, ["sent", "delivered", "stopped", "failed", "bounced", "suppressed"]),
        ),
      )
      .returning({ id: deliveries.id });
    dropped += rows.length;
  }
  return dropped;
}
