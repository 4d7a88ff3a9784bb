import { newSubmission } from "@/app/_lib/form";
import { endMembership, endSessionsOf, reset } from "@/app/(desk)/team/actions";
import { DialogForm } from "@/components/dialog-form";
import type { TeamMember } from "@/data/teams/queries";

/** What an admin does about another member: from the least to the last. */
export function OnMember({ member }: { member: TeamMember }) {
  const { userId, name } = member;
  const acts = [
    {
      action: endSessionsOf,
      trigger: "End sessions…",
      title: `End every session of ${name}?`,
      description: "Everywhere, at once. They sign in again and prove their factor.",
      confirm: "End them all",
    },
    {
      action: reset,
      trigger: "Reset factors…",
      title: `Take every factor of ${name} off?`,
      description:
        "Their sessions end, and they set up a new factor behind a link to their mailbox. Make sure, by voice, that it is them who asks. Every member is told.",
      confirm: "Take them off",
    },
    {
      action: endMembership,
      trigger: "End membership…",
      title: `${name} is no member of the team any more?`,
      description: "In every project, and their sessions end at once. What they did stays on record.",
      confirm: "End the membership",
    },
  ];
  return (
    <div className="flex flex-wrap gap-1">
      {acts.map(({ trigger, ...act }) => (
        <DialogForm
          key={trigger}
          {...act}
          submission={newSubmission()}
          trigger={trigger}
          variant="ghost"
          align="start"
          confirmVariant="danger"
          pendingLabel="Working…"
        >
          <input type="hidden" name="userId" value={userId} />
        </DialogForm>
      ))}
    </div>
  );
}
