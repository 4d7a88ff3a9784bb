import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { root } from "./instance.mjs";
import { fail, Stop } from "./lifecycle.mjs";
import { runQuietly, step } from "./progress.mjs";

const lockFile = join(root, "package-lock.json");
const stampFile = join(root, "node_modules", ".curfew-lock");

function wanted() {
  const lock = createHash("sha256").update(readFileSync(lockFile)).digest("hex");
  return `${lock} ${process.platform} ${process.arch}\n`;
}

function installed() {
  return existsSync(stampFile) ? readFileSync(stampFile, "utf8") : "";
}

function npm() {
  const path = process.env.npm_execpath ?? "";
  // Set by other package managers too, to themselves.
  if (basename(path) === "npm-cli.js" && existsSync(path)) return [process.execPath, path];
  return ["npm"];
}

/** Brings node_modules in line with the lock file; does nothing when it is. */
export async function ensureInstalled() {
  process.env.NEXT_TELEMETRY_DISABLED = "1";
  if (installed() === wanted()) return;
  const [command, ...first] = npm();
  // Not `npm ci`: it refuses where a registry lacks other platforms' builds of an optional package.
  const args = [
    ...first,
    "install",
    "--no-save",
    "--no-audit",
    "--no-fund",
    "--loglevel=error",
    "--include=dev",
    "--include=optional",
  ];
  const lock = readFileSync(lockFile);
  try {
    await step("Installing packages (about a minute, once)", () => runQuietly("npm install", command, args));
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    const reason = /^npm error (?!code |errno |syscall )(.+)$/m.exec(error.message)?.[1] ?? error.message;
    fail(
      `The packages could not be installed: ${reason.replace(/\.$/, "")}. Run "npm install --no-save" to see more.`,
    );
  } finally {
    if (!readFileSync(lockFile).equals(lock)) writeFileSync(lockFile, lock);
  }
  writeFileSync(stampFile, wanted());
}
