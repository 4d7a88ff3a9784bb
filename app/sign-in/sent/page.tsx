import type { Metadata } from "next";
import { Public } from "@/app/_lib/shell";
import { signInByCode } from "@/app/sign-in/actions";
import { ActionForm } from "@/components/action-form";
import { FormText } from "@/components/form-fields";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { LINK_MINUTES } from "@/domain/sign-in/limits";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Look into your mailbox" };

export default function Sent() {
  return (
    <Public>
      <Page
        width="reading"
        title="Look into your mailbox"
        lead="If that address may sign in, a message with a link and a code is on its way to it."
      >
        <ActionForm action={signInByCode} className="max-w-[24rem]">
          <FormText
            label="Code from the message"
            name="code"
            autoComplete="one-time-code"
            maxLength={20}
            required
            mono
            hint="Do you read the message on another device? Type its code here instead of opening the link."
          />
          <div>
            <SubmitButton variant="secondary" pendingLabel="Checking…">
              Sign in with the code
            </SubmitButton>
          </div>
        </ActionForm>
        <ul className="grid list-disc gap-2 pl-5 text-ink-2">
          <li>Open the link within {LINK_MINUTES} minutes, in this browser. It works once.</li>
          <li>
            Nothing came? Look for a typing mistake, and use your own address: a shared mailbox cannot sign
            in. <TextLink href="/sign-in">Ask for another link</TextLink>
          </li>
        </ul>
        {env().demo ? (
          <p className="border-t pt-4 text-ink-2">
            In this demo all mail stays on this machine:{" "}
            <TextLink href="/demo/mail">open the demo’s mailbox</TextLink>.
          </p>
        ) : null}
      </Page>
    </Public>
  );
}
