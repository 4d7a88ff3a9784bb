import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { Desk } from "@/app/_lib/shell";
import { importRecord } from "@/app/(desk)/cases/new/actions";
import { ActionForm } from "@/components/action-form";
import { FormSelect } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { listProjects } from "@/data/projects/queries";
import { RecordFields } from "./_fields";

export const metadata: Metadata = { title: "Import a record" };

export default async function ImportPage() {
  const viewer = await requireMember();
  const projects = await listProjects(viewer);
  return (
    <Desk viewer={viewer}>
      <Page
        title="Import a record"
        width="reading"
        eyebrow={<TextLink href="/cases">Cases</TextLink>}
        lead="Opens a case in triage with its vulnerability and a first draft of the advisory. All of the record is read, or nothing."
      >
        <ActionForm action={importRecord} submission={newSubmission()} className="grid gap-5">
          <FormSelect
            name="projectId"
            label="Project"
            defaultValue={projects[0]?.id}
            options={projects.map((p) => ({ value: p.id, label: p.name }))}
            required
          />
          <RecordFields />
          <div className="flex flex-wrap gap-2">
            <SubmitButton pendingLabel="Reading the record…">Import and open the case</SubmitButton>
            <LinkButton href="/cases" variant="ghost">
              Cancel
            </LinkButton>
          </div>
        </ActionForm>
      </Page>
    </Desk>
  );
}
