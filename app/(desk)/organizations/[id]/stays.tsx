import { newSubmission } from "@/app/_lib/form";
import type { InProject, Organization } from "@/app/(desk)/organizations/[id]/load";
import { stays } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";

/** A member looked at the whole of it and found that it stays: its time begins anew. */
export function Stays({ of, project, due }: { of: Organization; project: InProject; due: boolean }) {
  return (
    <DialogForm
      key={of.memberships.map((m) => m.changes.length).join()}
      action={stays}
      submission={newSubmission()}
      trigger="It stays…"
      variant={due ? "primary" : "ghost"}
      title={`${of.name} was reviewed: it stays`}
      description={`You looked at its evidence and contacts, and it still meets what ${project.name} asks. To end it, propose a withdrawal instead.`}
      confirm="Record the review"
      pendingLabel="Recording…"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <input type="hidden" name="projectId" value={project.id} />
      <FormArea label="What you found" name="reason" rows={3} maxLength={1000} required />
    </DialogForm>
  );
}
