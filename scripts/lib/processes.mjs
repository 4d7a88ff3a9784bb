import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const running = new Set();
let closed = false;
let guard = null;

/** Tells the guard what to end if this process is killed without a chance to do so itself. */
export function tellGuard(message) {
  if (guard === null) {
    const script = fileURLToPath(new URL("./guard.mjs", import.meta.url));
    guard = spawn(process.execPath, [script], {
      cwd: "/",
      detached: true,
      stdio: ["pipe", "ignore", "ignore"],
    });
    guard.on("error", () => {});
    guard.stdin.on("error", () => {});
    guard.unref();
  }
  guard.stdin.write(`${JSON.stringify(message)}\n`);
}

/**
 * Every child gets its own process group: Ctrl-C reaches us alone, and we stop the children in order.
 * `lasting` children outlive stopAll(); whoever starts one stops it.
 */
export function launch(name, command, args, options = {}) {
  if (closed) throw new Error(`${name} was not started: everything is being stopped`);
  const { stopSignal = "SIGTERM", lasting = false, ...rest } = options;
  const child = spawn(command, args, { cwd: root, stdio: "inherit", ...rest, detached: true });
  const entry = { name, child, pid: child.pid, stopSignal, lasting, ended: false };
  if (child.pid) {
    running.add(entry);
    tellGuard({ watch: child.pid, signal: stopSignal });
  }
  entry.exited = new Promise((settle) => {
    const finish = (how) => {
      if (entry.ended) return;
      entry.ended = true;
      running.delete(entry);
      if (child.pid) {
        // Grandchildren that a dead parent left behind.
        signalGroup(child.pid, "SIGKILL");
        tellGuard({ forget: child.pid });
      }
      settle(how);
    };
    child.on("error", (error) => {
      if (!child.pid) finish({ code: 1, error });
    });
    child.on("exit", (code, signal) => finish({ code: code ?? 1, signal }));
  });
  return entry;
}

function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
  } catch {
    // Nobody is left in it.
  }
}

export function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Asks the child to end, insists with `harder` after a while, and returns once it is gone. */
export async function stop(entry, { patience = 15_000, harder = "SIGKILL" } = {}) {
  if (entry.ended || !entry.pid) return;
  entry.child.kill(entry.stopSignal);
  const timer = setTimeout(() => {
    if (harder === "SIGKILL") signalGroup(entry.pid, "SIGKILL");
    else entry.child.kill(harder);
  }, patience);
  const lastResort = setTimeout(() => signalGroup(entry.pid, "SIGKILL"), patience + 5000);
  await entry.exited;
  clearTimeout(timer);
  clearTimeout(lastResort);
}

/** No child starts after this. */
export async function stopAll() {
  closed = true;
  await Promise.all([...running].filter((entry) => !entry.lasting).map((entry) => stop(entry)));
}

export function killAll() {
  closed = true;
  for (const entry of running) {
    // SIGQUIT is PostgreSQL's immediate shutdown: SIGKILL would leave its shared memory behind.
    if (entry.lasting) entry.child.kill("SIGQUIT");
    else signalGroup(entry.pid, "SIGKILL");
  }
}
