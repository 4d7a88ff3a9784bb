import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { exportRecord } from "@/data/chain/export";
import { publicKey } from "@/data/checkpoints/queries";
import { systemViewer } from "@/data/viewer";

const operator = systemViewer("cli");
const hasPython = spawnSync("python3", ["--version"]).status === 0;

/**
 * What `docs/verify-audit.py` says of an export of this moment and the file of checkpoints.
 * @returns null where there is no Python: then this comparison alone is left out
 */
export async function pythonSays(at: { folder: string; checkpoints: string }): Promise<unknown> {
  if (!hasPython) return null;
  const file = join(at.folder, "record.jsonl");
  const lines: string[] = [];
  await exportRecord(operator, (line) => void lines.push(line));
  writeFileSync(file, `${lines.join("\n")}\n`);
  const args = ["docs/verify-audit.py", file, at.checkpoints, await publicKey(operator)];
  const ran = spawnSync("python3", args, { encoding: "utf8" });
  return JSON.parse(ran.stdout || JSON.stringify({ said: ran.stderr }));
}
