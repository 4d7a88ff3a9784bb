import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { birthOf, wasStartedWith } from "./identity.mjs";
import { wait } from "./processes.mjs";

/** Stops the PostgreSQL that a killed starter left on these data, and clears a stale lock file of one. */
export async function stopOrphan(data) {
  const file = join(data, "postmaster.pid");
  let pid;
  try {
    pid = Number(readFileSync(file, "utf8").split("\n")[0]);
  } catch {
    return;
  }
  if (!Number.isInteger(pid) || pid < 2 || !wasStartedWith(pid, data)) {
    // PostgreSQL itself takes any living process of that number for its own.
    rmSync(file, { force: true });
    return;
  }
  const birth = birthOf(pid);
  for (const [signal, seconds] of [
    ["SIGINT", 10],
    ["SIGQUIT", 5],
    ["SIGKILL", 2],
  ]) {
    if (birthOf(pid) !== birth) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (let tries = 0; tries < seconds * 20 && birthOf(pid) === birth; tries += 1) await wait(50);
  }
}
