import { operator, terminalCommand, Usage } from "@/cli/command";
import { issueLink } from "@/data/sign-in/links";
import { addMember } from "@/data/teams/commands";
import { LINK_MINUTES } from "@/domain/sign-in/limits";
import { env } from "@/lib/env";
import { newToken } from "@/lib/random";

export const memberCommands = [
  terminalCommand(
    "member add",
    `  member add ADDRESS --name NAME [--admin] [--project NAME …]
                                              adds a member to the team and to its projects, or to those
                                              named; a member already joins the projects that are named`,
    {
      name: { type: "string" },
      admin: { type: "boolean" },
      project: { type: "string", multiple: true },
    },
    async ([address], values) => {
      if (!address) throw new Usage("member add needs an address.");
      await addMember(operator, {
        email: address,
        name: values.name,
        admin: values.admin ?? false,
        projects: values.project,
      });
      return `${address} is a member now. To let them in: npm run curfew -- sign-in ${address}`;
    },
  ),
  terminalCommand(
    "sign-in",
    `  sign-in ADDRESS                             prints a link that signs that person in, once, within ${LINK_MINUTES} minutes`,
    {},
    async ([address]) => {
      if (!address) throw new Usage("sign-in needs an address.");
      const { path } = await issueLink(operator, { address, token: newToken(), browserHash: null });
      return `${env().url}${path}`;
    },
  ),
];
