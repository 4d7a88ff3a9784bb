import "server-only";
import { notFound } from "next/navigation";
import { foreign, isFromHere } from "@/app/_lib/origin";
import { env } from "@/lib/env";

type Handle = (form: FormData) => Promise<Response>;

/** A route that a plain form posts to: from our own pages alone. */
export const fromOurForms =
  (handle: Handle) =>
  async (request: Request): Promise<Response> => {
    if (!isFromHere(request.headers, env().url)) return foreign();
    const form = await request.formData().catch(() => new FormData());
    return handle(form);
  };

/** The same on the embedded database; everywhere else the route does not exist. */
export const fromDemoForms = (handle: Handle) => {
  const post = fromOurForms(handle);
  return (request: Request): Promise<Response> => (env().demo ? post(request) : notFound());
};
