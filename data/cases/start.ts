import { z } from "zod";
import { markdown, titleField } from "@/data/advisories/commands";
import { newId } from "@/data/audit";
import { draftOf } from "@/data/cases/facts";
import { firstDraft, placeCase, projectFor } from "@/data/cases/place";
import { byMember, command } from "@/data/command";

const Start = z.object({ projectId: z.uuid("Choose a project."), title: titleField, summary: markdown });

/** Opens a case in triage without a record: its vulnerabilities are added by form. The title is the first draft of the advisory. */
export const startCase = command("case.start", Start, byMember, async (ctx, input) => {
  const project = await projectFor(ctx, input.projectId);
  const id = newId();
  const reference = await placeCase(ctx, id, project, input.title);
  await firstDraft(ctx, id, draftOf(input.title, input.summary));
  return {
    result: { caseId: id, reference },
    audit: [{ stream: { type: "case", id }, action: "case.started" }],
  };
});
