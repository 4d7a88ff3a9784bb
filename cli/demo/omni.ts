import { readFileSync } from "node:fs";
import type { Temporal } from "temporal-polyfill";
import type { Team } from "@/cli/demo/team";
import { PRESETS } from "@/cli/presets";
import { startCase } from "@/data/cases/start";
import { addProject } from "@/data/projects/commands";
import { systemViewer } from "@/data/viewer";
import { parsePolicy } from "@/formats/policy";

/** A second project of the team, with a policy that knows no prenotification, two of its members, and a case just begun. */
export async function seedOmni(team: Team, now: Temporal.Instant): Promise<void> {
  const preset = PRESETS["vllm-omni"];
  if (!preset) throw new Error("the demo's second project has no preset");
  const { projectId } = await addProject(
    systemViewer("seed"),
    {
      ...preset,
      policy: parsePolicy(readFileSync("policies/vllm-omni.yaml", "utf8")),
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
}
