import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { realpathSync, rmSync } from "node:fs";
import { expect, test } from "@playwright/test";

const INSTANCE = "start-spec";

/** Runs the starter as `npm start` does, on an instance of its own. */
function start(port: number): { child: ChildProcess; said: () => string; ended: Promise<number | null> } {
  const { DATABASE_URL: _, CURFEW_URL: __, ...rest } = process.env;
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    env: { ...rest, CURFEW_INSTANCE: INSTANCE, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
  const ended = new Promise<number | null>((done) => child.once("exit", done));
  return { child, said: () => said, ended };
}

test("npm start serves on an empty folder, refuses a second beside it, and stops web, worker and database", async () => {
  test.setTimeout(120_000);
  const port = 39_871;
  const first = start(port);
  await expect
    .poll(first.said, { timeout: 60_000 })
    .toContain(`Curfew is running at http://localhost:${port}`);
  expect((await fetch(`http://localhost:${port}/api/health`)).status).toBe(200);

  const second = start(port + 1);
  expect(await second.ended).toBe(1);
  expect(second.said().trim()).toMatch(/^Curfew already runs from this folder at [^\n]+$/);

  const running = () => execFileSync("ps", ["-eo", "pid,ppid,args"], { encoding: "utf8" });
  const place = realpathSync(`.data/${INSTANCE}/postgres`);
  expect(running()).toContain(place);
  first.child.kill("SIGTERM");
  expect(await first.ended).toBe(0);
  expect(running()).not.toContain(place);
  await expect(fetch(`http://localhost:${port}/api/health`)).rejects.toThrow();
  for (const folder of [place, `.data/${INSTANCE}`]) rmSync(folder, { recursive: true, force: true });
});
