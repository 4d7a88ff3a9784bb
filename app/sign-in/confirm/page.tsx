import type { Metadata } from "next";
import { textOf } from "@/app/_lib/params";
import { Public } from "@/app/_lib/shell";
import { completeLink } from "@/app/sign-in/actions";
import { LinkButton } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { lookAtLink } from "@/data/auth";
import { LINK_MINUTES } from "@/domain/sign-in/limits";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening this page uses nothing up: mail scanners open links too. The button does. */
export default async function Confirm({ searchParams }: Props) {
  const query = await searchParams;
  const [email, token] = [textOf(query["email"], 500), textOf(query["token"], 500)];
  const state = email && token ? await lookAtLink(email, token) : "gone";
  if (state === "usable")
    return (
      <Public>
        <Page width="reading" title="Sign in" lead={`One more step: this signs you in as ${email}.`}>
          <form action={completeLink}>
            <input type="hidden" name="email" value={email} />
            <input type="hidden" name="token" value={token} />
            <SubmitButton pendingLabel="Signing in…">Sign in as {email}</SubmitButton>
          </form>
          <p className="border-t pt-4 text-ink-2">
            You did not ask for this link? Close this page: without the button nothing happens.
          </p>
        </Page>
      </Public>
    );
  if (state === "other_browser")
    return (
      <Public>
        <Page
          width="reading"
          title="Open it where you asked"
          lead="This link belongs to another browser: the one in which you asked for it. It was not used up. Type the code of the message there, or ask for a new link here."
        >
          <div>
            <LinkButton href="/sign-in">Ask for a new link in this browser</LinkButton>
          </div>
        </Page>
      </Public>
    );
  return (
    <Public>
      <Page
        width="reading"
        title="This link is of no use any more"
        lead={`It was used already, or is older than ${LINK_MINUTES} minutes, or was not copied whole. Nobody was signed in by it just now.`}
      >
        <div>
          <LinkButton href="/sign-in" variant="primary">
            Ask for a new link
          </LinkButton>
        </div>
      </Page>
    </Public>
  );
}
