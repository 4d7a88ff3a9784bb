import "server-only";
import Bowser from "bowser";
import { cookies, headers } from "next/headers";
import { after } from "next/server";
import { cache } from "react";
import type { Browser } from "@/data/sign-in/devices";
import { queueSignInMail } from "@/data/sign-in/lane";
import { type Asking, issueLink, type LinkState, linkState, useCode, useLink } from "@/data/sign-in/links";
import {
  chooseRole,
  endSession,
  findSession,
  renewToken,
  rolesOfUser,
  type Session,
  startSession,
  viewerOfSession,
} from "@/data/sign-in/sessions";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { ABSOLUTE_HOURS, DEVICE_DAYS, LINK_MINUTES } from "@/domain/sign-in/limits";
import type { ActingAs, SignedIn } from "@/domain/viewer";
import { signInMail } from "@/emails/sign-in";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { log } from "@/lib/log";
import { hashToken, newToken } from "@/lib/random";
import { cookieName } from "@/lib/session-cookie";

// What stands between cookies and the rest: below this file nothing reads one.

const secure = () => env().url.startsWith("https:");
const cookieOptions = () => ({ httpOnly: true, sameSite: "lax" as const, secure: secure(), path: "/" });

const cookieOf = async (name: string) => (await cookies()).get(cookieName(name))?.value;

/** Who is signed in, by both limits; null otherwise. Once per request. */
export const currentSession = cache(async (): Promise<Session | null> => {
  const token = await cookieOf("session");
  return token ? findSession(token) : null;
});

/** The viewer of this request; null when nobody is signed in, a factor is lacking, or no role is chosen or held any more. */
export const currentViewer = cache(async (): Promise<SignedIn | null> => {
  const session = await currentSession();
  return session ? viewerOfSession(session) : null;
});

/**
 * The viewer of a page that asks by itself whether something changed. That is no use of the session: a page left open
 * would keep it from ever idling out.
 */
export async function watchingViewer(): Promise<SignedIn | null> {
  const token = await cookieOf("session");
  const session = token ? await findSession(token, false) : null;
  return session ? viewerOfSession(session) : null;
}

/**
 * Sends a sign-in link, if the address may have one. The answer is given before anybody looks: it is the same in every
 * case, and takes the same time (ASVS 6.3.8).
 */
export async function requestLink(address: string): Promise<void> {
  const jar = await cookies();
  const browser = (await cookieOf("browser")) ?? newToken();
  jar.set(cookieName("browser"), browser, { ...cookieOptions(), maxAge: LINK_MINUTES * 60 });
  const device = await cookieOf("device");
  after(async () => {
    try {
      const { path, email, code } = await issueLink(systemViewer("sign-in"), {
        address,
        token: newToken(),
        browserHash: hashToken(browser),
        deviceHash: device ? hashToken(device) : null,
      });
      const props = { to: email, link: `${env().url}${path}`, code, minutes: LINK_MINUTES };
      await queueSignInMail(systemViewer("sign-in"), await signInMail(env().mail, props));
    } catch (error) {
      if (!(error instanceof AppError))
        log.error({ error: nameOfError(error) }, "a sign-in link could not be sent");
    }
  });
}

const nameOfError = (error: unknown): string => (error instanceof Error ? error.name : "unknown");

async function browserHash(): Promise<string | null> {
  const browser = await cookieOf("browser");
  return browser ? hashToken(browser) : null;
}

/** Browser and system in a few words, as the browser says them. */
function nameOf(agent: string): string {
  const { browser, os } = Bowser.parse(agent.slice(0, 500) || "unknown");
  const words = [browser.name, os.name].map((w) => w?.replaceAll(/[^\w .+-]/g, "").slice(0, 30));
  return `${words[0] || "A browser"} on ${words[1] || "an unknown system"}`;
}

/** This browser, and the cookie by which it is known again. */
async function thisBrowser(): Promise<Browser> {
  const deviceToken = (await cookieOf("device")) ?? newToken();
  (await cookies()).set(cookieName("device"), deviceToken, {
    ...cookieOptions(),
    maxAge: DEVICE_DAYS * 24 * 3600,
  });
  return { name: nameOf((await headers()).get("user-agent") ?? ""), deviceToken };
}

/** Runs what may start a session under a new token, ends the one before, and keeps the token in this browser. */
export async function signInHere(
  begin: (sessionToken: string, browser: Browser) => Promise<boolean>,
): Promise<boolean> {
  const token = newToken();
  if (!(await begin(token, await thisBrowser()))) return false;
  const before = await cookieOf("session");
  if (before) await endSession(before);
  const jar = await cookies();
  jar.set(cookieName("session"), token, { ...cookieOptions(), maxAge: ABSOLUTE_HOURS * 3600 });
  jar.delete(cookieName("browser"));
  return true;
}

/** For the page with the button: says what a link is worth, and leaves it as it is. */
export const lookAtLink = async (email: string, token: string): Promise<LinkState> =>
  linkState(systemViewer("sign-in"), email, token, await browserHash());

const byMail = async (use: (asking: Asking) => Promise<boolean>): Promise<boolean> => {
  const hash = await browserHash();
  return signInHere((sessionToken, browser) => use({ browserHash: hash, browser, sessionToken }));
};

/** The button was pressed: uses the link up and starts a session in this browser. @returns whether it did */
export const completeSignIn = (email: string, token: string): Promise<boolean> =>
  byMail((asking) => useLink(email, token, asking));

/** The code of the message was typed in the browser that asked. @returns whether a session started */
export const completeWithCode = (code: string): Promise<boolean> => byMail((asking) => useCode(code, asking));

/** After a first proof the session goes on under another token, which this browser alone has. */
export async function renewSession(session: Session): Promise<void> {
  const token = newToken();
  await renewToken(session, token);
  (await cookies()).set(cookieName("session"), token, { ...cookieOptions(), maxAge: ABSOLUTE_HOURS * 3600 });
}

/** Ends the session here and in the database. */
export async function signOut(): Promise<void> {
  const token = await cookieOf("session");
  if (token) await endSession(token);
  (await cookies()).delete(cookieName("session"));
}

/** The roles that the signed-in human may act in. */
export async function myRoles() {
  const session = await currentSession();
  return session ? rolesOfUser(session.userId) : [];
}

export async function actAs(acting: ActingAs): Promise<boolean> {
  const session = await currentSession();
  return session ? chooseRole(session, acting) : false;
}

/** What a browser keeps while it is elsewhere, and gives back once. */
export async function keepAside(name: "github", value: string): Promise<void> {
  (await cookies()).set(cookieName(name), value, { ...cookieOptions(), maxAge: LINK_MINUTES * 60 });
}
export async function takeBack(name: "github"): Promise<string | null> {
  const value = await cookieOf(name);
  (await cookies()).delete(cookieName(name));
  return value ?? null;
}

/** The demo's switch: becomes one of its people, factors included. @throws everywhere but on the embedded database */
export async function becomeDemoPerson(userId: string): Promise<void> {
  if (!env().demo) throw new Error("there is no demo here");
  await signInHere(async (token, browser) => {
    // One device for all of the demo: nobody is told of a new one.
    const one = { ...browser, deviceToken: "demo" };
    await transact(systemViewer("demo"), "write", (ctx) => startSession(ctx, userId, token, one, realNow()));
    return true;
  });
}
