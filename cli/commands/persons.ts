import { operator, terminalCommand, Usage } from "@/cli/command";
import { correctPerson, erasePerson } from "@/data/persons/commands";
import { exportPerson } from "@/data/persons/export";
import { showPerson } from "@/data/persons/queries";

const needed = (address: string | undefined): string => {
  if (!address) throw new Usage("person needs an address.");
  return address;
};

export const personCommands = [
  terminalCommand(
    "person show",
    "  person show ADDRESS                         where a person is named, and what keeps name and address",
    {},
    async ([address]) => {
      const { person, places, kept } = await showPerson(operator, { address: needed(address) });
      return [
        `${person.name ?? "A role address"}: ${person.addresses.join(", ")}`,
        ...places.map((p) => `  ${p.table}.${p.column}: ${p.rows}, an erasure: ${p.erased}`),
        kept.length === 0 ? "Nothing keeps name and address." : "Kept:",
        ...kept.map((k) => `  ${k}`),
      ].join("\n");
    },
  ),
  terminalCommand(
    "person export",
    "  person export ADDRESS                       prints everything of a person as JSON; an entry in the record",
    {},
    async ([address]) => (await exportPerson(operator, { address: needed(address) })).json,
  ),
  terminalCommand(
    "person correct",
    `  person correct ADDRESS [--name NAME] [--address NEW]
                                              corrects a name, or a member's address, which ends every session`,
    { name: { type: "string" }, address: { type: "string" } },
    async ([address], values) => {
      await correctPerson(operator, {
        address: needed(address),
        name: values.name,
        newAddress: values.address,
      });
      return "It is corrected.";
    },
  ),
  terminalCommand(
    "person erase",
    `  person erase ADDRESS                        erases name and address; refused with the reason while evidence must
                                              name the person`,
    {},
    async ([address]) => {
      await erasePerson(operator, { address: needed(address) });
      return "Name and address are erased. Backups from before hold them until they are deleted.";
    },
  ),
];
