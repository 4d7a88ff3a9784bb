"use client";

import { useState } from "react";
import { encode } from "uqr";
import { useAsking } from "@/app/account/_asking";
import { confirmApp, setUpApp } from "@/app/account/actions";
import { ActionForm } from "@/components/action-form";
import { FormText } from "@/components/form-fields";
import { Button } from "@/components/ui/button";
import { SubmitButton } from "@/components/ui/submit-button";

/** Sets an authenticator app up: its secret as a picture and as text, then a first code. */
export function AddAuthenticator({ to }: { to: string }) {
  const [app, setApp] = useState<{ secret: string; uri: string } | null>(null);
  const { begin, pending, notice } = useAsking(setUpApp, setApp);
  if (!app)
    return (
      <div className="grid justify-items-start gap-3">
        {notice}
        <Button disabled={pending} onClick={begin}>
          {pending ? "Setting up…" : "Set up an authenticator app"}
        </Button>
      </div>
    );
  return (
    <div className="grid gap-4 sm:grid-cols-[auto_minmax(0,1fr)] sm:gap-6">
      <Picture text={app.uri} />
      <div className="grid content-start gap-4">
        <p className="max-w-[60ch] text-ink-2">
          Point the app’s camera at the picture, or type this into it:{" "}
          <span className="font-mono break-words text-ink">
            {app.secret.replaceAll(/(.{4})/g, "$1 ").trim()}
          </span>
        </p>
        <ActionForm action={confirmApp} hidden={{ to }} className="max-w-[20rem]">
          <FormText
            label="Code that the app shows now"
            name="code"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={9}
            required
            mono
          />
          <div>
            <SubmitButton pendingLabel="Checking…">Confirm the app</SubmitButton>
          </div>
        </ActionForm>
      </div>
    </div>
  );
}

/** A QR code, dark on light in either theme: cameras ask for it. */
function Picture({ text }: { text: string }) {
  const { data, size } = encode(text, { border: 2 });
  const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label="Picture for the camera of an authenticator app; the text beside it says the same"
      viewBox={`0 0 ${size} ${size}`}
      className="size-44 rounded-md border"
      shapeRendering="crispEdges"
    >
      <rect width={size} height={size} fill="#fff" />
      <path d={path} fill="#000" />
    </svg>
  );
}
