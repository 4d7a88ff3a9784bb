import type { Metadata } from "next";
import { requireAccount } from "@/app/_lib/guard";
import { Public } from "@/app/_lib/shell";
import { RecoveryCodes } from "@/app/account/_recovery";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Recovery codes" };

/** Right after a first factor: what lets its owner in when it is lost. */
export default async function Recovery() {
  await requireAccount();
  return (
    <Public>
      <Page
        width="reading"
        title="Keep a way back in"
        lead="Phones get lost. A recovery code lets you in once without your passkey or app; you are told of each use. New codes void all earlier ones."
      >
        <RecoveryCodes primary />
        <p className="border-t pt-4 text-ink-2">
          <TextLink href="/">Go on without</TextLink>. You can make them later under your account.
        </p>
      </Page>
    </Public>
  );
}
