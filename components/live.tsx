"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";

const EVERY_MS = 2000;

export type LiveProps = {
  /** Answers with the version of what the page shows, as text. */
  href: string;
  /** The version that the page was drawn with. */
  version: string;
};

/**
 * Draws the page again when what it shows has changed, and only then. It asks while somebody can see it, waits while a
 * dialog is open, and ends for good once the page may not be seen any more.
 */
export function Live({ href, version }: LiveProps) {
  const router = useRouter();
  const [over, setOver] = useState(false);
  const [drawing, draw] = useTransition();

  useEffect(() => {
    if (over || drawing) return;
    const asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const later = () => {
      clearTimeout(timer);
      if (!document.hidden && !asking.signal.aborted) timer = setTimeout(ask, EVERY_MS);
    };
    async function ask() {
      const said = await versionAt(href, asking.signal);
      if (asking.signal.aborted) return;
      if (said === "over") setOver(true);
      // What somebody is typing into a dialog must not vanish under them.
      else if (said !== null && said !== version && !document.querySelector("dialog[open]"))
        draw(() => router.refresh());
      else later();
    }
    later();
    document.addEventListener("visibilitychange", later);
    return () => {
      asking.abort();
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", later);
    };
  }, [href, version, over, drawing, router]);

  return (
    <div role="status">
      {over ? (
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
          This page is no longer live: reload it.
          <Button size="sm" onClick={() => window.location.reload()}>
            Reload
          </Button>
        </p>
      ) : null}
    </div>
  );
}

/** Null when the answer is missing, as it may be for a while: a network that fails is no reason to end. */
async function versionAt(href: string, signal: AbortSignal): Promise<string | "over" | null> {
  try {
    const answer = await fetch(href, { cache: "no-store", redirect: "manual", signal });
    if (answer.status === 401 || answer.status === 404) return "over";
    return answer.ok ? await answer.text() : null;
  } catch {
    return null;
  }
}
