import type { Metadata } from "next";
import { connection } from "next/server";
import type { ReactNode } from "react";
import { readerTheme, readerZone } from "@/app/_lib/request";
import { fontVariables } from "@/app/fonts";
import { ZoneCookie } from "@/components/zone-cookie";
import "@/app/globals.css";

export const metadata: Metadata = {
  title: { default: "Curfew", template: "%s · Curfew" },
  robots: { index: false, follow: false },
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Nothing is prerendered: a page made ahead of its request would carry scripts without this answer's nonce.
  await connection();
  const theme = await readerTheme();
  return (
    <html lang="en" className={fontVariables} data-theme={theme === "system" ? undefined : theme}>
      <head>
        {/* Other sites learn nothing, as the header says; our own forms get a true origin, which they must have. */}
        <meta name="referrer" content="same-origin" />
      </head>
      <body>
        {children}
        <ZoneCookie zone={await readerZone()} />
      </body>
    </html>
  );
}
