import { readFileSync } from "node:fs";
import { seedReleased, seedTriage, seedWaiting } from "@/cli/demo/cases";
import { seedDirectory } from "@/cli/demo/directory";
import { seedTeam } from "@/cli/demo/team";
import { PRESETS } from "@/cli/presets";
import { beginSeeding, finishSeeding } from "@/data/demo/seeding";
import { disconnect } from "@/data/process";
import { addProject } from "@/data/projects/commands";
import { systemViewer } from "@/data/viewer";
import { parsePolicy } from "@/formats/policy";
import { realNow } from "@/lib/clock";

/** A believable month of one team, written through the same commands that the pages use, each at its own instant. */
async function main(): Promise<void> {
  if (!(await beginSeeding())) return;
  const now = realNow().round("minute");
  const team = await seedTeam(now.subtract({ hours: 24 * 60 }));
  const preset = PRESETS["vllm"];
  if (!preset) throw new Error("the demo's project has no preset");
  const { projectId } = await addProject(
    systemViewer("seed"),
    { ...preset, policy: parsePolicy(readFileSync("policies/vllm.yaml", "utf8")) },
    { at: now.subtract({ hours: 24 * 60 }) },
  );
  const directory = await seedDirectory(team, projectId, now);
  await seedReleased(team, directory, projectId, now);
  await seedWaiting(team, directory, projectId, now);
  await seedTriage(team, projectId, now);
  await finishSeeding();
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(disconnect);
