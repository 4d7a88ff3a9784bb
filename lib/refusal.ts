import { contentPolicy, newNonce, wallsOf } from "@/lib/walls";

export type Refusal = {
  status: number;
  title: string;
  sentence: string;
  headers?: Record<string, string>;
};

const LOOK = `:root{color-scheme:light dark;--ink:light-dark(#17181c,#ececf0);--quiet:light-dark(#5b5d66,#a3a5ae)}
body{margin:0;background:light-dark(#fbfbfc,#131418);color:var(--ink);font:15px/1.55 system-ui,sans-serif}
main{max-width:34rem;padding:4rem 1.5rem}p{color:var(--quiet)}h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}`;

/** A page that needs nothing else: no script, no file, no database. All words are our own. */
const page = (nonce: string, { title, sentence }: Refusal) => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Curfew</title><style nonce="${nonce}">${LOOK}</style></head>
<body><main><p>Curfew</p><h1>${title}</h1><p>${sentence}</p></main></body></html>
`;

/**
 * An answer before any page: a small page for whoever opened one, the sentence alone for everything else.
 * @param url the configured address
 */
export function refuse(request: Request, url: string, refusal: Refusal): Response {
  const nonce = newNonce();
  const asPage =
    (request.headers.get("accept") ?? "").includes("text/html") && !request.headers.has("next-action");
  return new Response(asPage ? page(nonce, refusal) : refusal.sentence, {
    status: refusal.status,
    headers: {
      ...wallsOf(url),
      // Next.js shows a form's error only where the type says this and no more.
      ...(asPage
        ? { "content-type": "text/html; charset=utf-8", "content-security-policy": contentPolicy(nonce) }
        : { "content-type": "text/plain" }),
      ...refusal.headers,
    },
  });
}
