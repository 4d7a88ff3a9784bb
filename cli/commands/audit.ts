import { once } from "node:events";
import { appendFileSync, closeSync, constants, copyFileSync, openSync } from "node:fs";
import { operator, terminalCommand, Usage } from "@/cli/command";
import { exportRecord } from "@/data/chain/export";
import { verifyRecord } from "@/data/chain/verify";
import { publicKey } from "@/data/checkpoints/queries";
import type { Verdict } from "@/formats/chain/verdict";

export const auditCommands = [
  terminalCommand(
    "audit verify",
    `  audit verify [--json] [--against FILE]      checks every entry of the record, and the checkpoints outside;
                                              FILE is an earlier copy of these, or a checkpoint that was mailed`,
    { json: { type: "boolean" }, against: { type: "string" } },
    async (_, { json, against }) => {
      const verdict = await verifyRecord(operator, { against });
      return { said: json ? JSON.stringify(verdict) : inWords(verdict), ok: verdict.ok };
    },
  ),
  terminalCommand(
    "audit export",
    `  audit export FILE|-                         writes the record as JSON lines, and beside a FILE the checkpoints
                                              of that moment as FILE.checkpoints: for docs/verify-audit.py`,
    {},
    async ([file]) => {
      if (!file) throw new Usage("audit export needs a file, or - for the terminal.");
      const count = await toFile(file);
      return file === "-" ? "" : `${count} entries were written to ${file}.`;
    },
  ),
  terminalCommand(
    "audit key",
    "  audit key                                   prints the public key that the checkpoints are signed with",
    {},
    () => publicKey(operator),
  ),
];

const inWords = (verdict: Verdict): string =>
  verdict.ok
    ? "Every entry holds."
    : `The record does not hold. The first place is ${verdict.stream}, ${verdict.position}: ${verdict.what}.`;

async function toFile(file: string): Promise<number> {
  if (file === "-") return exportRecord(operator, onTerminal);
  const out = fresh(file);
  try {
    return await exportRecord(
      operator,
      (line) => appendFileSync(out, `${line}\n`),
      (path) => copyFileSync(path, `${file}.checkpoints`, constants.COPYFILE_EXCL),
    );
  } finally {
    closeSync(out);
  }
}

/** Waits for a slow reader instead of holding the record in memory. */
async function onTerminal(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, "drain");
}

function fresh(file: string): number {
  try {
    return openSync(file, "wx", 0o600);
  } catch {
    throw new Usage(`${file} can’t be written: it exists already, or its folder does not.`);
  }
}
