import type { Metadata } from "next";
import { requireAccount } from "@/app/_lib/guard";
import { Public } from "@/app/_lib/shell";
import { chooseRole } from "@/app/roles/actions";
import { Button } from "@/components/ui/button";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { currentViewer, myRoles } from "@/data/auth";

export const metadata: Metadata = { title: "Choose a role" };

export default async function Roles() {
  const session = await requireAccount();
  const [roles, viewer] = [await myRoles(), await currentViewer()];
  const acting = viewer ? session.acting : null;
  const signOut = (
    <form action="/sign-out" method="post">
      <Button type="submit">Sign out</Button>
    </form>
  );
  if (roles.length === 0)
    return (
      <Public>
        <Page
          width="reading"
          title="You hold no role here any more"
          lead="Your membership or your place as a contact has ended, so there is nothing that you may open. What you did stays on record under your name. If this is a mistake, ask the team or your organization."
        >
          {signOut}
        </Page>
      </Public>
    );
  return (
    <Public>
      <Page
        width="reading"
        title="Choose a role"
        lead="You act in one role at a time. What you see and sign depends on it, and it is recorded with each act."
      >
        <ul data-list="" className="grid gap-2">
          {roles.map((role, index) => {
            const current = JSON.stringify(role.acting) === JSON.stringify(acting);
            return (
              <li
                key={JSON.stringify(role.acting)}
                className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border bg-surface px-4 py-3"
              >
                <span>
                  <span className="font-medium">{role.label}</span>
                  {current ? <span className="block text-sm text-ink-3">You act in it now</span> : null}
                </span>
                <form action={chooseRole}>
                  <input type="hidden" name="role" value={index} />
                  <input type="hidden" name="label" value={role.label} />
                  <SubmitButton variant={current ? "secondary" : "primary"} pendingLabel="Changing…">
                    {current ? "Go on in this role" : "Act in this role"}
                  </SubmitButton>
                </form>
              </li>
            );
          })}
        </ul>
        {signOut}
      </Page>
    </Public>
  );
}
