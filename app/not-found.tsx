import type { Metadata } from "next";
import { PublicShell } from "@/components/app-shell";
import { LinkButton } from "@/components/ui/button";
import { Page } from "@/components/ui/page";

export const metadata: Metadata = { title: "Not found" };

/** One page for what is hidden and what never was. It asks nothing of the database, so that it cannot differ. */
export default function NotFound() {
  return (
    <PublicShell>
      <Page
        width="reading"
        title="There is nothing here"
        eyebrow="404"
        lead="No page has this address, or it is not one that you may open in the role that you act in."
      >
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/" variant="primary">
            Go to the start
          </LinkButton>
          <LinkButton href="/roles">Look at your roles</LinkButton>
        </div>
      </Page>
    </PublicShell>
  );
}
