import { EnvError, env } from "@/lib/env";

// What `npm start` asks before anything else: a weak or missing setting is named, one sentence each.
try {
  env();
} catch (error) {
  const problems = error instanceof EnvError ? error.problems : ["The settings could not be read."];
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exit(1);
}
