/** What a signature or a token lets in, and no cookie: nothing else may change anything without a page of ours. */
const SIGNED: readonly string[] = ["/api/webhooks/resend"];

/**
 * Whether a request was made by a page of this site. An absent origin and "null" are refused: what has no origin cannot
 * be told from a stranger's page. So is what the browser itself calls cross-site.
 * @param url the configured address
 */
export function isFromHere(headers: Headers, url: string): boolean {
  const site = headers.get("sec-fetch-site");
  return headers.get("origin") === new URL(url).origin && (site === null || site === "same-origin");
}

/** Whether a request that changes something may go on: from our own pages, or over a route that checks a signature. */
export const mayChange = (path: string, headers: Headers, url: string): boolean =>
  SIGNED.includes(path) || isFromHere(headers, url);
