import { operator, terminalCommand } from "@/cli/command";
import { checkKeys, type KeyReport } from "@/data/keys/check";
import { rotateKeys } from "@/data/keys/rotate";

const word = (k: KeyReport["wrapping"][number]) =>
  [
    `${k.id}  wraps ${k.wraps}`,
    k.current ? "in use" : "",
    k.given ? "" : "not given to this process",
    !k.current && k.wraps === 0 && k.given ? "not needed any more: take it out of CURFEW_MASTER_KEY" : "",
  ]
    .filter(Boolean)
    .join(", ");

const inWords = (r: KeyReport): string =>
  [
    "Wrapping keys:",
    ...r.wrapping.map((k) => `  ${word(k)}`),
    `Data keys: ${r.dataKeys.open} open, ${r.dataKeys.destroyed} destroyed`,
    r.broken.length === 0
      ? `Sealed values: ${r.values}, all of them open`
      : `Sealed values: ${r.values}, and this does not open:\n${r.broken.map((b) => `  ${b}`).join("\n")}`,
  ].join("\n");

export const keyCommands = [
  terminalCommand(
    "keys check",
    `  keys check [--json]                         opens everything that is sealed with the keys that were given, and
                                              says which of them are in use`,
    { json: { type: "boolean" } },
    async (_, values) => {
      const report = await checkKeys(operator);
      const said = values.json ? JSON.stringify(report) : inWords(report);
      return { said, ok: report.broken.length === 0 };
    },
  ),
  terminalCommand(
    "keys rotate",
    `  keys rotate                                 wraps all data keys with the second key of CURFEW_MASTER_KEY`,
    {},
    async () => {
      const { to, keys } = await rotateKeys(operator, {});
      return `${keys} data keys are wrapped by ${to} now. Check with \`npm run curfew -- keys check\`, then take the old key out of CURFEW_MASTER_KEY and restart.`;
    },
  ),
];
