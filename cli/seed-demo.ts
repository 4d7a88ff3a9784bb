import { readFileSync } from "node:fs";
import { seedApplications } from "@/cli/demo/applications";
import { seedReleased, seedTriage, seedWaiting } from "@/cli/demo/cases";
import { seedDirectory } from "@/cli/demo/directory";
import { seedLeak } from "@/cli/demo/leak";
import { seedOmni } from "@/cli/demo/omni";
import { seedRunning } from "@/cli/demo/running";
import { sendOpen } from "@/cli/demo/send";
import { MEMBERS, seedTeam } from "@/cli/demo/team";
import { beginSeeding, finishSeeding } from "@/data/demo/seeding";
import { disconnect } from "@/data/process";
import { addProject } from "@/data/projects/commands";
import { compareAtStart } from "@/data/restores/start";
import { systemViewer } from "@/data/viewer";
import { PRESETS } from "@/domain/policy/presets";
import { realNow } from "@/lib/clock";

/** A believable month of one team, written through the same commands that the pages use, each at its own instant. */
async function main(): Promise<void> {
  if (!(await beginSeeding())) return;
  await compareAtStart(systemViewer("seed"));
  const now = realNow().round("minute");
  const team = await seedTeam(now.subtract({ hours: 24 * 60 }));
  const preset = PRESETS["vllm"];
  if (!preset) throw new Error("the demo's project has no preset");
  const { projectId } = await addProject(
    systemViewer("seed"),
    {
      ...preset,
      source: readFileSync("policies/vllm.yaml", "utf8"),
      members: MEMBERS.map((m) => m.email),
    },
    { at: now.subtract({ hours: 24 * 60 }) },
  );
  const directory = await seedDirectory(team, projectId, now);
  await sendOpen(now.subtract({ hours: 5 }));
  await seedReleased(team, directory, projectId, now);
  const running = await seedRunning(team, directory, projectId, now);
  await seedLeak(team, directory, projectId, running, now);
  await seedWaiting(team, directory, projectId, now);
  await seedTriage(team, projectId, now);
  await seedOmni(team, now);
  await seedApplications(team, directory, now);
  await finishSeeding();
}

main()
  .catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
  })
  .finally(disconnect);
