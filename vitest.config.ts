import { defineConfig } from "vitest/config";

/** What is pure needs no database, and no start as of a process: half of the files would wait for both. */
const PURE = "{domain,formats,components,emails,lib}/**/*.test.{ts,tsx}";

export default defineConfig({
  resolve: {
    tsconfigPaths: true,
    alias: { "server-only": new URL("./tests/empty.ts", import.meta.url).pathname },
  },
  test: {
    pool: "forks",
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    projects: [
      { extends: true, test: { name: "pure", include: [PURE], isolate: false } },
      {
        extends: true,
        test: {
          name: "database",
          include: ["**/*.test.{ts,tsx}"],
          exclude: ["node_modules", ".next", ".data", "e2e", PURE],
          globalSetup: ["./tests/database.setup.ts"],
          setupFiles: ["./tests/worker.setup.ts"],
        },
      },
    ],
  },
});
