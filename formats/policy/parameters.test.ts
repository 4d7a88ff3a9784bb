import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { PARAMETERS } from "@/domain/policy/parameters";
import { type JsonSchema, plain } from "@/formats/policy/form";
import { policySchema } from "@/formats/policy/json-schema";

const root = policySchema() as JsonSchema;

/** Whether a path leads somewhere in the schema. */
function isField(path: string): boolean {
  let at: JsonSchema | undefined = root;
  for (const part of path.split(".")) {
    const found: JsonSchema | undefined = at?.properties?.[part.replace("[]", "")];
    at = found && plain(found, root);
    if (part.endsWith("[]")) at = at?.items && plain(at.items, root);
    if (!at) return false;
  }
  return true;
}
/** The names of a file's tests, and of what holds several of them. */
const namesIn = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?:\b(?:test|describe)\(|\)\()\s*"((?:\\.|[^"\\])*)"/g)].map(
    ([, name = ""]) => name,
  );

describe("the parameters of a policy", () => {
  test("are P1 to P52, each once", () => {
    expect(PARAMETERS.map((p) => p.number)).toEqual(Array.from({ length: 52 }, (_, i) => i + 1));
    expect(new Set(PARAMETERS.map((p) => p.name)).size).toBe(52);
  });

  test("claim every field of the schema, and no field that it lacks", () => {
    const claimed = PARAMETERS.flatMap((p) => p.fields);
    expect(claimed.filter((f) => !isField(f))).toEqual([]);
    const heads = new Set(claimed.map((f) => f.replace(/[.[].*$/, "")));
    expect(Object.keys(root.properties ?? {}).filter((f) => !heads.has(f))).toEqual([]);
  });

  // A field of these parts that no parameter names would be one that nobody decided about.
  test.each(["prenotification", "eligibility", "application", "embargo", "handling", "withdrawal"])(
    "claim every field of %s",
    (head) => {
      const claimed = PARAMETERS.flatMap((p) => p.fields);
      const fields = Object.keys(plain(root.properties?.[head] ?? {}, root).properties ?? {});
      expect(fields.length).toBeGreaterThan(0);
      expect(fields.filter((f) => !claimed.some((c) => c.replace(/\[\].*$/, "") === `${head}.${f}`))).toEqual(
        [],
      );
    },
  );

  test.each(PARAMETERS.flatMap((p) => (p.effect === "governs" ? [[p.number, p.test] as const] : [])))(
    "that govern have a test whose name says so: P%d in %s",
    (number, file) =>
      expect(namesIn(file).filter((name) => new RegExp(`\\bP${number}\\b`).test(name))).not.toEqual([]),
  );

  test("are each said in a sentence", () => {
    for (const { name, what } of PARAMETERS) expect(what, name).toMatch(/^(\p{Lu}|security\.txt).*\.$/u);
  });
});
