import type { DeskCase } from "@/app/_lib/case";
import { newSubmission } from "@/app/_lib/form";
import { govern } from "@/app/(desk)/cases/[reference]/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import { TextLink } from "@/components/ui/link";
import { Section } from "@/components/ui/section";
import { isEmbargoed } from "@/domain/case/state";

/** Which version of the policy governs the case, and the way under the one that is in force now. */
export function Governing({ of }: { of: DeskCase }) {
  const { summary, inForce } = of;
  const open = summary.state === "triaging" || isEmbargoed(summary.state);
  const passed = inForce.id !== summary.policyId;
  return (
    <Section title="Policy">
      <div className="grid gap-2">
        <p>
          Version {summary.policy.version} {open ? "governs it" : "governed it"}
          {open && passed ? "; " : ". "}
          {open && passed ? `version ${inForce.policy.version} is in force. ` : null}
          <TextLink href={`/policy?project=${of.projectSlug}&number=${summary.policy.number}`}>
            Read it
          </TextLink>
        </p>
        {open && passed ? (
          <DialogForm
            action={govern}
            submission={newSubmission()}
            align="start"
            trigger={`Move under version ${inForce.policy.version}…`}
            title={`Move ${summary.reference} under version ${inForce.policy.version}`}
            description="Severities that the new scale does not know, and a choice that it does not offer, are decided anew; approvals become void. Vendors who were told are still told of every change."
            confirm="Move the case"
            pendingLabel="Moving…"
          >
            <input type="hidden" name="reference" value={summary.reference} />
            <input type="hidden" name="caseId" value={of.id} />
            <input type="hidden" name="revision" value={of.revision} />
            <FormArea name="reason" label="Reason" rows={2} maxLength={2000} required />
          </DialogForm>
        ) : null}
      </div>
    </Section>
  );
}
