import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Public } from "@/app/_lib/shell";
import { askForLink } from "@/app/sign-in/actions";
import { signInWithGitHub } from "@/app/sign-in/github/actions";
import { ActionForm } from "@/components/action-form";
import { FormText } from "@/components/form-fields";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { currentSession } from "@/data/auth";
import { LINK_MINUTES } from "@/domain/sign-in/limits";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignIn() {
  if (await currentSession()) redirect("/");
  return (
    <Public>
      <Page
        width="reading"
        title="Sign in"
        lead={`We send a link to your own address. It works once, within ${LINK_MINUTES} minutes, in this browser. There is no password. A second factor follows.`}
      >
        <ActionForm action={askForLink} className="grid max-w-[32rem] gap-4">
          <FormText
            label="Your address"
            name="email"
            type="email"
            autoComplete="email"
            inputMode="email"
            maxLength={254}
            required
            hint="Your own, not a shared mailbox such as security@: what you accept and acknowledge stands under your name."
          />
          <div>
            <SubmitButton pendingLabel="Sending…">Send me a link</SubmitButton>
          </div>
        </ActionForm>
        {env().github ? (
          <form action={signInWithGitHub} className="grid justify-items-start gap-2 border-t pt-4">
            <SubmitButton variant="secondary" pendingLabel="Going to GitHub…">
              Sign in with GitHub
            </SubmitButton>
            <p className="text-ink-2">With the account that you linked here before.</p>
          </form>
        ) : null}
        <p className="border-t pt-4 text-ink-2">
          By invitation only: members of the team are added by whoever operates this portal, contacts of a
          vendor by the team.
        </p>
      </Page>
    </Public>
  );
}
