// Runs beside the starter and reads what it has started. When the starter is gone (its end of the pipe
// closes, even on SIGKILL), whatever is still on the list is ended, so that nothing stays behind.
import { rmSync } from "node:fs";
import { createInterface } from "node:readline";
import { birthOf } from "./identity.mjs";

const watched = new Map();
const folders = new Set();

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => {});

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {
    // It is gone.
  }
}

createInterface({ input: process.stdin })
  .on("line", (line) => {
    const message = JSON.parse(line);
    if (message.watch) watched.set(message.watch, message.signal);
    if (message.forget) watched.delete(message.forget);
    if (message.folder) folders.add(message.folder);
    if (message.keep) folders.delete(message.keep);
  })
  .on("close", async () => {
    for (const [pid, signal] of watched) send(pid, signal);
    for (let tries = 0; tries < 100 && [...watched.keys()].some(birthOf); tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    for (const pid of watched.keys()) send(-pid, "SIGKILL");
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    process.exit(0);
  });
