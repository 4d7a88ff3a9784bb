import type { Metadata } from "next";
import { newSubmission } from "@/app/_lib/form";
import { requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { importRecord, startEmpty } from "@/app/(desk)/cases/new/actions";
import { ActionForm } from "@/components/action-form";
import { FormArea, FormSelect, FormText } from "@/components/form-fields";
import { LinkButton } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Page } from "@/components/ui/page";
import { SubmitButton } from "@/components/ui/submit-button";
import { TabsNav } from "@/components/ui/tabs-nav";
import { listProjects } from "@/data/projects/queries";
import { RecordFields } from "./_fields";

type Props = { searchParams: Promise<{ way?: string | string[] }> };
type Projects = Awaited<ReturnType<typeof listProjects>>;

export const metadata: Metadata = { title: "Open a case" };

export default async function NewCasePage({ searchParams }: Props) {
  const viewer = await requireMember();
  const projects = await listProjects(viewer);
  const empty = textOf((await searchParams).way) === "empty";
  return (
    <Desk viewer={viewer}>
      <Page
        title="Open a case"
        width="reading"
        eyebrow={<TextLink href="/cases">Cases</TextLink>}
        lead="In triage, with a first draft of its advisory. Nobody outside the project is told by it."
      >
        <TabsNav
          label="Ways to open a case"
          items={[
            { href: "/cases/new", label: "Import a record", current: !empty },
            { href: "/cases/new?way=empty", label: "Start empty", current: empty },
          ]}
        />
        {empty ? <Start projects={projects} /> : <Import projects={projects} />}
      </Page>
    </Desk>
  );
}

const Project = ({ projects }: { projects: Projects }) => (
  <FormSelect
    name="projectId"
    label="Project"
    defaultValue={projects[0]?.id}
    options={projects.map((p) => ({ value: p.id, label: p.name }))}
    hint={projects.length === 0 ? "You work on no project yet." : undefined}
    required
  />
);

const Cancel = () => (
  <LinkButton href="/cases" variant="ghost">
    Cancel
  </LinkButton>
);

const Import = ({ projects }: { projects: Projects }) => (
  <ActionForm key="import" action={importRecord} submission={newSubmission()} className="gap-5">
    <Project projects={projects} />
    <RecordFields />
    <div className="flex flex-wrap gap-2">
      <SubmitButton pendingLabel="Reading the record…">Import and open the case</SubmitButton>
      <Cancel />
    </div>
  </ActionForm>
);

const Start = ({ projects }: { projects: Projects }) => (
  <ActionForm key="start" action={startEmpty} submission={newSubmission()} className="gap-5">
    <Project projects={projects} />
    <FormText
      name="title"
      label="Title"
      maxLength={300}
      required
      hint="What it is about, for the team and the advisory. It stands in no subject, address or list of a vendor."
    />
    <FormArea
      name="summary"
      label="Summary"
      rows={3}
      required={false}
      hint="What is known so far, in a sentence or two. The vulnerability itself comes next, on the case."
    />
    <div className="flex flex-wrap gap-2">
      <SubmitButton pendingLabel="Opening…">Open the case</SubmitButton>
      <Cancel />
    </div>
  </ActionForm>
);
