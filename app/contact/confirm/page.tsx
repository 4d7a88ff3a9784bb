import type { Metadata } from "next";
import { textOf } from "@/app/_lib/params";
import { Public } from "@/app/_lib/shell";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { confirmationQuestion } from "@/data/organizations/confirmation";
import { systemViewer } from "@/data/viewer";

export const metadata: Metadata = { title: "Confirm an address" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening this page answers nothing: mail scanners open links too. The buttons do. */
export default async function ConfirmAddress({ searchParams }: Props) {
  const query = await searchParams;
  const done = textOf(query["done"]);
  if (done === "yes" || done === "no") return <Done answer={done} />;
  const token = textOf(query["token"], 200);
  const question = token ? await confirmationQuestion(systemViewer("web"), token) : null;
  if (!question) return <Gone />;
  const { email, organization, team } = question;
  return (
    <Public>
      <Page
        width="reading"
        title={`Is this a security contact of ${organization}?`}
        lead={`${team} wants to send security notices for ${organization} to this address:`}
      >
        <p className="rounded-lg border bg-surface px-4 py-3 text-md font-medium break-words">{email}</p>
        <p className="max-w-[70ch] text-ink-2">
          Confirm only if it belongs to {organization}, and if the people who read it may know of unpublished
          vulnerabilities. After that a member of the team still has to admit it.
        </p>
        <form method="post" action="/contact/confirm/answer" className="flex flex-wrap gap-2">
          <input type="hidden" name="token" value={token} />
          <SubmitButton name="answer" value="yes">
            Yes, this is a security contact of {organization}
          </SubmitButton>
          <SubmitButton name="answer" value="no" variant="secondary">
            No, this is not ours
          </SubmitButton>
        </form>
        <p className="border-t pt-4 text-ink-2">
          You are not sure? Close this page: without a button nothing happens, and nothing more is sent here.
        </p>
      </Page>
    </Public>
  );
}

function Done({ answer }: { answer: "yes" | "no" }) {
  return (
    <Public>
      <Page
        width="reading"
        title={
          answer === "yes" ? "Thank you, the address is confirmed" : "Thank you, the address is taken off"
        }
        lead={
          answer === "yes"
            ? "A member of the team admits it next. Until then nothing goes to it. You can close this page."
            : "Nothing more is sent to it, and the team sees why. You can close this page."
        }
      >
        {null}
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
        lead="It was answered already, or is too old, or was not copied whole. Nothing was changed just now."
      >
        <p className="max-w-[70ch] text-ink-2">
          If the address is still to be confirmed, ask the team that wrote to you to send a new link.
        </p>
      </Page>
    </Public>
  );
}
