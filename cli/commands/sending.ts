import { operator, terminalCommand, Usage } from "@/cli/command";
import { resumeSending, stopSending } from "@/data/stops/commands";

export const sendingCommands = [
  terminalCommand(
    "stop-sending",
    `  stop-sending --reason TEXT                  stops everything that leaves but sign-in mail, and tells every
                                              member why`,
    { reason: { type: "string" } },
    async (_, { reason }) => {
      if (!reason) throw new Usage("stop-sending needs --reason: every member reads it.");
      await stopSending(operator, { reason });
      return "Nothing leaves any more but sign-in mail. Members see it on every page. To go on: npm run curfew -- resume-sending";
    },
  ),
  terminalCommand(
    "resume-sending",
    "  resume-sending                              lets it go on; whatever waits is checked again first",
    {},
    async () => {
      await resumeSending(operator, {});
      return "Sending goes on. What waited is checked again, and leaves.";
    },
  ),
];
