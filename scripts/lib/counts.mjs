import { existsSync, readFileSync } from "node:fs";
import { reportFile } from "./test-database.mjs";

function read(name) {
  try {
    return existsSync(reportFile(name)) ? JSON.parse(readFileSync(reportFile(name), "utf8")) : null;
  } catch {
    return null;
  }
}

/** Tests passed and failed, from what the two runners wrote. */
export function countTests() {
  const vitest = read("vitest");
  const browser = read("playwright")?.stats;
  return {
    passed: (vitest?.numPassedTests ?? 0) + (browser?.expected ?? 0) + (browser?.flaky ?? 0),
    failed: (vitest?.numFailedTests ?? 0) + (browser?.unexpected ?? 0),
  };
}
