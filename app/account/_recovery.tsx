"use client";

import { useState } from "react";
import { useAsking } from "@/app/account/_asking";
import { newRecoveryCodes } from "@/app/account/actions";
import { Button, LinkButton } from "@/components/ui/button";

/** Makes recovery codes and shows them, this once. */
export function RecoveryCodes({ primary = false }: { primary?: boolean }) {
  const [codes, setCodes] = useState<string[] | null>(null);
  const { begin, pending, notice } = useAsking(newRecoveryCodes, setCodes);
  if (codes)
    return (
      <div className="grid gap-3" role="status">
        <p className="max-w-[70ch] text-ink-2">
          Write them down, or put them where you keep passwords: they are not shown again. Each works once.
        </p>
        <ul className="grid w-fit grid-cols-2 gap-x-8 gap-y-1 rounded-lg border bg-sunken px-4 py-3 font-mono">
          {codes.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <div>
          <LinkButton href="/" variant={primary ? "primary" : "secondary"}>
            I have kept them
          </LinkButton>
        </div>
      </div>
    );
  return (
    <div className="grid justify-items-start gap-3">
      {notice}
      <Button variant={primary ? "primary" : "secondary"} disabled={pending} onClick={begin}>
        {pending ? "Making…" : "Make recovery codes"}
      </Button>
    </div>
  );
}
