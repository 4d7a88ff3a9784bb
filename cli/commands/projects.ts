import { readFileSync } from "node:fs";
import { operator, terminalCommand, Usage } from "@/cli/command";
import { PRESETS } from "@/cli/presets";
import { addProject } from "@/data/projects/commands";
import { parsePolicy } from "@/formats/policy";

export const projectCommands = [
  terminalCommand(
    "project add",
    `  project add ${Object.keys(PRESETS).join("|")}  [--member ADDRESS …]
                                              adds a project with its policy, its groups and the members
                                              named, else the team's admins`,
    { member: { type: "string", multiple: true } },
    async ([name], values) => {
      const preset = PRESETS[name ?? ""];
      if (!preset) throw new Usage(`project add needs one of: ${Object.keys(PRESETS).join(", ")}.`);
      await addProject(operator, {
        ...preset,
        policy: parsePolicy(readFileSync(`policies/${preset.slug}.yaml`, "utf8")),
        members: values.member,
      });
      return `The project ${preset.name} was added.`;
    },
  ),
];
