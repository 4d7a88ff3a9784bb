import "server-only";
import { cookies, headers } from "next/headers";
import { isOpening } from "@/app/_lib/opening";
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

/** Whether this request is a person opening the page. */
export const isOpened = async (): Promise<boolean> => isOpening(await headers());
