import { defineConfig } from "@playwright/test";

const chromium = process.env["CURFEW_CHROMIUM"];

const SEEDED = /(pages|walk)\.spec\.ts$/;
const OPERATED = /(factor|production|provider|random|start)\.spec\.ts$/;
const ATTACKS = /break-in\.spec\.ts$/;

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/start.ts",
  outputDir: ".data/test/playwright",
  workers: 2,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // In this order: the demo as it was seeded, then walked to its end, then whatever moves its clock by weeks. What works on
  // a deployment of its own, or attacks one, goes beside them.
  projects: [
    { name: "seeded", testMatch: SEEDED, workers: 1 },
    { name: "worked with", testIgnore: [SEEDED, OPERATED, ATTACKS], dependencies: ["seeded"], workers: 1 },
    { name: "operated", testMatch: OPERATED, dependencies: ["seeded"], workers: 1 },
    { name: "attacks", testMatch: ATTACKS, workers: 1 },
  ],
  reporter: [["list"], ["json", { outputFile: ".data/test/playwright.json" }]],
  use: {
    // Nothing that loosens the browser: its walls are part of what is tested.
    launchOptions: {
      ...(chromium ? { executablePath: chromium } : {}),
      args: ["--no-sandbox", "--headless=shell", "--disable-dev-shm-usage"],
    },
    viewport: { width: 1440, height: 900 },
    actionTimeout: 10_000,
    navigationTimeout: 20_000,
  },
});
