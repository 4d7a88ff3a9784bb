import { eq } from "drizzle-orm";
import type { Adapter, AdapterUser } from "next-auth/adapters";
import { consumeLink } from "@/data/sign-in/links";
import { endSession, findSession, startSession } from "@/data/sign-in/sessions";
import { type Ctx, transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { users } from "@/db/schema";
import type { ActingAs } from "@/domain/viewer";

/** What a session carries beside next-auth's own fields. */
export type SessionUser = AdapterUser & { sessionId?: string; acting?: ActingAs | null };

const write = <T>(run: (ctx: Ctx) => Promise<T>) => transact(systemViewer("sign-in"), "write", run);
const asUser = (row: typeof users.$inferSelect): AdapterUser => ({
  id: row.id,
  email: row.email,
  name: row.name,
  emailVerified: null,
});

/**
 * next-auth's storage on our own tables: tokens hashed, links bound to a browser, nobody created by signing in.
 * @param browserHash hash of the asking browser's cookie, null when it has none
 */
export const adapter = (browserHash: string | null): Adapter => ({
  createUser: () => Promise.reject(new Error("by invitation only")),
  getUser: (id) => write(async (ctx) => first(await ctx.tx.select().from(users).where(eq(users.id, id)))),
  getUserByEmail: (email) =>
    write(async (ctx) => first(await ctx.tx.select().from(users).where(eq(users.email, email)))),
  getUserByAccount: () => Promise.resolve(null),
  updateUser: (user) =>
    write(async (ctx) => {
      const found = first(await ctx.tx.select().from(users).where(eq(users.id, user.id)));
      if (!found) throw new Error("the user vanished");
      return found;
    }),
  linkAccount: () => Promise.reject(new Error("no other accounts")),
  createSession: ({ sessionToken, userId }) =>
    write(async (ctx) => {
      const { expiresAt } = await startSession(ctx, userId, sessionToken);
      return { sessionToken, userId, expires: expiresAt };
    }),
  getSessionAndUser: (sessionToken) =>
    write(async (ctx) => {
      const session = await findSession(ctx, sessionToken);
      const [row] = session ? await ctx.tx.select().from(users).where(eq(users.id, session.userId)) : [];
      if (!session || !row) return null;
      const user: SessionUser = { ...asUser(row), sessionId: session.id, acting: session.acting };
      return { session: { sessionToken, userId: row.id, expires: session.expiresAt }, user };
    }),
  // Both limits are kept by `findSession`; next-auth has nothing to extend.
  updateSession: () => Promise.resolve(null),
  deleteSession: (sessionToken) => endSession(sessionToken),
  // next-auth refuses to start without it; links are made by `issueLink` alone.
  createVerificationToken: () => Promise.reject(new Error("links are issued by issueLink")),
  useVerificationToken: ({ identifier, token }) =>
    write(async (ctx) => {
      const used = await consumeLink(ctx, identifier, token, browserHash);
      return used ? { identifier, token, expires: new Date(used.expiresAt.epochMilliseconds) } : null;
    }),
});

const first = (rows: (typeof users.$inferSelect)[]): AdapterUser | null => (rows[0] ? asUser(rows[0]) : null);
