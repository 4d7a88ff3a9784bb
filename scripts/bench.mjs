import "./lib/check-node.mjs";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { ensureInstalled } from "./lib/install.mjs";
import { root, testInstance } from "./lib/instance.mjs";
import { fail, main } from "./lib/lifecycle.mjs";
import { takeLock } from "./lib/lock.mjs";
import { launch } from "./lib/processes.mjs";
import { progressOnStderr } from "./lib/progress.mjs";
import { nodeRuntime, typescript } from "./lib/runtime.mjs";
import { testDatabase, testEnvironment } from "./lib/test-database.mjs";

// Speed, random kills and long trials: what would make the tests slow, or not the same every time.

const [name, ...args] = process.argv.slice(2);

main(async () => {
  const known = readdirSync(join(root, "tests", "bench"))
    .filter((f) => f.endsWith(".bench.ts"))
    .map((f) => f.slice(0, -".bench.ts".length));
  if (!known.includes(name)) fail(`Use: npm run bench -- ${known.join("|")} [--json] [--rate N] [--count N]`);
  progressOnStderr();
  await ensureInstalled();
  takeLock(testInstance, "bench");
  await testDatabase();
  const file = join("tests", "bench", `${name}.bench.ts`);
  const { code } = await launch("bench", nodeRuntime(), typescript(file, ...args), {
    env: testEnvironment(),
  }).exited;
  return code;
});
