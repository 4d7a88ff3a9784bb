import { globSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";

/** What is pure needs no database, and no start as of a process: half of the files would wait for both. */
const PURE = "{domain,formats,components,emails,lib}/**/*.test.{ts,tsx}";

/** Tests of the data layer that take the settings of the run as they are, and change nothing of their process. */
const DATA = globSync("data/**/*.test.ts", { exclude: ["data/sign-in/**"] }).filter(
  (file) =>
    !/ownDatabase|startedWith|stubEnv|resetModules|process\.env|vi\.mock/.test(readFileSync(file, "utf8")),
);
const setup = {
  globalSetup: ["./tests/database.setup.ts"],
  setupFiles: ["./tests/worker.setup.ts"],
};

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
    alias: { "server-only": new URL("./tests/empty.ts", import.meta.url).pathname },
  },
  test: {
    pool: "forks",
    // One more than two cores: each waits for the database about a third of its time.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "pure", include: [PURE], isolate: false } },
      // They share what a process loads once; each makes rows of its own and looks at nobody else's.
      { extends: true, test: { ...setup, name: "data", include: DATA, isolate: false } },
      {
        extends: true,
        test: {
          ...setup,
          name: "database",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["node_modules", ".next", ".data", "e2e", PURE, ...DATA],
        },
      },
    ],
  },
});
