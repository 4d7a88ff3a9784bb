import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fail } from "./lifecycle.mjs";

export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));
export const dataRoot = join(root, ".data");
export const testInstance = "test";
// What else lies in .data.
const taken = ["chromium", "mail", "postgres"];

/** The instance that the environment names; lib/env.ts reads the same variable. */
export function instanceName() {
  const name = process.env.CURFEW_INSTANCE ?? "";
  if (name !== "" && !/^[a-z0-9-]{1,20}$/.test(name)) {
    fail("CURFEW_INSTANCE must be 1 to 20 small letters, digits or hyphens.");
  }
  if (taken.includes(name))
    fail(`CURFEW_INSTANCE can't be "${name}": Curfew keeps something else under that name.`);
  return name;
}

/** The folder that holds everything of one instance; nobody else may look inside. */
export function stateFolder(instance) {
  const folder = instance === "" ? dataRoot : join(dataRoot, instance);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  return folder;
}
