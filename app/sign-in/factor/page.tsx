import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Public } from "@/app/_lib/shell";
import { AddAuthenticator } from "@/app/account/_authenticator";
import { AddPasskey } from "@/app/account/_passkey";
import { proveByCode } from "@/app/step-up/actions";
import { ConfirmPage } from "@/components/confirm-page";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { Section } from "@/components/ui/section";
import { currentSession } from "@/data/auth";
import { confirmWays } from "@/data/confirming";

export const metadata: Metadata = { title: "One more step" };

const SignOut = () => (
  <form action="/sign-out" method="post" className="border-t pt-4">
    <Button type="submit">Sign out</Button>
  </form>
);

/** Between the mailbox and the desk: a second factor is proved, or set up the first time. */
export default async function Factor() {
  const session = await currentSession();
  if (!session) redirect("/sign-in");
  if (session.missing === "nothing") redirect("/");
  if (session.missing === "proof")
    return (
      <Public>
        <Page
          width="reading"
          title="One more step"
          lead={`You are ${session.name}, says your mailbox. Now your second factor.`}
        >
          <ConfirmPage ways={await confirmWays()} byCode={proveByCode} to="/" />
          <p className="text-ink-2">
            You have none of them any more? Ask your team: whoever operates this portal lets you set up new
            ones, and every member sees that.
          </p>
          <SignOut />
        </Page>
      </Public>
    );
  return (
    <Public>
      <Page
        width="reading"
        title="Set up a second factor"
        lead="What is told here early must not hang on a mailbox alone. You do this once; later it takes a touch."
      >
        <Section
          title="A passkey"
          description="Best: your fingerprint, face or a security key. It cannot be given away to a copy of this page."
        >
          <AddPasskey primary to="/account/recovery" />
        </Section>
        <Section
          title="Or an authenticator app"
          description="Six digits from an app on your phone, where you have no passkey."
        >
          <AddAuthenticator to="/account/recovery" />
        </Section>
        <SignOut />
      </Page>
    </Public>
  );
}
