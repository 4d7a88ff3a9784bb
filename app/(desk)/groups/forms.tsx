import { newSubmission } from "@/app/_lib/form";
import { add, edit } from "@/app/(desk)/groups/actions";
import { DialogForm } from "@/components/dialog-form";
import { FormArea, FormText } from "@/components/form-fields";

type Group = { id: string; name: string; description: string };
type Project = { id: string; name: string };

export function AddGroup({ project }: { project: Project }) {
  return (
    <DialogForm
      action={add}
      submission={newSubmission()}
      trigger={
        <>
          Add a group…<span className="sr-only"> to {project.name}</span>
        </>
      }
      title={`Add a group to ${project.name}`}
      description="A group says who is prenotified together. Adding one tells nobody anything."
      confirm="Add the group"
      pendingLabel="Adding…"
    >
      <input type="hidden" name="projectId" value={project.id} />
      <Fields />
    </DialogForm>
  );
}

export function EditGroup({ group }: { group: Group }) {
  return (
    <DialogForm
      key={`${group.name}${group.description}`}
      action={edit}
      submission={newSubmission()}
      trigger={
        <>
          Edit…<span className="sr-only"> {group.name}</span>
        </>
      }
      variant="ghost"
      title={`Edit the group ${group.name}`}
      description="Its members stay. Notices that address it, written earlier too, show the new name."
      confirm="Save the group"
    >
      <input type="hidden" name="groupId" value={group.id} />
      <Fields group={group} />
    </DialogForm>
  );
}

function Fields({ group }: { group?: Group }) {
  return (
    <>
      <FormText label="Name" name="name" defaultValue={group?.name} maxLength={120} required />
      <FormArea
        label="Who belongs to it"
        name="description"
        rows={3}
        defaultValue={group?.description}
        maxLength={1000}
        required={false}
      />
    </>
  );
}
