import { newSubmission } from "@/app/_lib/form";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { agree, takeBackJoin } from "@/app/(desk)/organizations/actions";
import { verdictWord } from "@/app/(desk)/organizations/standing";
import { DialogForm } from "@/components/dialog-form";

type ProposalProps = {
  of: Organization;
  project: InProject;
  proposal: InProject["proposals"][number];
};

/** A membership although the criteria are not met: a second member confirms it, and anybody takes it back. */
export function ProposalForms({ of, project, proposal: m }: ProposalProps) {
  const ids = (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="proposalId" value={m.id} />
    </>
  );
  return (
    <>
      {m.mine ? null : (
        <DialogForm
          action={agree}
          submission={newSubmission()}
          trigger="Confirm the membership…"
          variant="primary"
          title={`Make ${of.name} a member of ${m.group}`}
          description={`The policy’s criterion as a whole: ${verdictWord(project.standing).toLowerCase()}. It is told of what leaves to this group from then on, and of nothing earlier.`}
          confirm={`Confirm the membership in ${m.group}`}
          pendingLabel="Confirming…"
        >
          {ids}
          <p>
            <span className="text-ink-3">{m.by}’s reason: </span>
            {m.reason}
          </p>
        </DialogForm>
      )}
      <DialogForm
        action={takeBackJoin}
        submission={newSubmission()}
        trigger="Take it back…"
        variant="ghost"
        title={`Take back the proposed membership in ${m.group}`}
        description="Nothing changes for the organization, which was told nothing of it. It can be proposed again."
        confirm="Take the proposal back"
        pendingLabel="Taking it back…"
      >
        {ids}
      </DialogForm>
    </>
  );
}
