import "./lib/check-node.mjs";
import { rmSync } from "node:fs";
import { ensureBuilt } from "./lib/build.mjs";
import { runTests, verify } from "./lib/checks.mjs";
import { provideChromium } from "./lib/chromium.mjs";
import { countTests } from "./lib/counts.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { testInstance } from "./lib/instance.mjs";
import { main, reportFailure } from "./lib/lifecycle.mjs";
import { takeLock } from "./lib/lock.mjs";
import { step } from "./lib/progress.mjs";
import { tool } from "./lib/runtime.mjs";
import { reportFile, testDatabase, testEnvironment } from "./lib/test-database.mjs";

// npm test -- --e2e [arguments for Playwright]: the browser tests alone.
const at = process.argv.indexOf("--e2e");
const browserOnly = at >= 0;
const playwrightArgs = browserOnly ? process.argv.slice(at + 1) : [];

async function browserTests() {
  const browser = await step("Providing a browser", provideChromium);
  const env = { ...testEnvironment(), ...browser, PLAYWRIGHT_JSON_OUTPUT_FILE: reportFile("playwright") };
  await ensureBuilt({ ...env, NODE_ENV: "production" });
  await testDatabase();
  // SIGINT is what lets Playwright run its teardown.
  const options = { env, stopSignal: "SIGINT" };
  const args = tool("playwright", "test", "--reporter=list,json", ...playwrightArgs);
  await step("Browser tests", () => runTests("playwright", args, options), { open: true });
}

main(async () => {
  takeLock(testInstance, "test");
  for (const name of ["vitest", "playwright"]) rmSync(reportFile(name), { force: true });
  let broken = 0;
  try {
    await ensureInstalled();
    if (!browserOnly) await verify();
    await browserTests();
  } catch (error) {
    reportFailure(error);
    broken = 1;
  }
  const { passed, failed } = countTests();
  // A check without tests of its own that broke counts as one.
  const total = broken && failed === 0 ? 1 : failed;
  process.stdout.write(`${passed} passed, ${total} failed\n`);
  return broken;
});
