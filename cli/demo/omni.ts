import { readFileSync } from "node:fs";
import type { Temporal } from "temporal-polyfill";
import type { Team } from "@/cli/demo/team";
import { startCase } from "@/data/cases/start";
import { proposeDraft, startDraft } from "@/data/policies/drafts";
import { addProject } from "@/data/projects/commands";
import { systemViewer } from "@/data/viewer";
import { PRESETS } from "@/domain/policy/presets";

/** A second project of the team, with a policy that knows no prenotification, two of its members, and a case just begun. */
export async function seedOmni(team: Team, now: Temporal.Instant): Promise<void> {
  const preset = PRESETS["vllm-omni"];
  if (!preset) throw new Error("the demo's second project has no preset");
  const { projectId } = await addProject(
    systemViewer("seed"),
    {
      ...preset,
      source: readFileSync("policies/vllm-omni.yaml", "utf8"),
      members: ["mara@team.example", "jiwoo@team.example"],
    },
    { at: now.subtract({ hours: 24 * 20 }) },
  );
  await startCase(
    await team.jiwoo(),
    {
      projectId,
      title: "A crafted video makes the frame decoder use all memory",
      summary:
        "Reported by mail: a file of a few kilobytes that declares an enormous frame size stops the server. Which versions are affected is not clear yet.",
    },
    { at: now.subtract({ hours: 5 }) },
  );
  await proposeLaterText(team, projectId, now.subtract({ hours: 3 }));
}

/** The project's later text, with its contradictions, proposed and not adopted yet. */
async function proposeLaterText(team: Team, projectId: string, at: Temporal.Instant): Promise<void> {
  const jiwoo = await team.jiwoo();
  const { draftId } = await startDraft(jiwoo, { projectId, from: "vllm-omni-2" }, { at });
  await proposeDraft(
    jiwoo,
    {
      draftId,
      revision: 1,
      reason: "Distributors ask to be told early, as vLLM does it.",
      vote: "2 for, none against",
      findings: "read",
    },
    { at },
  );
}
