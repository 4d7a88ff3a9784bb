import { textOf } from "@/app/_lib/params";
import { Desk } from "@/app/_lib/shell";
import { EmptyState } from "@/components/ui/empty-state";
import { Page } from "@/components/ui/page";
import { listProjects } from "@/data/projects/queries";
import type { Member } from "@/domain/viewer";

/** The project that an address names, else the first that the member works on; null for one who works on none. */
export async function askedProject(viewer: Member, given: string | string[] | undefined) {
  const projects = await listProjects(viewer);
  const slug = textOf(given) || projects[0]?.slug;
  return slug === undefined ? null : { slug, projects };
}

/** What stands on every page of policies for a member who works on no project. */
export function NoProject({ viewer }: { viewer: Member }) {
  return (
    <Desk viewer={viewer}>
      <Page title="Policy">
        <EmptyState title="No project yet">
          Whoever operates this portal adds one: npm run curfew -- project add vllm
        </EmptyState>
      </Page>
    </Desk>
  );
}
