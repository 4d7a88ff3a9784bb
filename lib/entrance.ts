import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { arrivalOf } from "@/lib/forwarded";
import { wallsOf } from "@/lib/walls";

// What happens to each request before Next.js sees it: a header that only a server may set is taken away, what we learn
// of the connection is put in its place, and the answer gets its walls, whoever will write it.

/** Whose address the request came from. Its absence says that the request came in before the entrance was guarded. */
export const PEER = "x-curfew-peer";
/** Set where a proxy in front was asked without TLS. */
export const PLAIN = "x-curfew-plain";
/** Set where a request says that it brings more than its path takes. */
export const LARGE = "x-curfew-large";
/** Next.js takes its router's own header away before anything of ours runs; this one says that it was there. */
const AHEAD = "x-curfew-ahead";

/** What only a proxy in front, Next.js or Curfew sets. From a client it is a lie, or means nothing. */
const NOT_FROM_CLIENTS =
  /^(x-(forwarded|middleware|nextjs|next|now|curfew|invoke|matched|original|rewrite|prerender)-.*|x-nonce|x-real-ip|forwarded|next-resume|content-security-policy(-report-only)?)$/;

/** What browsers send with a page that they fetch before anybody asked for it. */
const BY_BROWSERS = ["purpose", "sec-purpose", "x-moz"];
const BY_THE_ROUTER = ["next-router-prefetch", "next-router-segment-prefetch"];

/** Whether a page is fetched ahead of a click. Such a request is answered with nothing, so that nothing is read by it. */
export const isAhead = (headers: Headers): boolean =>
  [...BY_BROWSERS, ...BY_THE_ROUTER, AHEAD].some((name) => (headers.get(name) ?? "0") !== "0");

type Settings = {
  url: string;
  trustedProxies: number;
  /** The most bytes that a request to a path may bring, whoever sends it. */
  mostBytes: (path: string) => number;
};

type Message = { request: IncomingMessage; response: ServerResponse; server: Server };

/** Guards every request of this process from now on; to be called once, when a server begins. */
export function guardEntrance(settings: Settings): void {
  const walls = Object.entries(wallsOf(settings.url));
  subscribe("http.server.request.start", (message) => {
    const { request, response, server } = message as Message;
    // Nothing here speaks anything but HTTP: an upgrade that nobody listens for is a request like any other.
    server.removeAllListeners("upgrade");
    receive(request, settings);
    if (request.headers[LARGE]) response.shouldKeepAlive = false;
    // Files of a build have names that never come again: they may be kept.
    const kept = /^\/(_next\/static\/|icon\.svg)/.test(request.url ?? "");
    for (const [name, value] of walls)
      if (!(kept && name === "cache-control")) response.setHeader(name, value);
  });
}

function receive(request: IncomingMessage, { trustedProxies, mostBytes }: Settings): void {
  const { headers } = request;
  const ahead = BY_THE_ROUTER.some((name) => headers[name] !== undefined);
  const { address, host, plain } = arrivalOf(request.socket.remoteAddress, headers, trustedProxies);
  for (const name of Object.keys(headers)) if (NOT_FROM_CLIENTS.test(name)) delete headers[name];
  // Next.js compares it with a form's origin, and would else take a forwarded one for it.
  if (host !== undefined) headers.host = host;
  if (address !== null) headers[PEER] = address;
  if (plain) headers[PLAIN] = "1";
  if (ahead) headers[AHEAD] = "1";
  // A request of the Fetch standard can't have this method, and Next.js would fail on it before anybody could refuse it.
  if (request.method === "TRACE") request.method = "REFUSED";
  // A whole address or "*" in the place of a path: Next.js would redirect to the former and fail on the latter.
  if (!request.url?.startsWith("/")) request.url = "/_";
  if (!(Number(headers["content-length"] ?? 0) <= mostBytes(pathOf(request.url)))) {
    headers[LARGE] = "1";
    // Next.js would read a body to its end before it gives our answer.
    request.method = "GET";
  }
}

const pathOf = (url: string): string => url.split("?", 1)[0] ?? "";
