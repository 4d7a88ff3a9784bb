import { newSubmission } from "@/app/_lib/form";
import type { Organization } from "@/app/(desk)/organizations/[id]/load";
import { edit } from "@/app/(desk)/organizations/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormText } from "@/components/form-fields";

/** Name, website and what it does: shared between projects. */
export function EditEntry({ of }: { of: Organization }) {
  return (
    <DialogForm
      key={`${of.name}${of.website}${of.legalEntity}${of.about}`}
      action={edit}
      submission={newSubmission()}
      trigger="Edit the entry…"
      size="md"
      title={`Edit the entry of ${of.name}`}
      description="The directory is shared between projects. The name stands in messages to its contacts from now on."
      confirm="Save the entry"
    >
      <input type="hidden" name="organizationId" value={of.id} />
      <FormText label="Name" name="name" defaultValue={of.name} maxLength={120} required />
      <FormText
        label="Website"
        name="website"
        type="url"
        defaultValue={of.website ?? ""}
        required={false}
        maxLength={200}
        placeholder="https://vendor.example"
      />
      <FormText
        label="Legal entity"
        hint="The company behind it, where that has another name. Limits per legal entity count by it."
        name="legalEntity"
        defaultValue={of.legalEntity ?? ""}
        required={false}
        maxLength={200}
      />
      <FormArea
        label="What it does with the project"
        name="about"
        rows={3}
        defaultValue={of.about ?? ""}
        required={false}
        maxLength={1000}
      />
    </DialogForm>
  );
}
