import "./lib/check-node.mjs";
import "./lib/env-file.mjs";
import { sourceHash, stampBuild } from "./lib/build.mjs";
import { embeddedAnswers, startEmbedded } from "./lib/embedded.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { instanceName } from "./lib/instance.mjs";
import { fail, main } from "./lib/lifecycle.mjs";
import { lockHolder, takeLock } from "./lib/lock.mjs";
import { launch } from "./lib/processes.mjs";
import { progressOnStderr, runQuietly } from "./lib/progress.mjs";
import { nodeRuntime, tool, typescript } from "./lib/runtime.mjs";

const [name, ...args] = process.argv.slice(2);
const port = process.env.PORT || "3000";
// The demo on the embedded database is never offered to other machines.
const host = (process.env.DATABASE_URL && process.env.HOST) || "localhost";

const commands = {
  build: () => tool("next", "build", ...args),
  web: () => tool("next", "start", "-H", host, "-p", port, ...args),
  worker: () => typescript("worker/main.ts", ...args),
  migrate: () => typescript("cli/migrate.ts", ...args),
  backup: () => typescript("db/backup.ts", ...args),
  restore: () => typescript("db/restore.ts", ...args),
  curfew: () => typescript("cli/main.ts", ...args),
  format: () => tool("biome", "check", "--write", ".", ...args),
  "db:generate": () => tool("drizzle-kit", "generate", ...args),
};

/** Makes sure that a database answers: the one of the environment, the running embedded one, or our own. */
async function reachDatabase(env) {
  if (process.env.DATABASE_URL || (name === "backup" && process.env.DATABASE_BACKUP_URL)) return;
  const instance = instanceName();
  const holder = lockHolder(instance);
  env.CURFEW_URL = env.CURFEW_URL || holder?.address || `http://localhost:${port}`;
  if (await embeddedAnswers(instance)) return;
  if (holder?.kind === "start")
    fail(`Curfew is just starting (process ${holder.pid}). Try again in a moment.`);
  if (name === "web" || name === "worker") {
    fail(`There is no database: set DATABASE_URL, or use npm start, which brings its own.`);
  }
  takeLock(instance, "command");
  const { created } = await startEmbedded(instance);
  // A command on a database that was never migrated could only fail.
  if (created && name === "curfew") {
    await runQuietly("The migration", nodeRuntime(), typescript("cli/migrate.ts"), { env });
  }
}

async function run() {
  const command = commands[name];
  if (!command) fail(`Use: node scripts/run.mjs ${Object.keys(commands).join("|")} [arguments]`);
  progressOnStderr();
  await ensureInstalled();
  const env = { ...process.env };
  if (["web", "worker", "migrate", "curfew", "backup", "restore"].includes(name)) {
    env.NODE_ENV = env.NODE_ENV || "production";
    // Who serves neither owns the schema nor sees past its walls.
    if (name === "web" || name === "worker") delete env.DATABASE_MIGRATION_URL;
    if (name !== "backup") delete env.DATABASE_BACKUP_URL;
    // Whoever writes a policy needs no database; only a trial of it asks whom there is.
    const bare = name === "curfew" && args[0] === "policy" && args[1] !== "simulate";
    if (!bare) await reachDatabase(env);
  }
  const hash = name === "build" ? sourceHash() : null;
  const { code, signal } = await launch(name, nodeRuntime(), command(), { env }).exited;
  if (hash && code === 0) stampBuild(hash);
  return signal ? 1 : code;
}

main(run);
