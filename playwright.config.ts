import { defineConfig } from "@playwright/test";

const chromium = process.env["CURFEW_CHROMIUM"];

export default defineConfig({
  testDir: "e2e",
  globalSetup: "./e2e/support/start.ts",
  outputDir: ".data/test/playwright",
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  // In this order: the demo as it was seeded, then walked to its end, then whatever moves its clock by weeks.
  projects: [
    { name: "seeded", testMatch: /(pages|walk)\.spec\.ts$/ },
    { name: "worked with", testIgnore: /(pages|walk)\.spec\.ts$/ },
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
