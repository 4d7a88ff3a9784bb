import type { Metadata } from "next";
import { Public } from "@/app/_lib/shell";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { LINK_MINUTES } from "@/data/sign-in/links";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Look into your mailbox" };

export default function Sent() {
  return (
    <Public>
      <Page
        width="reading"
        title="Look into your mailbox"
        lead="If that address may sign in, a message with a link is on its way to it."
      >
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
