"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { passkeyOptions, savePasskey } from "@/app/account/actions";
import { ConfirmIdentity } from "@/components/confirm-identity";
import { Button } from "@/components/ui/button";
import { FormMessage } from "@/components/ui/form-message";
import type { ConfirmWays } from "@/lib/form-state";

type Said = { message: string; confirm?: ConfirmWays } | null;
const NONE: Said = { message: "Your browser made no passkey. Nothing was added: try again, or use an app." };

/** Makes a passkey in this browser. */
export function AddPasskey({ primary = false, to }: { primary?: boolean; to: string }) {
  const router = useRouter();
  const [said, setSaid] = useState<Said>(null);
  const [pending, start] = useTransition();
  const add = () =>
    start(async () => {
      try {
        const options = await passkeyOptions();
        if (!options.ok) return setSaid(options);
        const response = await startRegistration({ optionsJSON: options.value }).catch(() => null);
        if (!response) return setSaid(NONE);
        const saved = await savePasskey(
          response,
          navigator.platform ? `Passkey on ${navigator.platform}` : "Passkey",
        );
        if (!saved.ok) return setSaid(saved);
        setSaid(null);
        router.replace(to);
        router.refresh();
      } catch {
        setSaid(NONE);
      }
    });
  return (
    <div className="grid justify-items-start gap-3">
      <FormMessage state={said ? { ok: false, ...said } : null} className="w-full">
        {said?.confirm ? <ConfirmIdentity ways={said.confirm} onProved={add} /> : null}
      </FormMessage>
      <Button variant={primary ? "primary" : "secondary"} disabled={pending} onClick={add}>
        <KeyRound aria-hidden size={14} /> {pending ? "Waiting for your browser…" : "Add a passkey"}
      </Button>
      <noscript>
        <p className="text-ink-2">
          A passkey needs a browser that runs scripts. So does an authenticator app’s picture.
        </p>
      </noscript>
    </div>
  );
}
