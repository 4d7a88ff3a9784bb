import { operator, terminalCommand, Usage } from "@/cli/command";
import { resetFactors } from "@/data/sign-in/resets";
import { endMember, endMemberSessions } from "@/data/teams/members";

const addressOf = ([address]: string[], name: string): string => {
  if (!address) throw new Usage(`${name} needs an address.`);
  return address;
};

export const factorCommands = [
  terminalCommand(
    "factor reset",
    `  factor reset ADDRESS                        takes every factor of that person off and ends their sessions; they
                                              set up a new one when they sign in next, and the team is told`,
    {},
    async (positionals) => {
      const address = addressOf(positionals, "factor reset");
      await resetFactors(operator, { address });
      return `${address} has no factor any more, and no session. Make sure, by voice, that it was them who asked.`;
    },
  ),
  terminalCommand(
    "sessions end",
    `  sessions end ADDRESS                        ends every session of a member, at once`,
    {},
    async (positionals) => {
      const address = addressOf(positionals, "sessions end");
      const { ended } = await endMemberSessions(operator, { address });
      return `${ended} ended.`;
    },
  ),
  terminalCommand(
    "member end",
    `  member end ADDRESS                          ends a membership of the team, in all of its projects, and every session`,
    {},
    async (positionals) => {
      const address = addressOf(positionals, "member end");
      await endMember(operator, { address });
      return `${address} is no member any more.`;
    },
  ),
];
