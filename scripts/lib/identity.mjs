import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const proc = existsSync("/proc/self/stat");

/** When the process began: with its number it tells a process from a later one of the same number. */
export function birthOf(pid) {
  try {
    if (!proc) return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    // A zombie holds nothing any more.
    return fields[0] === "Z" ? "" : fields[19];
  } catch {
    return "";
  }
}

/** Whether the process was started with this word among its arguments. */
export function wasStartedWith(pid, word) {
  try {
    if (!proc)
      return execFileSync("ps", ["-o", "args=", "-p", String(pid)], { encoding: "utf8" }).includes(word);
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\0").includes(word);
  } catch {
    return false;
  }
}
