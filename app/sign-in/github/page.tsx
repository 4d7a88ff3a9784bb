import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { textOf } from "@/app/_lib/params";
import { Public } from "@/app/_lib/shell";
import { useGitHub } from "@/app/sign-in/github/actions";
import { ActionForm } from "@/components/action-form";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Sign in with GitHub" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Where GitHub leads back to. Opening it does nothing; the button does. */
export default async function GitHub({ searchParams }: Props) {
  if (!env().github) notFound();
  const query = await searchParams;
  const hidden = Object.fromEntries(
    ["code", "state", "iss", "error"].map((name) => [name, textOf(query[name], 500)]).filter(([, v]) => v),
  );
  return (
    <Public>
      <Page width="reading" title="Back from GitHub" lead="One more step: this uses GitHub’s answer.">
        <ActionForm action={useGitHub} hidden={hidden}>
          <div>
            <SubmitButton pendingLabel="Asking GitHub…">Go on with the GitHub account</SubmitButton>
          </div>
        </ActionForm>
        <p className="border-t pt-4 text-ink-2">
          You did not come from GitHub just now? Close this page, or{" "}
          <TextLink href="/sign-in">sign in by mail</TextLink>.
        </p>
      </Page>
    </Public>
  );
}
