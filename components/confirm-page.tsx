"use client";

import { useRouter } from "next/navigation";
import { ActionForm, type FormAction } from "@/components/action-form";
import { ConfirmIdentity } from "@/components/confirm-identity";
import { FormText } from "@/components/form-fields";
import { Section } from "@/components/ui/section";
import { SubmitButton } from "@/components/ui/submit-button";
import type { ConfirmWays } from "@/lib/form-state";

/** Proving a factor on a page of its own: by passkey with a script, by a code with or without one. */
export function ConfirmPage({ ways, byCode, to }: { ways: ConfirmWays; byCode: FormAction; to: string }) {
  const router = useRouter();
  return (
    <div className="grid gap-8">
      {ways.passkey || ways.demo ? (
        <ConfirmIdentity ways={{ ...ways, codes: false }} onProved={() => router.replace(to)} />
      ) : null}
      {ways.codes ? (
        <Section title={ways.passkey ? "Or by a code" : "By a code"}>
          <ActionForm action={byCode} hidden={{ to }} className="max-w-[24rem]">
            <FormText
              label="Code"
              name="code"
              autoComplete="one-time-code"
              maxLength={20}
              required
              mono
              hint="Six digits of your authenticator app, or one of your recovery codes."
            />
            <div>
              <SubmitButton variant={ways.passkey ? "secondary" : "primary"} pendingLabel="Checking…">
                Confirm
              </SubmitButton>
            </div>
          </ActionForm>
        </Section>
      ) : null}
    </div>
  );
}
