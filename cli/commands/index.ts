import type { Command } from "@/cli/command";
import { accessCommands } from "@/cli/commands/access";
import { auditCommands } from "@/cli/commands/audit";
import { caseCommands } from "@/cli/commands/cases";
import { factorCommands } from "@/cli/commands/factors";
import { keyCommands } from "@/cli/commands/keys";
import { memberCommands } from "@/cli/commands/members";
import { personCommands } from "@/cli/commands/persons";
import { policyCommands } from "@/cli/commands/policy";
import { projectCommands } from "@/cli/commands/projects";
import { retentionCommands } from "@/cli/commands/retention";
import { sendingCommands } from "@/cli/commands/sending";

/** Every command, in the order of the help. A new one is a file here and a line below. */
export const COMMANDS: readonly Command[] = [
  ...memberCommands,
  ...factorCommands,
  ...sendingCommands,
  ...personCommands,
  ...keyCommands,
  ...projectCommands,
  ...policyCommands,
  ...caseCommands,
  ...auditCommands,
  ...retentionCommands,
  ...accessCommands,
];
