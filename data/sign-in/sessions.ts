import { and, desc, eq, gt, inArray, ne, type SQL } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { append, DEPLOYMENT, newId } from "@/data/audit";
import { type Browser, noteDevice } from "@/data/sign-in/devices";
import { missingOf } from "@/data/sign-in/missing";
import { type Ctx, transact } from "@/data/transaction";
import { rolesOf, systemViewer, viewerFor } from "@/data/viewer";
import { contacts, sessions, users } from "@/db/schema";
import type { AuditEvent } from "@/domain/audit";
import type { Missing } from "@/domain/sign-in/factor";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "@/domain/sign-in/limits";
import type { ActingAs, SignedIn } from "@/domain/viewer";
import { hashToken } from "@/lib/random";

type Row = typeof sessions.$inferSelect;
const actingOf = (row: Row): ActingAs | null =>
  row.role === "member" && row.actingTeamId
    ? { role: "member", teamId: row.actingTeamId }
    : row.role === "contact" && row.actingContactId
      ? { role: "contact", contactId: row.actingContactId }
      : row.role === "applicant"
        ? { role: "applicant" }
        : null;
const columnsOf = (acting: ActingAs | null) => ({
  role: acting?.role ?? null,
  actingTeamId: acting?.role === "member" ? acting.teamId : null,
  actingContactId: acting?.role === "contact" ? acting.contactId : null,
});

/** Starts a session, in the human's one role or, with several, in none until they chose. Only the token's hash is kept. */
export async function startSession(
  ctx: Ctx,
  userId: string,
  token: string,
  browser: Browser,
  provedAt: Temporal.Instant | null = null,
): Promise<void> {
  const roles = await rolesOf(ctx, userId);
  const acting = roles.length === 1 ? (roles[0]?.acting ?? null) : null;
  const id = newId();
  await ctx.tx.insert(sessions).values({
    id,
    tokenHash: hashToken(token),
    userId,
    ...columnsOf(acting),
    startedAt: ctx.realNow,
    lastUsedAt: ctx.realNow,
    expiresAt: ctx.realNow.add({ hours: ABSOLUTE_HOURS }),
    device: browser.name,
    factorAt: provedAt,
  });
  await append(ctx, [{ stream: DEPLOYMENT, action: "session.started", facts: { userId, sessionId: id } }]);
  await noteDevice(ctx, userId, browser);
}

const alive = (ctx: Ctx) =>
  and(
    gt(sessions.expiresAt, ctx.realNow),
    gt(sessions.lastUsedAt, ctx.realNow.subtract({ minutes: IDLE_MINUTES })),
  );

export type Session = {
  id: string;
  userId: string;
  name: string;
  email: string;
  acting: ActingAs | null;
  provedAt: Temporal.Instant | null;
  /** What it lacks before it acts in any role. */
  missing: Missing;
};

/**
 * The session behind a cookie while both limits hold; its last use is noted once a minute.
 * @param use false for what a page asks by itself, which is no use of a person
 */
export const findSession = (token: string, use = true): Promise<Session | null> =>
  transact(systemViewer("sign-in"), use ? "write" : "read", async (ctx) => {
    const [found] = await ctx.tx
      .select({ row: sessions, name: users.name, email: users.email })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(and(eq(sessions.tokenHash, hashToken(token)), alive(ctx)));
    if (!found) return null;
    const { row, name, email } = found;
    if (use && row.lastUsedAt.epochMilliseconds < ctx.realNow.subtract({ minutes: 1 }).epochMilliseconds)
      await ctx.tx.update(sessions).set({ lastUsedAt: ctx.realNow }).where(eq(sessions.id, row.id));
    return {
      id: row.id,
      userId: row.userId,
      name,
      email,
      acting: actingOf(row),
      provedAt: row.factorAt,
      missing: await missingOf(ctx, row.userId, row.factorAt),
    };
  });

/**
 * Ends sessions in the caller's transaction, whoever calls: what ends a role ends them in the same moment.
 * @returns the entries, for the caller to append with its own
 */
export async function endSessions(ctx: Ctx, which: SQL | undefined): Promise<AuditEvent[]> {
  const ended = await ctx.everywhere(() =>
    ctx.tx.delete(sessions).where(which).returning({ id: sessions.id, userId: sessions.userId }),
  );
  return ended.map(({ id, userId }) => ({
    stream: DEPLOYMENT,
    action: "session.ended",
    facts: { userId, sessionId: id },
  }));
}

export const ofUser = (userId: string): SQL => eq(sessions.userId, userId);
export const ofContact = (contactId: string): SQL => eq(sessions.actingContactId, contactId);
/** Of the same human, this one aside. */
export const othersOf = (of: Pick<Session, "id" | "userId">): SQL | undefined =>
  and(ofUser(of.userId), ne(sessions.id, of.id));
/** Of everybody who acts for an organization at this moment. */
export const ofOrganization = (ctx: Ctx, organizationId: string): SQL =>
  inArray(
    sessions.actingContactId,
    ctx.tx.select({ id: contacts.id }).from(contacts).where(eq(contacts.organizationId, organizationId)),
  );

const signIn = systemViewer("sign-in");

/** @returns how many ended */
const end = (which: SQL | undefined): Promise<number> =>
  transact(signIn, "write", async (ctx) => {
    const ended = await endSessions(ctx, which);
    await append(ctx, ended);
    return ended.length;
  });

export const endSession = (token: string): Promise<number> => end(eq(sessions.tokenHash, hashToken(token)));

/** One's own sessions that are alive, the newest use first. */
export const listSessions = (of: Pick<Session, "id" | "userId">) =>
  transact(signIn, "read", async (ctx) => {
    const rows = await ctx.tx
      .select()
      .from(sessions)
      .where(and(ofUser(of.userId), alive(ctx)))
      .orderBy(desc(sessions.lastUsedAt));
    return rows.map((row) => ({
      id: row.id,
      device: row.device,
      startedAt: row.startedAt,
      lastUsedAt: row.lastUsedAt,
      current: row.id === of.id,
    }));
  });

/** Ends one of one's own sessions, or all but this one. @returns how many ended */
export const endOwnSessions = (
  of: Pick<Session, "id" | "userId">,
  sessionId: string | null,
): Promise<number> => end(sessionId ? and(ofUser(of.userId), eq(sessions.id, sessionId)) : othersOf(of));

/** Another token for the same session, once more is behind it than there was (ASVS 7.2.4): the one before opens nothing. */
export const renewToken = (of: Pick<Session, "id">, token: string): Promise<void> =>
  transact(signIn, "write", async (ctx) => {
    await ctx.tx
      .update(sessions)
      .set({ tokenHash: hashToken(token) })
      .where(eq(sessions.id, of.id));
  });

/** The viewer of a session, made anew from what the database says now; null when the role is not held any more. */
export const viewerOfSession = (
  of: Pick<Session, "userId" | "acting" | "provedAt">,
): Promise<SignedIn | null> => {
  const { acting } = of;
  if (!acting) return Promise.resolve(null);
  return transact(signIn, "read", (ctx) => viewerFor(ctx, of.userId, acting, of.provedAt));
};

export const rolesOfUser = (userId: string) => transact(signIn, "read", (ctx) => rolesOf(ctx, userId));

/** A session acts in one role at a time: chosen, recorded, and only among those that the human holds. */
export const chooseRole = (of: Session, acting: ActingAs): Promise<boolean> =>
  transact(signIn, "write", async (ctx) => {
    if (!(await viewerFor(ctx, of.userId, acting, of.provedAt))) return false;
    await ctx.tx
      .update(sessions)
      .set(columnsOf(acting))
      .where(and(eq(sessions.id, of.id), eq(sessions.userId, of.userId)));
    await append(ctx, [
      {
        stream: DEPLOYMENT,
        action: "session.role_chosen",
        facts: { userId: of.userId, sessionId: of.id, role: acting.role },
      },
    ]);
    return true;
  });
