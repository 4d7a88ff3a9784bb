import { join } from "node:path";
import { startEmbedded } from "./embedded.mjs";
import { stateFolder, testInstance } from "./instance.mjs";
import { step } from "./progress.mjs";

let started = null;

/** One temporary PostgreSQL for all tests of a run. */
export function testDatabase() {
  started =
    started ??
    step("Starting a PostgreSQL for the tests", () => startEmbedded(testInstance, { temporary: true }));
  return started;
}

export function reportFile(name) {
  return join(stateFolder(testInstance), `${name}.json`);
}

/** What tests see: their own instance, and never the database or the mail account of the caller's shell. */
export function testEnvironment() {
  const env = { ...process.env, CURFEW_INSTANCE: testInstance };
  for (const name of Object.keys(env)) {
    if (/^(DATABASE_|PG[A-Z]+$|RESEND_|MAIL_|SMTP_|CURFEW_URL$|PORT$|HOST$|NODE_ENV$)/.test(name))
      delete env[name];
  }
  return env;
}
