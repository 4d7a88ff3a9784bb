import { readFileSync } from "node:fs";
import { operator, terminalCommand, Usage } from "@/cli/command";
import { addProject } from "@/data/projects/commands";
import { PRESETS } from "@/domain/policy/presets";

export const projectCommands = [
  terminalCommand(
    "project add",
    `  project add NAME [--member ADDRESS …]       adds a project with its policy, its groups and the members
                                              named, else the team's admins. NAME is one of
                                              ${Object.keys(PRESETS).slice(0, 5).join(", ")},
                                              ${Object.keys(PRESETS).slice(5).join(", ")}`,
    { member: { type: "string", multiple: true } },
    async ([name], values) => {
      const preset = Object.hasOwn(PRESETS, name ?? "") && PRESETS[name ?? ""];
      if (!preset) throw new Usage(`project add needs one of: ${Object.keys(PRESETS).join(", ")}.`);
      await addProject(operator, {
        ...preset,
        source: readFileSync(`policies/${name}.yaml`, "utf8"),
        members: values.member,
      });
      return `The project ${preset.name} was added.`;
    },
  ),
];
