import "server-only";
import { cookies, headers } from "next/headers";
import type { Theme } from "@/components/theme-switch";
import { isZone } from "@/domain/time";

/** The reader's own time zone, as their browser said; UTC until it has. */
export async function readerZone(): Promise<string | undefined> {
  const zone = (await cookies()).get("zone")?.value;
  return zone && isZone(zone) ? zone : undefined;
}

export async function readerTheme(): Promise<Theme> {
  const theme = (await cookies()).get("theme")?.value;
  return theme === "light" || theme === "dark" ? theme : "system";
}

/** The path of this request; `proxy.ts` sets it, whatever the client sent. */
export const requestPath = async (): Promise<string> => (await headers()).get("x-curfew-path") ?? "/";

/** A page that a person opens: not a HEAD, and not something fetched ahead of a click. */
export async function isOpened(): Promise<boolean> {
  const h = await headers();
  const ahead = [h.get("next-router-prefetch"), h.get("purpose"), h.get("sec-purpose"), h.get("x-moz")].some(
    (v) => v !== null && v !== "0",
  );
  return h.get("x-curfew-method") === "GET" && !ahead;
}
