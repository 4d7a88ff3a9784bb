import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./instance.mjs";
import { fail } from "./lifecycle.mjs";

const major = 24;
let found = null;

/** The Node.js that runs everything but these scripts: the host's where it is new enough, else the packed one. */
export function nodeRuntime() {
  if (found === null) found = findRuntime();
  return found;
}

function findRuntime() {
  if (Number(process.versions.node.split(".")[0]) >= major) return process.execPath;
  const packed = join(root, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
  if (existsSync(packed) && spawnSync(packed, ["--version"], { stdio: "ignore" }).status === 0) return packed;
  return fail(
    `Curfew runs on Node.js ${major}, and npm carries none for ${process.platform} ${process.arch} ` +
      `that works here: install Node.js ${major} or later (this is ${process.versions.node}).`,
  );
}

const bins = {
  biome: "@biomejs/biome/bin/biome",
  depcruise: "dependency-cruiser/bin/dependency-cruiser.mjs",
  "drizzle-kit": "drizzle-kit/bin.cjs",
  knip: "knip/bin/knip.js",
  next: "next/dist/bin/next",
  playwright: "@playwright/test/cli.js",
  tsc: "typescript/bin/tsc",
  vitest: "vitest/vitest.mjs",
};

/** Arguments that run a tool on the runtime, whatever `node` the PATH has. */
export function tool(name, ...args) {
  return [join(root, "node_modules", bins[name]), ...args];
}

export function typescript(file, ...args) {
  return ["--import", "tsx", file, ...args];
}
