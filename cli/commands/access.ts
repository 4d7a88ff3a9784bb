import { terminalCommand } from "@/cli/command";
import { PERSONAS } from "@/domain/access/personas";
import { accessLines, countProbes } from "@/domain/access/probes";
import { RULES } from "@/domain/access/rules";

const listed = (words: Record<string, string>): string[] =>
  Object.entries(words).map(([name, means]) => `  ${name}: ${means}`);

export const accessCommands = [
  terminalCommand(
    "access-table",
    `  access-table                                prints who may ask what of every address and every action, and how often
                                              the tests try it`,
    {},
    async () => {
      const { pages, posts } = countProbes();
      return [
        ...accessLines(),
        "",
        "Who may:",
        ...listed(RULES),
        "Who tries:",
        ...listed(PERSONAS),
        "",
        `${pages + posts} probes: ${pages} of pages and files in every state of a case, ${posts} direct posts of what is kept from somebody.`,
      ].join("\n");
    },
  ),
];
