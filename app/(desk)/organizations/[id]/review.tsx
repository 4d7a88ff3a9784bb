import { newSubmission } from "@/app/_lib/form";
import { When } from "@/app/_lib/when";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { reviewed } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { Callout } from "@/components/ui/callout";

type ReviewProps = { of: Organization; project: InProject; decides: boolean };

/** A change of the policy put its membership in doubt: somebody looks, and says what they found. */
export function Review({ of, project, decides }: ReviewProps) {
  return project.reviews.map((r) => (
    <Callout
      key={r.draftId}
      tone="attention"
      title={`To be reviewed: the policy changed, and ${of.name} may no longer qualify`}
      action={
        decides ? (
          <DialogForm
            action={reviewed}
            submission={newSubmission()}
            trigger="It was reviewed…"
            title={`The membership of ${of.name} was reviewed`}
            description="It goes on as it is. To end it, propose a withdrawal."
            confirm="Record the review"
            pendingLabel="Recording…"
          >
            <input type="hidden" name="organizationId" value={of.id} />
            <input type="hidden" name="draftId" value={r.draftId} />
            <FormArea label="What you found" name="note" rows={3} maxLength={2000} required />
          </DialogForm>
        ) : null
      }
    >
      {r.reason} <span className="text-ink-3">Decided </span>
      <When at={r.at} short />
    </Callout>
  ));
}
