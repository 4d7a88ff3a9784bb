"use client";

import { type PublicKeyCredentialRequestOptionsJSON, startAuthentication } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { createContext, type ReactNode, useContext, useId, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import type { ConfirmWays } from "@/lib/form-state";

/** What a person proves themselves with. */
export type Proof = { passkey: unknown } | { code: string } | { demo: true };

export type ConfirmActions = {
  /** What a browser needs to ask for a passkey. */
  ask(): Promise<PublicKeyCredentialRequestOptionsJSON>;
  /** Null when it was proved; else why not, in a sentence. */
  prove(proof: Proof): Promise<string | null>;
};

const Actions = createContext<ConfirmActions | null>(null);

/** Around every signed-in page: what its forms need when they are asked for a fresh factor. */
export function ConfirmProvider({ actions, children }: { actions: ConfirmActions; children: ReactNode }) {
  return <Actions value={actions}>{children}</Actions>;
}

const NO_PASSKEY = "Your browser handed over no passkey. Try again, or use a code.";

/** Asks for a factor in the ways that the person has; then goes on with what was begun. */
export function ConfirmIdentity({ ways, onProved }: { ways: ConfirmWays; onProved: () => void }) {
  const actions = useContext(Actions);
  const id = useId();
  const [code, setCode] = useState("");
  const [said, setSaid] = useState<string | null>(null);
  const [pending, start] = useTransition();
  if (!actions) return null;
  const prove = (proof: () => Promise<Proof | null>) =>
    start(async () => {
      try {
        const given = await proof();
        const refused = given ? await actions.prove(given) : NO_PASSKEY;
        setSaid(refused);
        if (refused === null) onProved();
      } catch {
        setSaid("That did not work. Look whether you are still signed in, and try again.");
      }
    });
  const passkey = async () => {
    const optionsJSON = await actions.ask();
    const response = await startAuthentication({ optionsJSON }).catch(() => null);
    return response && { passkey: response };
  };
  const typed = () => prove(() => Promise.resolve({ code }));
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end gap-3">
        {ways.passkey ? (
          <Button variant="primary" disabled={pending} onClick={() => prove(passkey)}>
            <KeyRound aria-hidden size={14} /> Use your passkey
          </Button>
        ) : null}
        {ways.codes ? (
          <div className="grid gap-1">
            <label htmlFor={id} className="text-sm text-ink-2">
              Code of your app, or a recovery code
            </label>
            <div className="flex gap-2">
              <input
                id={id}
                value={code}
                maxLength={20}
                autoComplete="one-time-code"
                spellCheck={false}
                className="control min-h-8 w-44 font-mono"
                onChange={(e) => setCode(e.target.value)}
                onKeyDown={(e) => {
                  if (e.key !== "Enter") return;
                  e.preventDefault();
                  typed();
                }}
              />
              <Button disabled={pending || code.trim() === ""} onClick={typed}>
                Use the code
              </Button>
            </div>
          </div>
        ) : null}
        {ways.demo ? (
          <Button disabled={pending} onClick={() => prove(() => Promise.resolve({ demo: true }))}>
            Confirm as the demo’s person
          </Button>
        ) : null}
      </div>
      <p role="status" className="text-sm text-danger empty:hidden">
        {said}
      </p>
      <noscript>
        <TextLink href="/step-up">Confirm on a page of its own</TextLink>, then come back and send this again.
      </noscript>
    </div>
  );
}
