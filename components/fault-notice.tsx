"use client";

import { Button, LinkButton } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { Ref } from "@/components/ui/ref";
import { refusalOf } from "@/lib/refusal-words";

export type FaultProps = { error: Error & { digest?: string } };

/** For what nobody expected. It cannot know whether something was saved, and does not say so. */
export function FaultNotice({ error }: FaultProps) {
  return (
    <Page
      width="reading"
      title="This page could not be shown"
      lead={
        refusalOf(error) ??
        "Something failed on our side. If you had just sent something, load the page again and look whether it was taken before you send it once more."
      }
    >
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => window.location.reload()}>
          Load the page again
        </Button>
        <LinkButton href="/">Go to the start</LinkButton>
      </div>
      {error.digest ? (
        <p className="border-t pt-4 text-ink-2">
          If it stays, tell whoever operates this portal, and name <Ref>{error.digest}</Ref>.
        </p>
      ) : null}
    </Page>
  );
}
