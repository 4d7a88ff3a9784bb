"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Tells the server the reader's zone. Times are said in UTC until it is known. */
export function ZoneCookie({ zone }: { zone: string | undefined }) {
  const router = useRouter();
  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    if (!own || own === zone) return;
    // Set before the refresh asks for it again; where cookies are refused, once is enough.
    // biome-ignore lint/suspicious/noDocumentCookie: must be written before the next line, cookieStore is asynchronous.
    document.cookie = `zone=${own}; Path=/; Max-Age=31536000; SameSite=Lax`;
    if (document.cookie.includes(`zone=${own}`)) router.refresh();
  }, [zone, router]);
  return null;
}
