import type { Metadata } from "next";
import { textOf } from "@/app/_lib/params";
import { Public } from "@/app/_lib/shell";
import { confirm } from "@/app/apply/confirm/actions";
import { LinkButton } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { addressQuestion } from "@/data/applications/ask";
import { systemViewer } from "@/data/viewer";

export const metadata: Metadata = { title: "Confirm your address", robots: { index: false } };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening this page uses nothing up: mail scanners open links too. The button does. */
export default async function ConfirmAddress({ searchParams }: Props) {
  const query = await searchParams;
  if (textOf(query["done"]) === "yes") return <SignInNext />;
  const token = textOf(query["token"], 200);
  const question = token ? await addressQuestion(systemViewer("web"), token) : null;
  if (!question) return <Gone />;
  const { email, group, project } = question;
  return (
    <Public>
      <Page
        width="reading"
        title="Confirm your address"
        lead={`You want to apply for a place in ${group} of ${project}. This signs you in on this browser, as:`}
      >
        <p className="rounded-lg border bg-surface px-4 py-3 text-md font-medium break-words">{email}</p>
        <form action={confirm} className="grid max-w-[32rem] gap-4">
          <input type="hidden" name="token" value={token} />
          <TextField
            label="Your name"
            name="name"
            autoComplete="name"
            maxLength={120}
            required
            hint="The team sees it with the application."
            error={
              textOf(query["again"]) === "yes"
                ? "Enter your name, without angle brackets or line breaks."
                : undefined
            }
          />
          <div>
            <SubmitButton pendingLabel="Confirming…">Confirm and go to the application</SubmitButton>
          </div>
        </form>
        <p className="border-t pt-4 text-ink-2">
          This was not you, or you do not know this address? Close this page: without the button nothing
          happens.
        </p>
      </Page>
    </Public>
  );
}

function SignInNext() {
  return (
    <Public>
      <Page
        width="reading"
        title="Your address is confirmed"
        lead="You have another role here, or a second factor: sign in as ever, and choose the role of an applicant."
      >
        <div>
          <LinkButton href="/sign-in" variant="primary">
            Sign in
          </LinkButton>
        </div>
      </Page>
    </Public>
  );
}

/** One answer for what was used, ran out, or never was: a guess learns nothing. */
function Gone() {
  return (
    <Public>
      <Page
        width="reading"
        title="This link is of no use any more"
        lead="It was used already, or is too old, or was not copied whole. Nothing was changed just now."
      >
        <p className="max-w-[70ch] text-ink-2">
          If you confirmed this address before, sign in with it. Else ask for a new link on the project’s
          page.
        </p>
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/sign-in">Sign in</LinkButton>
          <LinkButton href="/projects" variant="ghost">
            To the projects
          </LinkButton>
        </div>
      </Page>
    </Public>
  );
}
