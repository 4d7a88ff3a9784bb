import { newSubmission } from "@/app/_lib/form";
import { start } from "@/app/(desk)/policy/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormSelect } from "@/components/form-fields";
import { PRESET_TEXTS } from "@/domain/policy/presets";

/** Begins a draft from what is in force, or from a shipped text. */
export function Start({ projectId, slug }: { projectId: string; slug: string }) {
  return (
    <DialogForm
      action={start}
      submission={newSubmission()}
      trigger="Begin a draft…"
      title="Begin a draft"
      description="Nothing changes by it. It is open to every member of the project, one at a time."
      confirm="Begin the draft"
      pendingLabel="Beginning…"
    >
      <input type="hidden" name="projectId" value={projectId} />
      <input type="hidden" name="slug" value={slug} />
      <FormSelect
        label="From"
        name="from"
        defaultValue=""
        options={[
          { value: "", label: "The version in force" },
          ...Object.entries(PRESET_TEXTS).map(([value, label]) => ({ value, label: `The text of ${label}` })),
        ]}
      />
    </DialogForm>
  );
}
