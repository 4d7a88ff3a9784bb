import "./lib/check-node.mjs";
import "./lib/env-file.mjs";
import { ensureBuilt } from "./lib/build.mjs";
import { startEmbedded } from "./lib/embedded.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { instanceName } from "./lib/instance.mjs";
import { fail, main } from "./lib/lifecycle.mjs";
import { takeLock } from "./lib/lock.mjs";
import { portProblem, wantedPort } from "./lib/port.mjs";
import { launch, wait } from "./lib/processes.mjs";
import { runQuietly, step } from "./lib/progress.mjs";
import { nodeRuntime, tool, typescript } from "./lib/runtime.mjs";
import { firstDeath, untilHealthy } from "./lib/services.mjs";

const embedded = !process.env.DATABASE_URL;
// The demo lets anybody be anybody: it is never offered to other machines.
const host = embedded ? "localhost" : process.env.HOST || "localhost";

function addressOf(port) {
  if (["0.0.0.0", "::"].includes(host)) return `http://localhost:${port}`;
  return `http://${host.includes(":") ? `[${host}]` : host}:${port}`;
}

async function checkPort(port, patience) {
  // A killed starter's web process may need a moment to go.
  for (const end = Date.now() + patience; ; await wait(200)) {
    const problem = await portProblem(port, host);
    if (!problem) return;
    if (Date.now() >= end) fail(problem);
  }
}

function script(env, name, file) {
  return runQuietly(name, nodeRuntime(), typescript(file), { env });
}

function check(env, file, ...args) {
  return runQuietly(file, nodeRuntime(), typescript(file, ...args), { env, speaks: true });
}

async function prepareEmbedded(env) {
  const database = await step("Starting the embedded PostgreSQL", () => startEmbedded(instanceName()));
  await ensureBuilt(env);
  await step("Migrating", () => script(env, "The migration", "cli/migrate.ts"));
  await step("Preparing the demo", () => script(env, "The demo's seed", "cli/seed-demo.ts"));
  return [database.entry];
}

async function prepareProduction(env) {
  await check(env, "cli/check-env.ts");
  if (process.env.DATABASE_MIGRATION_URL) {
    await ensureBuilt(env);
    await step("Migrating", () => script(env, "The migration", "cli/migrate.ts"));
  } else {
    await check(env, "cli/migrate.ts", "--check");
    await ensureBuilt(env);
  }
  return [];
}

async function start() {
  const port = wantedPort();
  const address = addressOf(port);
  const { tookOver } = takeLock(instanceName(), "start", address);
  await checkPort(port, tookOver ? 15_000 : 0);
  await ensureInstalled();

  const env = { ...process.env, NODE_ENV: "production", PORT: String(port) };
  if (embedded) env.CURFEW_URL = env.CURFEW_URL || address;
  const below = await (embedded ? prepareEmbedded(env) : prepareProduction(env));

  // Who serves neither owns the schema nor sees past its walls.
  const { DATABASE_MIGRATION_URL: _, DATABASE_BACKUP_URL: __, ...serving } = env;
  const node = nodeRuntime();
  const web = launch("The web process", node, tool("next", "start", "-H", host, "-p", String(port)), {
    env: serving,
  });
  const worker = launch("The worker", node, typescript("worker/main.ts"), { env: serving });
  const death = firstDeath([web, worker, ...below]);
  await Promise.race([untilHealthy(address, 60), death]);
  process.stdout.write(`\nCurfew is running at ${address}\nPress Ctrl-C to stop it.\n\n`);
  return death;
}

main(start, { interrupted: 0 });
