import type { Metadata } from "next";
import { requireAccount } from "@/app/_lib/guard";
import { readerZone } from "@/app/_lib/request";
import { Desk, Public } from "@/app/_lib/shell";
import { When } from "@/app/_lib/when";
import { Factors } from "@/app/account/_factors";
import { Sessions } from "@/app/account/_sessions";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { currentViewer } from "@/data/auth";
import { listFactors } from "@/data/sign-in/factors";
import { listSessions } from "@/data/sign-in/sessions";
import { realNow } from "@/lib/clock";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "Your account" };

/** One's own way in: factors, linked accounts, and where one is signed in. */
export default async function Account() {
  const session = await requireAccount();
  const viewer = await currentViewer();
  const [factors, sessions, zone] = [
    await listFactors(session),
    await listSessions(session),
    await readerZone(),
  ];
  const now = realNow();
  const page = (
    <Page
      title="Your account"
      lead={
        <>
          {session.name}, {session.email}.{" "}
          {session.provedAt ? (
            <>
              You last confirmed that it is you <When at={session.provedAt} now={now} zone={zone} short />.
            </>
          ) : (
            <>
              You have no second factor in this session.{" "}
              <TextLink href="#factors">A passkey protects what you are told early.</TextLink>
            </>
          )}
        </>
      }
    >
      <Factors factors={factors} github={env().github !== null} now={now} zone={zone} />
      <Sessions sessions={sessions} now={now} zone={zone} />
    </Page>
  );
  return viewer ? <Desk viewer={viewer}>{page}</Desk> : <Public width="wide">{page}</Public>;
}
