import type { Metadata } from "next";
import { orNotFound, requireMember } from "@/app/_lib/guard";
import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { PolicyDocument } from "@/app/(desk)/policy/document";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { TabsNav } from "@/components/ui/tabs-nav";
import { getProject, listProjects } from "@/data/projects/queries";

export const metadata: Metadata = { title: "Policy" };

type Props = { searchParams: Promise<{ project?: string | string[] }> };

export default async function Policies({ searchParams }: Props) {
  const viewer = await requireMember();
  const projects = await listProjects(viewer);
  const slug = textOf((await searchParams).project) || projects[0]?.slug;
  if (slug === undefined)
    return (
      <Desk viewer={viewer}>
        <Page title="Policy">
          <EmptyState title="No project yet">
            Whoever operates this portal adds one: npm run curfew -- project add vllm
          </EmptyState>
        </Page>
      </Desk>
    );
  const project = await orNotFound(getProject(viewer, slug));
  const { policy } = project;
  return (
    <Desk viewer={viewer}>
      <Page
        title={policy.title}
        eyebrow={`${project.name} · version ${policy.version}, in force`}
        lead={
          <>
            What this portal applies, taken from{" "}
            <a
              href={policy.source}
              rel="noreferrer noopener"
              className="text-accent underline decoration-accent-line underline-offset-3"
            >
              the published text
            </a>
            . Where the text is silent, this page says none.
          </>
        }
      >
        {projects.length > 1 ? (
          <TabsNav
            label="Projects"
            items={projects.map((p) => ({
              href: `/policy?project=${p.slug}`,
              label: p.name,
              current: p.slug === slug,
            }))}
          />
        ) : null}
        <PolicyDocument project={project.name} policy={policy} />
      </Page>
    </Desk>
  );
}
