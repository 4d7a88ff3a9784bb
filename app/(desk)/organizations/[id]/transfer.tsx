import { newSubmission } from "@/app/_lib/form";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { succeed, succeeded, takeBackSucceed } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormText } from "@/components/form-fields";

type TransferProps = { of: Organization; project: InProject };

/** It was bought, or merged with another: what that does, and the form to propose it. */
export function ProposeTransfer({ of, project }: TransferProps) {
  return (
    <DialogForm
      key={project.transfers.length}
      action={succeed}
      submission={newSubmission()}
      trigger="Record a successor…"
      variant="ghost"
      title={`Another organization succeeds ${of.name}`}
      description={`Once a second member confirms it, its memberships in ${project.name} end and its addresses are frozen. The successor inherits nothing: it is proposed, and its criteria, contacts and terms are looked at anew.`}
      confirm="Propose the transfer"
      pendingLabel="Proposing…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
      <FormText
        label="Successor"
        hint="Its name as it stands in the directory."
        name="successor"
        maxLength={120}
        required
      />
      <FormArea
        label="How you know"
        hint="What was announced, where and when."
        name="reason"
        rows={3}
        maxLength={4000}
        required
      />
    </DialogForm>
  );
}

type FormsProps = TransferProps & { transfer: InProject["transfers"][number] };

/** A second member confirms a proposed transfer; anybody takes it back. */
export function TransferForms({ of, transfer: t }: FormsProps) {
  const ids = (
    <>
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="transferId" value={t.id} />
    </>
  );
  return (
    <>
      {t.mine ? null : (
        <DialogForm
          action={succeeded}
          submission={newSubmission()}
          trigger="Confirm the transfer…"
          variant="primary"
          title={`${t.successor} succeeds ${of.name}`}
          description={`The memberships of ${of.name} end, and what is on its way to it is stopped. ${t.successor} is proposed in its place.`}
          confirm="Confirm the transfer"
          confirmVariant="danger"
          pendingLabel="Confirming…"
        >
          {ids}
          <p>
            <span className="text-ink-3">{t.by}’s proof: </span>
            {t.reason}
          </p>
        </DialogForm>
      )}
      <DialogForm
        action={takeBackSucceed}
        submission={newSubmission()}
        trigger="Take it back…"
        variant="ghost"
        title="Take back the proposed transfer"
        description="Nothing changes for either organization. It can be proposed again."
        confirm="Take the proposal back"
        pendingLabel="Taking it back…"
      >
        {ids}
      </DialogForm>
    </>
  );
}
