/**
 * Whether a request was made by a page of this site. Absent and "null" are refused: what has no origin cannot be told
 * from a stranger's page.
 */
export const isFromHere = (headers: Headers, url: string): boolean =>
  headers.get("origin") === new URL(url).origin;

/** The answer to a form that another site's page sent. */
export const foreign = (): Response =>
  new Response("This form was not sent from Curfew's own address. Nothing was changed.\n", {
    status: 403,
    headers: { "content-type": "text/plain; charset=utf-8" },
  });

/** To the page that follows a form, by GET. Relative, so that no header decides on the host. */
export const seeOther = (path: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location: path, ...headers } });
