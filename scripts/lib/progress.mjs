import { isEnding, Stop } from "./lifecycle.mjs";
import { launch, wait } from "./processes.mjs";

let stream = process.stdout;

/** For commands whose standard output belongs to somebody else. */
export function progressOnStderr() {
  stream = process.stderr;
}

function since(began) {
  const seconds = (Date.now() - began) / 1000;
  return seconds < 60
    ? `${seconds.toFixed(1)} s`
    : `${Math.floor(seconds / 60)} min ${Math.floor(seconds % 60)} s`;
}

/** One line that says what begins and, once done, how long it took; `open` work prints its own in between. */
export async function step(title, work, { open = false } = {}) {
  const began = Date.now();
  stream.write(`${title} …${open ? "\n" : ""}`);
  let done = false;
  try {
    const result = await work();
    done = true;
    return result;
  } finally {
    const how = done ? "" : isEnding() ? "stopped after " : "failed after ";
    stream.write(`${open ? `${title}:` : ""} ${how}${since(began)}\n`);
  }
}

/**
 * Runs a program and returns what it printed; only a failure shows its last lines.
 * `speaks` is for programs that say themselves, in a sentence, why they refuse.
 */
export async function runQuietly(
  name,
  command,
  args,
  { lines = 40, accept = [0], input, speaks = false, ...options } = {},
) {
  const entry = launch(name, command, args, {
    ...options,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe"],
  });
  if (input !== undefined) entry.child.stdin.on("error", () => {}).end(input);
  let stdout = "";
  let all = "";
  entry.child.stdout?.setEncoding("utf8").on("data", (text) => {
    stdout += text;
    all += text;
  });
  entry.child.stderr?.setEncoding("utf8").on("data", (text) => {
    all += text;
  });
  const closed = new Promise((resolve) => entry.child.once("close", resolve));
  const { code, signal, error } = await entry.exited;
  // A grandchild that left the group may hold the pipes open.
  if (!error) await Promise.race([closed, wait(2000)]);
  if (accept.includes(code)) return { code, stdout };
  const tail = all.trimEnd().split("\n").slice(-lines).join("\n");
  if (speaks && tail && !signal) throw new Stop(tail);
  const why = error ? error.message : signal ? `ended by ${signal}` : `exit code ${code}`;
  throw new Stop(`${tail}${tail ? "\n\n" : ""}${name} failed (${why}).`);
}
