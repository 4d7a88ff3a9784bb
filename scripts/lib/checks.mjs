import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root } from "./instance.mjs";
import { fail } from "./lifecycle.mjs";
import { launch } from "./processes.mjs";
import { runQuietly, step } from "./progress.mjs";
import { nodeRuntime, tool } from "./runtime.mjs";
import { reportFile, testDatabase, testEnvironment } from "./test-database.mjs";

// A cruiser without its parser sees no module and finds no fault: raise this as the code grows.
const leastModules = 350;
const cruised = "app components data db domain emails formats lib worker cli tests e2e".split(" ");

// Biome colours its output even where nobody sees colours.
const colors = process.stderr.isTTY ? "force" : "off";

const quietly = (name, ...args) =>
  runQuietly(name, nodeRuntime(), tool(...args), { env: testEnvironment(), lines: 300 });

async function importRules() {
  const rooms = cruised.filter((room) => existsSync(join(root, room)));
  const args = ["depcruise", "--config", ".dependency-cruiser.mjs", "--output-type", "json", ...rooms];
  // Its exit code is the number of violations; the report has them too.
  const accept = Array.from({ length: 256 }, (_, code) => code);
  const env = testEnvironment();
  const { stdout } = await runQuietly("depcruise", nodeRuntime(), tool(...args), { env, accept });
  let summary;
  try {
    summary = JSON.parse(stdout).summary;
  } catch {
    fail(`${stdout.slice(-2000)}\n\ndepcruise gave no report.`);
  }
  const broken = summary.violations.filter(({ rule }) => rule.severity === "error");
  if (broken.length > 0) {
    fail(
      `${broken.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`).join("\n")}\n\nImport rules are broken.`,
    );
  }
  if (summary.totalCruised < leastModules) {
    fail(
      `depcruise saw only ${summary.totalCruised} modules, fewer than ${leastModules}: does it parse TypeScript?`,
    );
  }
}

async function types() {
  await quietly("next typegen", "next", "typegen");
  await quietly("tsc", "tsc", "--noEmit");
}

/** Runs a test runner with its own output; its totals go to a report. */
export async function runTests(name, args, { env, ...options }) {
  const { code, error } = await launch(name, nodeRuntime(), args, {
    ...options,
    env,
    stdio: ["ignore", "inherit", "inherit"],
  }).exited;
  if (code !== 0) fail(error ? error.message : `${name} failed.`);
}

function unitTests() {
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile("vitest")}`];
  return runTests("vitest", tool("vitest", "run", ...reporters), { env: testEnvironment() });
}

/** Every check that needs no browser; stops at the first that fails. */
export async function verify() {
  rmSync(reportFile("vitest"), { force: true });
  await step("Format and lint", () => quietly("biome", "biome", "ci", `--colors=${colors}`, "."));
  await step("Types", types);
  await step("Import rules", importRules);
  await step("Dead code", () => quietly("knip", "knip"));
  await testDatabase();
  await step("Unit and database tests", unitTests, { open: true });
}
