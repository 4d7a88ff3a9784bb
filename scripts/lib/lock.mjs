import { linkSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { birthOf } from "./identity.mjs";
import { dataRoot, stateFolder } from "./instance.mjs";
import { atEnd, fail } from "./lifecycle.mjs";

function read(file) {
  try {
    const holder = JSON.parse(readFileSync(file, "utf8"));
    return { ...holder, alive: holder.birth !== "" && birthOf(holder.pid) === holder.birth };
  } catch (error) {
    return error.code === "ENOENT" ? null : { alive: false };
  }
}

/** Who uses the instance now: { pid, kind, address }, or null. */
export function lockHolder(instance) {
  const holder = read(join(stateFolder(instance), "start.lock"));
  return holder?.alive ? holder : null;
}

/** Any running starter of this folder, whichever instance it serves: they share one build. */
export function anyStarter() {
  const folders = readdirSync(dataRoot, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const files = [
    join(dataRoot, "start.lock"),
    ...folders.map(({ name }) => join(dataRoot, name, "start.lock")),
  ];
  const others = files.map(read).filter((holder) => holder?.alive && holder.pid !== process.pid);
  return others.find((holder) => holder.kind === "start") ?? null;
}

function explainHolder({ kind, address, pid }) {
  if (kind === "start") {
    return `Curfew already runs from this folder at ${address} (process ${pid}). Stop it first, or open it.`;
  }
  if (kind === "test")
    return `The tests already run in this folder (process ${pid}). Wait for them, or stop them.`;
  return `Another command uses this folder's database (process ${pid}). Try again when it is done.`;
}

/** Takes the instance for this process; says whether an earlier holder was killed and left its lock behind. */
export function takeLock(instance, kind, address = null) {
  const file = join(stateFolder(instance), "start.lock");
  const own = `${file}.${process.pid}`;
  const text = JSON.stringify({ pid: process.pid, birth: birthOf(process.pid), kind, address });
  writeFileSync(own, text, { mode: 0o600 });
  let tookOver = false;
  try {
    for (let tries = 0; tries < 5; tries += 1) {
      try {
        // A link appears with its content, or not at all.
        linkSync(own, file);
        atEnd(() => rmSync(file, { force: true }));
        return { tookOver };
      } catch (error) {
        if (error.code !== "EEXIST") throw error;
      }
      const holder = read(file);
      if (holder?.alive) fail(explainHolder(holder));
      if (holder !== null) tookOver = removeStale(file) || tookOver;
    }
  } finally {
    rmSync(own, { force: true });
  }
  return fail("Another start is taking this folder at this moment. Try again.");
}

/** Two starters may see the same stale lock; the later one must not remove the lock of the earlier. */
function removeStale(file) {
  const aside = `${file}.stale-${process.pid}`;
  try {
    renameSync(file, aside);
    if (read(aside)?.alive) linkSync(aside, file);
    rmSync(aside, { force: true });
    return true;
  } catch {
    return false;
  }
}
