import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";

/** What may be built into a running deployment: the rooms, and the files that Next.js finds beside them. */
export const ROOMS =
  "{{app,cli,components,data,db,domain,emails,formats,lib,worker}/**/*.{ts,tsx},{proxy,instrumentation,next.config}.ts}";

/** Source files of a pattern, tests and what was installed or built left out. */
export const files = (pattern: string): string[] =>
  globSync(pattern, { exclude: (f) => /node_modules|\.next|\.data/.test(f) }).filter(
    (f) => !/\.test\.tsx?$/.test(f),
  );

export const holding = (pattern: string, text: RegExp): string[] =>
  files(pattern).filter((f) => text.test(readFileSync(f, "utf8")));

/** Every file that is in the repository, or would be with the next commit. */
export const tracked = (): string[] =>
  execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { encoding: "utf8" })
    .split("\0")
    .filter((f) => f !== "" && existsSync(f));
