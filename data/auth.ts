import "server-only";
import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import NextAuth, { getServerSession, type NextAuthOptions } from "next-auth";
import { cache } from "react";
import { adapter, type SessionUser } from "@/data/sign-in/adapter";
import { queueSignInMail } from "@/data/sign-in/lane";
import { issueLink, LINK_MINUTES, type LinkState, linkState } from "@/data/sign-in/links";
import {
  ABSOLUTE_HOURS,
  chooseRole,
  endSession,
  findSession,
  rolesOfUser,
  startSession,
  viewerOfSession,
} from "@/data/sign-in/sessions";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import type { ActingAs, ContactViewer, Member } from "@/domain/viewer";
import { signInMail } from "@/emails/sign-in";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { hashToken, newToken } from "@/lib/random";
import { cookieName } from "@/lib/session-cookie";

// next-auth is used from here alone, and none of its routes is served: its callback would use a link up on a mail
// scanner's GET. What pages need are the functions below.

const secure = () => env().url.startsWith("https:");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, secure: secure(), path: "/" });

const options = (browserHash: string | null): NextAuthOptions => ({
  adapter: adapter(browserHash),
  secret: env().secret,
  useSecureCookies: secure(),
  cookies: { sessionToken: { name: cookieName("session"), options: cookieOptions() } },
  providers: [
    {
      id: "email",
      type: "email",
      name: "Email",
      server: "",
      from: "",
      maxAge: LINK_MINUTES * 60,
      sendVerificationRequest: () => Promise.reject(new Error("links are issued by issueLink")),
      options: {},
    },
  ],
  session: {
    strategy: "database",
    maxAge: ABSOLUTE_HOURS * 3600,
    updateAge: ABSOLUTE_HOURS * 3600,
    generateSessionToken: newToken,
  },
  callbacks: { session: ({ session, user }) => ({ ...session, user: user as SessionUser }) },
});

type SignedIn = { sessionId: string; userId: string; name: string; acting: ActingAs | null };

/** Who is signed in, by both limits; null otherwise. Once per request. */
export const currentSession = cache(async (): Promise<SignedIn | null> => {
  const session = await getServerSession(options(null));
  const user = session?.user as SessionUser | undefined;
  return user?.sessionId
    ? { sessionId: user.sessionId, userId: user.id, name: user.name ?? "", acting: user.acting ?? null }
    : null;
});

/** The viewer of this request; null when nobody is signed in, or no role is chosen or held any more. */
export const currentViewer = cache(async (): Promise<Member | ContactViewer | null> => {
  const session = await currentSession();
  return session?.acting ? viewerOfSession(session.userId, session.acting) : null;
});

/**
 * The viewer of a page that asks by itself whether something changed. That is no use of the session: a page left open
 * would keep it from ever idling out.
 */
export async function watchingViewer(): Promise<Member | ContactViewer | null> {
  const token = (await cookies()).get(cookieName("session"))?.value;
  const session = token
    ? await transact(systemViewer("sign-in"), "read", (ctx) => findSession(ctx, token, false))
    : null;
  return session?.acting ? viewerOfSession(session.userId, session.acting) : null;
}

/**
 * Sends a sign-in link, if the address may have one. The answer is the same in every case, and takes the same time
 * (ASVS 6.3.8).
 */
export async function requestLink(address: string): Promise<void> {
  const jar = await cookies();
  const browser = jar.get(cookieName("browser"))?.value ?? newToken();
  jar.set(cookieName("browser"), browser, { ...cookieOptions(), maxAge: LINK_MINUTES * 60 });
  const work = async () => {
    try {
      const { path, email } = await issueLink(systemViewer("sign-in"), {
        address,
        token: newToken(),
        browserHash: hashToken(browser),
      });
      await queueSignInMail(
        systemViewer("sign-in"),
        await signInMail(env().mail, { to: email, link: `${env().url}${path}`, minutes: LINK_MINUTES }),
      );
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
    }
  };
  await Promise.all([work(), new Promise((done) => setTimeout(done, 300))]);
}

async function browserHash(): Promise<string | null> {
  const browser = (await cookies()).get(cookieName("browser"))?.value;
  return browser ? hashToken(browser) : null;
}

/** For the page with the button: says what a link is worth, and leaves it as it is. */
export const lookAtLink = async (email: string, token: string): Promise<LinkState> =>
  linkState(systemViewer("sign-in"), email, token, await browserHash());

/** The button was pressed: uses the link up and starts a session in this browser. @returns whether it did */
export async function completeSignIn(email: string, token: string): Promise<boolean> {
  const callback = new URL("/api/auth/callback/email", env().url);
  callback.search = new URLSearchParams({ email, token, callbackUrl: env().url }).toString();
  const answer: Response = await NextAuth(
    new NextRequest(callback),
    { params: { nextauth: ["callback", "email"] } },
    options(await browserHash()),
  );
  const session = answer.headers
    .getSetCookie()
    .map((c) => c.split(";")[0] ?? "")
    .find((c) => c.startsWith(`${cookieName("session")}=`));
  if (!session) return false;
  const jar = await cookies();
  jar.set(cookieName("session"), decodeURIComponent(session.slice(cookieName("session").length + 1)), {
    ...cookieOptions(),
    maxAge: ABSOLUTE_HOURS * 3600,
  });
  jar.delete(cookieName("browser"));
  return true;
}

/** Ends the session here and in the database. */
export async function signOut(): Promise<void> {
  const jar = await cookies();
  const token = jar.get(cookieName("session"))?.value;
  if (token) await endSession(token);
  jar.delete(cookieName("session"));
}

/** The roles that the signed-in human may act in. */
export async function myRoles() {
  const session = await currentSession();
  return session ? rolesOfUser(session.userId) : [];
}

export async function actAs(acting: ActingAs): Promise<boolean> {
  const session = await currentSession();
  return session ? chooseRole(session.sessionId, session.userId, acting) : false;
}

/** The demo's switch: becomes one of its people. @throws everywhere but on the embedded database */
export async function becomeDemoPerson(userId: string): Promise<void> {
  if (!env().demo) throw new Error("there is no demo here");
  await signOut();
  const token = newToken();
  await transact(systemViewer("demo"), "write", (ctx) => startSession(ctx, userId, token));
  (await cookies()).set(cookieName("session"), token, { ...cookieOptions(), maxAge: ABSOLUTE_HOURS * 3600 });
}
