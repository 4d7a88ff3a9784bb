import { REFUSALS } from "@/lib/refusal-words";

const inWords = (status: number, sentence: string): Response =>
  new Response(`${sentence}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });

/** The answer to a form that another site's page sent. */
export const foreign = (): Response => inWords(403, REFUSALS.foreign);

/** The answer to a form that holds more than its route takes. */
export const tooLarge = (): Response => inWords(413, REFUSALS.tooLarge);

/** To the page that follows a form, by GET. Relative, so that no header decides on the host. */
export const seeOther = (path: string, headers: Record<string, string> = {}): Response =>
  new Response(null, { status: 303, headers: { location: path, ...headers } });
