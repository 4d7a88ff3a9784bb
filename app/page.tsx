import type { Metadata } from "next";
import { Published } from "@/app/_front/published";
import { Walk } from "@/app/_front/walk";
import { homeOf } from "@/app/_lib/home";
import { Public } from "@/app/_lib/shell";
import { LinkButton } from "@/components/ui/button";
import { listPublished } from "@/data/advisories/queries";
import { currentSession, currentViewer } from "@/data/auth";
import { demoWalk } from "@/data/demo/queries";
import { publicViewer } from "@/data/viewer";
import { cn } from "@/lib/cn";

export const metadata: Metadata = { title: { absolute: "Curfew" } };

const OPEN = { member: "Open Today", contact: "Open your inbox", applicant: "Open your application" };

export default async function Front() {
  const walk = await demoWalk();
  const published = (await listPublished(publicViewer())).slice(0, 5);
  return (
    <Public width={walk ? "wide" : "letter"}>
      <div
        className={cn(
          "grid grid-cols-[minmax(0,1fr)] gap-10",
          walk && "lg:grid-cols-[minmax(0,5fr)_minmax(0,6fr)] lg:grid-rows-[auto_1fr] lg:gap-x-14",
        )}
      >
        <div className="grid content-start gap-4">
          <h1 className="text-2xl font-semibold tracking-[-0.02em]">
            Told early, in private, and never by accident
          </h1>
          <p className="max-w-[60ch] text-md text-ink-2">
            Here an open-source project’s vulnerability management team decides which vendors may learn of a
            vulnerability before it is public, and tells each of them in private at the right moment. It can
            prove what was sent to whom and what they did with it, until two people let it out.
          </p>
          <Enter demo={walk !== null} />
        </div>
        {walk ? (
          <div className="lg:row-span-2">
            <Walk walk={walk} />
          </div>
        ) : null}
        <Published advisories={published} />
      </div>
    </Public>
  );
}

/** In the demo the walk holds the one primary step, and these stand back. */
async function Enter({ demo }: { demo: boolean }) {
  const variant = demo ? "secondary" : "primary";
  const [session, viewer] = [await currentSession(), await currentViewer()];
  if (!session)
    return (
      <div>
        <LinkButton href="/sign-in" variant={variant}>
          Sign in
        </LinkButton>
      </div>
    );
  if (!viewer)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <LinkButton href="/roles" variant={variant}>
          Choose a role
        </LinkButton>
        <span className="text-ink-2">You are signed in as {session.name}.</span>
      </div>
    );
  return (
    <div className="flex flex-wrap items-center gap-3">
      <LinkButton href={homeOf(viewer)} variant={variant}>
        {OPEN[viewer.kind]}
      </LinkButton>
      <span className="text-ink-2">
        You are signed in as {viewer.name}
        {viewer.kind === "contact" ? ` of ${viewer.organizationName}` : ""}.
      </span>
    </div>
  );
}
