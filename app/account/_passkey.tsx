"use client";

import { startRegistration } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { useRouter } from "next/navigation";
import { useAsking } from "@/app/account/_asking";
import { type Asked, passkeyOptions, savePasskey } from "@/app/account/actions";
import { Button } from "@/components/ui/button";

const NONE: Asked<null> = {
  ok: false,
  message: "Your browser made no passkey. Nothing was added: try again, or use an app.",
};

async function makePasskey(): Promise<Asked<null>> {
  try {
    const options = await passkeyOptions();
    if (!options.ok) return options;
    const response = await startRegistration({ optionsJSON: options.value }).catch(() => null);
    if (!response) return NONE;
    return await savePasskey(response, navigator.platform ? `Passkey on ${navigator.platform}` : "Passkey");
  } catch {
    return NONE;
  }
}

/** Makes a passkey in this browser. */
export function AddPasskey({ primary = false, to }: { primary?: boolean; to: string }) {
  const router = useRouter();
  const { begin, pending, notice } = useAsking(makePasskey, () => {
    router.replace(to);
    router.refresh();
  });
  return (
    <div className="grid justify-items-start gap-3">
      {notice}
      <Button variant={primary ? "primary" : "secondary"} disabled={pending} onClick={begin}>
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
