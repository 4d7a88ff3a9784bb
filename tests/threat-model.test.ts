import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const read = (file: string) => readFileSync(file, "utf8");
const page = read("docs/threat-model.md");
const [, requirements = ""] = page.split("## Forty requirements");

/** What stands in `code`, which may go on in the next line. */
const coded = (text: string): string[] =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, words = ""]) => words.replaceAll(/\s+/g, " "));
const testsIn = (text: string): { file: string; name: string }[] =>
  coded(text).flatMap((words) => {
    const [file, name] = words.split(" › ");
    return file && name ? [{ file, name }] : [];
  });

/** The names of a file's tests, and of what holds several of them. */
function namesIn(file: string): string[] {
  const name = /(?:\b(?:test|describe)\(|\)\()\s*(?:"((?:\\.|[^"\\])*)"|`((?:\\.|[^`\\])*)`)/g;
  return [...read(file).matchAll(name)].map(([, quoted, ticked]) => quoted ?? ticked ?? "");
}

/** The forty, by number. */
const numbered = requirements
  .split(/^(?=\d+\. \*\*)/m)
  .slice(1)
  .map((text) => ({ number: Number.parseInt(text, 10), text }));

describe("docs/threat-model.md", () => {
  test("names tests that there are", () => {
    const named = testsIn(page);
    expect(named.length).toBeGreaterThan(100);
    const missing = named.filter(
      ({ file, name }) => !existsSync(file) || !namesIn(file).some((n) => n.includes(name)),
    );
    expect(missing.map(({ file, name }) => `${file} › ${name}`)).toEqual([]);
  });

  test("names files that there are", () => {
    const files = coded(page).filter((words) => /^[\w./()[\]-]+\.(ts|tsx|mjs|md|py)$/.test(words));
    expect(files.length).toBeGreaterThan(50);
    for (const file of files) expect(existsSync(file), file).toBe(true);
  });

  test("says of each of the forty requirements where it stands and which test notices", () => {
    expect(numbered.map((r) => r.number)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    for (const { number, text } of numbered) {
      expect(text.replaceAll(/\s+/g, " "), `${number}`).toMatch(
        /^\d+\. \*\*[^*]+\*\* \((our own|\d+\.\d+\.\d+(, \d+\.\d+\.\d+)*)\)\./,
      );
      expect(testsIn(text).length, `${number} names no test`).toBeGreaterThan(0);
      expect(
        coded(text).some((words) => /^[\w./()[\]-]+\.tsx?$/.test(words)) || text.includes("The queries"),
        `${number} names no file`,
      ).toBe(true);
    }
  });

  test("names a wall or what stays open for everybody who attacks", () => {
    const [, attackers = ""] = page.split("## Who attacks");
    const each = attackers.split("\n## ")[0]?.split("\n### ").slice(1) ?? [];
    expect(each.length).toBeGreaterThanOrEqual(12);
    for (const one of each) {
      expect(testsIn(one).length, one.slice(0, 60)).toBeGreaterThan(0);
      expect(one).toContain("- Open: ");
    }
  });
});

test("SECURITY.md says each thing that we ask of others, or that there is none of it", () => {
  const policy = read("SECURITY.md");
  const headings = [...policy.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings).toEqual([
    "Reporting",
    "Scope",
    "What we promise",
    "Disclosure",
    "Severity",
    "Who is told, and how",
    "Supported versions",
    "Research in good faith",
  ]);
  expect(policy.split("\n").length).toBeLessThanOrEqual(80);
  // One limit, one way in, and each severity defined once: no two numbers for one promise.
  expect(policy.match(/\b\d+ (days|hours|weeks|months)/g)?.sort()).toEqual([
    "14 days",
    "14 days",
    "5 days",
    "90 days",
  ]);
  expect(policy.match(/^- \*\*(CRITICAL|HIGH|MODERATE|LOW)\*\*/gm)).toHaveLength(4);
  expect(policy.match(/: none\b/g)?.length).toBeGreaterThanOrEqual(6);
  for (const file of ["README.md", "CONTRIBUTING.md"]) expect(read(file), file).toContain("(SECURITY.md)");
});
