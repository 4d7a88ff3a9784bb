import { type NextRequest, NextResponse } from "next/server";
import { type Admission, admit } from "@/data/limits/admit";
import { systemViewer } from "@/data/viewer";
import { classOf, HEALTH, MOST_PATH, MOST_QUERY, mostBytesAt } from "@/domain/limit/limits";
import { isCall, mayCall } from "@/lib/action-call";
import { boundedBody } from "@/lib/body";
import { isAhead, LARGE, PEER, PLAIN } from "@/lib/entrance";
import { env } from "@/lib/env";
import { isOurHost, networkOf } from "@/lib/forwarded";
import { log } from "@/lib/log";
import { mayChange } from "@/lib/origin";
import { type Refusal, refuse } from "@/lib/refusal";
import { REFUSALS } from "@/lib/refusal-words";
import { cookieName } from "@/lib/session-cookie";
import { contentPolicy, newNonce, SANDBOX, wallsOf } from "@/lib/walls";

/** Files of a case, whose answers are no pages. */
const DOWNLOAD = /^\/(cases|inbox)\/[^/]+\/files\/(?!upload$)[^/]+$/;

/** Where our own forms lead besides here: to GitHub, where people sign in with it. */
function formTargets(): string[] {
  const { github } = env();
  return github ? [new URL(github.url).origin] : [];
}

const METHODS = ["GET", "HEAD", "POST"];

/**
 * Refuses what no page should see, counts the rest, and sets the walls of every answer. It decides nothing about access:
 * that is the data layer's, on every read and write.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const { url } = env();
  const health = request.nextUrl.pathname === HEALTH;
  const refusal =
    outOfPlace(request, url, health) ?? (await overLimit(request)) ?? (await outOfShape(request));
  // That the database is away is what health is there to say.
  if (refusal && !(health && refusal === away)) return refuse(request, url, refusal);
  // Whoever sends such a header gets no page: a reading that leaves no entry must not be had for a header.
  if (isAhead(request.headers)) return new NextResponse(null, { status: 204, headers: wallsOf(url) });
  return passOn(request, url);
}

const tooLarge: Refusal = { status: 413, title: "Too large", sentence: REFUSALS.tooLarge };

const damaged: Refusal = { status: 400, title: "Damaged", sentence: REFUSALS.damaged };

const nowhere: Refusal = {
  status: 404,
  title: "There is nothing here",
  sentence: "No page has this address.",
};

/** Next.js fails on an address whose escapes are no UTF-8. */
function isReadable(path: string): boolean {
  try {
    return decodeURIComponent(path) !== "";
  } catch {
    return false;
  }
}

/** What is wrong with a request by itself. */
function outOfPlace(request: NextRequest, url: string, health: boolean): Refusal | null {
  const { headers, method, nextUrl } = request;
  if (!METHODS.includes(method))
    return {
      status: 405,
      title: "Not like this",
      sentence: "Curfew does not know this method.",
      headers: { allow: METHODS.join(", ") },
    };
  if (health) return null;
  if (headers.has(LARGE)) return tooLarge;
  if (!isOurHost(headers.get("host"), url) || (headers.has(PLAIN) && url.startsWith("https:")))
    return { status: 421, title: "Not at this address", sentence: `This Curfew answers at ${url} alone.` };
  if (nextUrl.pathname.length > MOST_PATH || nextUrl.search.length > MOST_QUERY)
    return { status: 414, title: "Too long", sentence: "No address of Curfew is as long as this one." };
  if (nextUrl.pathname.startsWith("/_") || !isReadable(nextUrl.pathname)) return nowhere;
  if (method === "POST" && !mayChange(nextUrl.pathname, headers, url))
    return { status: 403, title: "Not from here", sentence: REFUSALS.foreign };
  return null;
}

const starting: Refusal = {
  status: 503,
  title: "One moment",
  sentence: "Curfew is just starting. Try again in a moment.",
  headers: { "retry-after": "1" },
};

const away: Refusal = {
  status: 503,
  title: "Curfew is away",
  sentence: REFUSALS.away,
  headers: { "retry-after": "30" },
};

/** Whether a request is more than its class allows, counted by address, account and organization. */
async function overLimit(request: NextRequest): Promise<Refusal | null> {
  const address = request.headers.get(PEER);
  if (address === null) return starting;
  const said = request.headers.get("content-length") ?? "0";
  const asked = {
    method: request.method,
    path: request.nextUrl.pathname,
    address: networkOf(address),
    token: request.cookies.get(cookieName("session"))?.value ?? null,
    bytes: /^\d{1,15}$/.test(said) ? Number(said) : Number.POSITIVE_INFINITY,
  };
  let admission: Admission;
  try {
    admission = await admit(systemViewer("sign-in"), asked);
  } catch (error) {
    log.error({ error: error instanceof Error ? error.name : "unknown" }, "a request could not be counted");
    return away;
  }
  if (admission.ok) return null;
  return admission.because === "too large"
    ? tooLarge
    : {
        status: 429,
        title: "A little slower, please",
        sentence: REFUSALS.tooMany,
        headers: { "retry-after": String(admission.retryAfterSeconds) },
      };
}

/** What is wrong with the body of a request that may call a server action: Next.js fails on what React can't read. */
async function outOfShape({ method, headers, nextUrl, body }: NextRequest): Promise<Refusal | null> {
  const path = nextUrl.pathname;
  // A file is read by its own route, once it is known who sends it.
  const upload = classOf({ method, path, signedIn: true }) === "upload";
  if (method !== "POST" || upload || !mayCall(headers)) return null;
  try {
    const bytes = await boundedBody(body, mostBytesAt(path));
    if (bytes === null) return tooLarge;
    return (await isCall(headers, new Uint8Array(bytes))) ? null : damaged;
  } catch {
    // Whoever sent it is gone.
    return damaged;
  }
}

/** On to the page, with what it can't see itself. */
function passOn(request: NextRequest, url: string): NextResponse {
  const nonce = newNonce();
  const download = DOWNLOAD.test(request.nextUrl.pathname);
  const policy = download ? SANDBOX : contentPolicy(nonce, formTargets());
  // Overwritten whatever the client sent.
  const headers = new Headers(request.headers);
  headers.set("content-security-policy", policy);
  headers.set("x-nonce", nonce);
  headers.set("x-curfew-path", request.nextUrl.pathname + request.nextUrl.search);
  headers.set("x-curfew-method", request.method);
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries({ ...wallsOf(url), "content-security-policy": policy }))
    response.headers.set(name, value);
  return response;
}

export const config = { matcher: ["/((?!_next/static/|icon\\.svg$).*)"] };
