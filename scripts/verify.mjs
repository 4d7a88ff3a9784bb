import "./lib/check-node.mjs";
import { verify } from "./lib/checks.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { testInstance } from "./lib/instance.mjs";
import { main } from "./lib/lifecycle.mjs";
import { takeLock } from "./lib/lock.mjs";

main(async () => {
  takeLock(testInstance, "test");
  if (!process.argv.includes("--skip-install")) await ensureInstalled();
  await verify();
});
