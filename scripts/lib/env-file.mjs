import { existsSync } from "node:fs";
import { join } from "node:path";
import { root } from "./instance.mjs";

// Next.js would read .env by itself, and the worker and the command line would not: one of them would serve another
// database. Read here, it holds for all of them; what the environment says already wins.
const file = join(root, ".env");
if (existsSync(file)) {
  if (process.loadEnvFile) process.loadEnvFile(file);
  else {
    process.stderr.write(
      "Reading .env needs Node.js 20.12 or later. Update Node.js, or set the variables.\n",
    );
    process.exit(1);
  }
}
