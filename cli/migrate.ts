import { migrate } from "@/data/upgrade/migrate";

// `npm run migrate`; with --check it only says whether there is something to do.
migrate(process.argv.includes("--check") ? "check" : undefined).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
