import "server-only";
import { notFound } from "next/navigation";
import { foreign, tooLarge } from "@/app/_lib/origin";
import { boundedBody } from "@/lib/body";
import { env } from "@/lib/env";
import { isFromHere } from "@/lib/origin";

type Handle = (form: FormData) => Promise<Response>;

/** More than any form that a route takes; `proxy.ts` sees only what a request says of its length. */
const MOST_BYTES = 256 * 1024;

/** A route that a plain form posts to: from our own pages alone. */
export const fromOurForms =
  (handle: Handle, mostBytes = MOST_BYTES) =>
  async (request: Request): Promise<Response> => {
    if (!isFromHere(request.headers, env().url)) return foreign();
    const body = await boundedBody(request.body, mostBytes);
    if (body === null) return tooLarge();
    const type = request.headers.get("content-type") ?? "";
    const sent = new Response(new Uint8Array(body), { headers: { "content-type": type } });
    return handle(await sent.formData().catch(() => new FormData()));
  };

/** The same on the embedded database; everywhere else the route does not exist. */
export const fromDemoForms = (handle: Handle) => {
  const post = fromOurForms(handle);
  return (request: Request): Promise<Response> => (env().demo ? post(request) : notFound());
};
