import { and, eq, inArray, isNull, ne } from "drizzle-orm";
import { queueMail } from "@/data/sign-in/lane";
import type { Ctx } from "@/data/transaction";
import { teamMembers, users } from "@/db/schema";
import { inUtc } from "@/domain/time";
import { type SecurityEvent, securityMail } from "@/emails/security";
import { env } from "@/lib/env";

/** Long enough for a provider that is down for the morning; what it says is no secret, and no use later. */
const WORTH_MINUTES = 12 * 60;

/** Tells an address what changed about the sign-in behind it, with the change itself or not at all. */
export async function tellAddress(
  ctx: Ctx,
  to: string,
  event: SecurityEvent,
  detail?: string,
): Promise<void> {
  const { mail, url } = env();
  const letter = await securityMail(mail, {
    to,
    event,
    detail,
    at: inUtc(ctx.realNow),
    link: `${url}/account`,
  });
  await queueMail(ctx, { ...letter, date: ctx.realNow.toString() }, WORTH_MINUTES);
}

export async function tellUser(
  ctx: Ctx,
  userId: string,
  event: SecurityEvent,
  detail?: string,
): Promise<void> {
  const [user] = await ctx.tx
    .select({ email: users.email })
    .from(users)
    .where(and(eq(users.id, userId), isNull(users.erasedAt)));
  if (user) await tellAddress(ctx, user.email, event, detail);
}

export async function nameOfUser(ctx: Ctx, userId: string): Promise<string> {
  const [user] = await ctx.tx.select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name ?? "";
}

/** Tells every other member of the teams that a human belongs to. */
export async function tellTeam(
  ctx: Ctx,
  userId: string,
  event: SecurityEvent,
  detail: string,
): Promise<void> {
  const own = ctx.tx
    .select({ teamId: teamMembers.teamId })
    .from(teamMembers)
    .where(and(eq(teamMembers.userId, userId), isNull(teamMembers.endedAt)));
  const others = await ctx.tx
    .selectDistinct({ email: users.email })
    .from(teamMembers)
    .innerJoin(users, eq(users.id, teamMembers.userId))
    .where(
      and(inArray(teamMembers.teamId, own), isNull(teamMembers.endedAt), ne(teamMembers.userId, userId)),
    );
  for (const { email } of others) await tellAddress(ctx, email, event, detail);
}
