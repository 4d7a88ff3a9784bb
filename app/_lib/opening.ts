const AHEAD = ["next-router-prefetch", "purpose", "sec-purpose", "x-moz"];

/**
 * Whether a person opens the page: a GET, and nothing fetched ahead of a click. Only then is a reading recorded.
 * @param headers with the method of the request in `x-curfew-method`, which `proxy.ts` sets whatever the client sent
 */
export const isOpening = (headers: Headers): boolean =>
  headers.get("x-curfew-method") === "GET" && !AHEAD.some((name) => (headers.get(name) ?? "0") !== "0");
