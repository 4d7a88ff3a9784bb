import { newSubmission } from "@/app/_lib/form";
import { quit } from "@/app/(portal)/organization/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea } from "@/components/form-fields";
import type { OwnProject } from "@/data/memberships/own";

/** Leaving is the organization's own: at once, and with what stays binding said before. */
export function Quit({ project, name }: { project: OwnProject; name: string }) {
  const bound = project.obligations.filter((o) => !o.public).map((o) => o.reference);
  return (
    <DialogForm
      action={quit}
      submission={newSubmission()}
      trigger={`Leave ${project.name}…`}
      variant="ghost"
      align="start"
      title={`${name} leaves ${project.name}`}
      description={`At once you are told of nothing new, and your cases are closed. ${
        bound.length > 0
          ? `You stay bound to what you accepted for ${bound.join(", ")} until each is public.`
          : "You are bound to nothing that is not public."
      } To return you apply again.`}
      confirm={`Leave ${project.name}`}
      confirmVariant="danger"
      pendingLabel="Leaving…"
    >
      <input type="hidden" name="projectId" value={project.id} />
      <FormArea label="Reason" hint="The team reads it." name="reason" rows={2} maxLength={1000} required />
    </DialogForm>
  );
}
