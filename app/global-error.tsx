"use client";

import { fontVariables } from "@/app/fonts";
import { FaultNotice, type FaultProps } from "@/components/fault-notice";
import { Wordmark } from "@/components/wordmark";
import "@/app/globals.css";

/** When even the frame of every page failed: the same words, and nothing of Next.js's own look. */
export default function GlobalFault(props: FaultProps) {
  return (
    <html lang="en" className={fontVariables}>
      <body>
        <title>This page could not be shown · Curfew</title>
        <main className="mx-auto grid w-full max-w-[49rem] gap-12 px-4 py-8 sm:px-6">
          <Wordmark />
          <FaultNotice {...props} />
        </main>
      </body>
    </html>
  );
}
