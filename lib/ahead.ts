import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/** What browsers send with a page that they fetch before anybody asked for it. */
const BY_BROWSERS = ["purpose", "sec-purpose", "x-moz"];

/** Next.js takes its router's own header away before anything of ours runs; this one says that it was there. */
const MARK = "x-curfew-ahead";
const BY_THE_ROUTER = ["next-router-prefetch", "next-router-segment-prefetch"];

/** Whether a page is fetched ahead of a click. Such a request is answered with nothing, so that nothing is read by it. */
export const isAhead = (headers: Headers): boolean =>
  [...BY_BROWSERS, ...BY_THE_ROUTER, MARK].some((name) => (headers.get(name) ?? "0") !== "0");

/** Marks requests of the router as they come in; to be called once, when a server begins. */
export function markAhead(): void {
  subscribe("http.server.request.start", (message) => {
    const { headers } = (message as { request: IncomingMessage }).request;
    if (BY_THE_ROUTER.some((name) => headers[name] !== undefined)) headers[MARK] = "1";
  });
}
