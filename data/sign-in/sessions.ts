import { and, eq, gt } from "drizzle-orm";
import { append, DEPLOYMENT, newId } from "@/data/audit";
import { type Ctx, transact } from "@/data/transaction";
import { rolesOf, systemViewer, viewerFor } from "@/data/viewer";
import { sessions } from "@/db/schema";
import type { ActingAs, ContactViewer, Member } from "@/domain/viewer";
import { hashToken } from "@/lib/random";

/** NIST SP 800-63B-4, AAL2: at most 24 hours overall, 1 hour without use. Real time, checked on the server. */
export const ABSOLUTE_HOURS = 24;
export const IDLE_MINUTES = 60;

type Row = typeof sessions.$inferSelect;
const actingOf = (row: Row): ActingAs | null =>
  row.role === "member" && row.actingTeamId
    ? { role: "member", teamId: row.actingTeamId }
    : row.role === "contact" && row.actingContactId
      ? { role: "contact", contactId: row.actingContactId }
      : null;
const columnsOf = (acting: ActingAs | null) => ({
  role: acting?.role ?? null,
  actingTeamId: acting?.role === "member" ? acting.teamId : null,
  actingContactId: acting?.role === "contact" ? acting.contactId : null,
});

/** Starts a session, in the human's one role or, with several, in none until they chose. Only the token's hash is kept. */
export async function startSession(ctx: Ctx, userId: string, token: string): Promise<{ expiresAt: Date }> {
  const roles = await rolesOf(ctx, userId);
  const acting = roles.length === 1 ? (roles[0]?.acting ?? null) : null;
  const id = newId();
  const expiresAt = ctx.realNow.add({ hours: ABSOLUTE_HOURS });
  await ctx.tx.insert(sessions).values({
    id,
    tokenHash: hashToken(token),
    userId,
    ...columnsOf(acting),
    startedAt: ctx.realNow,
    lastUsedAt: ctx.realNow,
    expiresAt,
  });
  await append(ctx, [{ stream: DEPLOYMENT, action: "session.started", facts: { userId, sessionId: id } }]);
  return { expiresAt: new Date(expiresAt.epochMilliseconds) };
}

/**
 * The session behind a cookie while both limits hold; its last use is noted once a minute.
 * @param use false for what a page asks by itself, which is no use of a person
 */
export async function findSession(ctx: Ctx, token: string, use = true) {
  const [row] = await ctx.tx
    .select()
    .from(sessions)
    .where(
      and(
        eq(sessions.tokenHash, hashToken(token)),
        gt(sessions.expiresAt, ctx.realNow),
        gt(sessions.lastUsedAt, ctx.realNow.subtract({ minutes: IDLE_MINUTES })),
      ),
    );
  if (!row) return null;
  if (use && row.lastUsedAt.epochMilliseconds < ctx.realNow.subtract({ minutes: 1 }).epochMilliseconds)
    await ctx.tx.update(sessions).set({ lastUsedAt: ctx.realNow }).where(eq(sessions.id, row.id));
  return {
    id: row.id,
    userId: row.userId,
    acting: actingOf(row),
    expiresAt: new Date(row.expiresAt.epochMilliseconds),
  };
}

export const endSession = (token: string): Promise<void> =>
  transact(systemViewer("sign-in"), "write", async (ctx) => {
    const [ended] = await ctx.tx
      .delete(sessions)
      .where(eq(sessions.tokenHash, hashToken(token)))
      .returning({ id: sessions.id, userId: sessions.userId });
    if (ended)
      await append(ctx, [
        { stream: DEPLOYMENT, action: "session.ended", facts: { userId: ended.userId, sessionId: ended.id } },
      ]);
  });

/** The viewer of a session, made anew from what the database says now; null when the role is not held any more. */
export const viewerOfSession = (userId: string, acting: ActingAs): Promise<Member | ContactViewer | null> =>
  transact(systemViewer("sign-in"), "read", (ctx) => viewerFor(ctx, userId, acting));

export const rolesOfUser = (userId: string) =>
  transact(systemViewer("sign-in"), "read", (ctx) => rolesOf(ctx, userId));

/** A session acts in one role at a time: chosen, recorded, and only among those that the human holds. */
export const chooseRole = (sessionId: string, userId: string, acting: ActingAs): Promise<boolean> =>
  transact(systemViewer("sign-in"), "write", async (ctx) => {
    if (!(await viewerFor(ctx, userId, acting))) return false;
    await ctx.tx
      .update(sessions)
      .set(columnsOf(acting))
      .where(and(eq(sessions.id, sessionId), eq(sessions.userId, userId)));
    await append(ctx, [
      { stream: DEPLOYMENT, action: "session.role_chosen", facts: { userId, sessionId, role: acting.role } },
    ]);
    return true;
  });
