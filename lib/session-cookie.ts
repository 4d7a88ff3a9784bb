import { env } from "@/lib/env";

/**
 * The name of a cookie of ours. Safari drops Secure cookies on http://localhost: the plain name is for loopback alone.
 * @param name such as `session`
 */
export const cookieName = (name: string): string =>
  env().url.startsWith("https:") ? `__Host-curfew-${name}` : `curfew-${name}`;
