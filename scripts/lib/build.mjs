import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./instance.mjs";
import { fail } from "./lifecycle.mjs";
import { anyStarter } from "./lock.mjs";
import { runQuietly, step } from "./progress.mjs";
import { nodeRuntime, tool } from "./runtime.mjs";

const rooms = "app components data db domain emails formats lib policies public worker".split(" ");
const notBuilt = /^(biome|knip|drizzle\.config|playwright\.config|vitest\.config|next-env\.d)\b/;
const stampFile = join(root, ".next", "curfew-build");

function filesBelow(folder) {
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(path);
    return /\.(test|spec)\.[jt]sx?$/.test(entry.name) ? [] : [path];
  });
}

function sourceFiles() {
  const settings = readdirSync(root).filter(
    (name) => /^[^.].*\.(ts|mjs|json)$/.test(name) && !notBuilt.test(name),
  );
  return [...settings, ...rooms.filter((room) => existsSync(join(root, room))).flatMap(filesBelow)].sort();
}

/** What a build depends on, as one hash. */
export function sourceHash() {
  const hash = createHash("sha256");
  for (const file of sourceFiles()) {
    const content = createHash("sha256")
      .update(readFileSync(join(root, file)))
      .digest("hex");
    hash.update(`${file} ${content}\n`);
  }
  // The build takes this key in: with another key it is another build.
  hash.update(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "");
  return hash.digest("hex");
}

function builtHash() {
  if (!existsSync(join(root, ".next", "BUILD_ID")) || !existsSync(stampFile)) return "";
  return readFileSync(stampFile, "utf8").trim();
}

/** The hash is the one from before the build: a file saved meanwhile asks for the next one. */
export function stampBuild(hash) {
  writeFileSync(stampFile, `${hash}\n`);
}

export async function ensureBuilt(env = process.env) {
  const hash = sourceHash();
  if (builtHash() === hash) return;
  const starter = anyStarter();
  if (starter) {
    fail(
      `The sources changed, and a build would pull the ground from under the Curfew that runs from this ` +
        `folder at ${starter.address} (process ${starter.pid}). Stop it first.`,
    );
  }
  await step("Building", () => runQuietly("next build", nodeRuntime(), tool("next", "build"), { env }));
  stampBuild(hash);
}
