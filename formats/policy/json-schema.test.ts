import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { policySchema } from "@/formats/policy/json-schema";

type Schema = {
  $ref?: string;
  type?: string | string[];
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: unknown;
  items?: Schema;
  anyOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  maxItems?: number;
  minItems?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  description?: string;
};
const schema = policySchema() as Schema & { $defs: Record<string, Schema> };

const kindOf = (v: unknown) =>
  v === null ? "null" : Array.isArray(v) ? "array" : Number.isInteger(v) ? "integer" : typeof v;

/** The first place where a value is none of a schema; what this schema uses of JSON Schema, and no more. */
function wrong(v: unknown, s: Schema, at = "$"): string | null {
  if (s.$ref) return wrong(v, schema.$defs[s.$ref.replace("#/$defs/", "")] as Schema, at);
  if (s.anyOf?.every((one) => wrong(v, one, at) !== null)) return `${at}: none of ${s.anyOf.length}`;
  const kinds = s.type === undefined ? null : [s.type].flat();
  const kind = kindOf(v);
  if (kinds && !kinds.includes(kind) && !(kind === "integer" && kinds.includes("number")))
    return `${at}: ${kind}`;
  if (s.enum && !s.enum.includes(v)) return `${at}: ${v}`;
  if ("const" in s && s.const !== v) return `${at}: ${v}`;
  if (typeof v === "string" && s.pattern && !new RegExp(s.pattern, "u").test(v)) return `${at}: ${v}`;
  if (typeof v === "string" && v.length > (s.maxLength ?? Infinity)) return `${at}: long`;
  if (typeof v === "number" && (v < (s.minimum ?? -Infinity) || v > (s.maximum ?? Infinity)))
    return `${at}: ${v}`;
  if (Array.isArray(v)) {
    if (v.length < (s.minItems ?? 0) || v.length > (s.maxItems ?? Infinity))
      return `${at}: ${v.length} items`;
    return v.map((one, i) => (s.items ? wrong(one, s.items, `${at}[${i}]`) : null)).find(Boolean) ?? null;
  }
  if (kind !== "object" || !s.properties) return null;
  const map = v as Record<string, unknown>;
  const missing = s.required?.find((name) => !(name in map));
  if (missing) return `${at}: no ${missing}`;
  for (const [name, value] of Object.entries(map)) {
    const known = Object.hasOwn(s.properties, name) ? s.properties[name] : undefined;
    const found = known
      ? wrong(value, known, `${at}.${name}`)
      : s.additionalProperties === false
        ? `${at}.${name}`
        : null;
    if (found) return found;
  }
  return null;
}

function everySchema(s: Schema): Schema[] {
  const below = [...Object.values(s.properties ?? {}), ...(s.anyOf ?? []), ...(s.items ? [s.items] : [])];
  return [s, ...below.flatMap(everySchema)];
}

const presets = readdirSync("policies").filter((f) => f.endsWith(".yaml"));
const preset = (file: string) => parse(readFileSync(`policies/${file}`, "utf8")) as Record<string, unknown>;

describe("the JSON Schema of a policy", () => {
  test("names itself, its draft and its title, and says what it is", () => {
    expect(schema).toMatchObject({
      $schema: "https://json-schema.org/draft/2020-12/schema",
      $id: "urn:curfew:policy:1",
      title: "Curfew policy",
      description: expect.stringContaining("leave out"),
    });
  });

  test("asks for no more than the format, a version and a title", () => {
    expect(schema.required).toEqual(["format", "version", "title"]);
  });

  test("describes every field of the document", () => {
    for (const [name, field] of Object.entries(schema.properties ?? {}))
      expect(field.description, name).toBeTruthy();
  });

  test("knows no other field anywhere, and every reference of it leads somewhere", () => {
    for (const one of [schema, ...Object.values(schema.$defs)].flatMap(everySchema)) {
      if (one.properties) expect(one.additionalProperties).toBe(false);
      if (one.$ref) expect(Object.keys(schema.$defs)).toContain(one.$ref.replace("#/$defs/", ""));
    }
    expect(Object.keys(schema.$defs).sort()).toEqual(["Criterion", "Predicate"]);
  });

  test.each(presets)("%s is valid by it", (file) => {
    expect(wrong(preset(file), schema)).toBeNull();
  });

  test.each([
    ["an unknown field", { extra: 1 }, "$.extra"],
    ["no title", { title: undefined }, "$.title: undefined"],
    ["another format", { format: 2 }, "$.format: 2"],
    ["a version that is a number", { version: 1 }, "$.version: integer"],
    ["a clock of no kind", { clocks: [{ what: "soon" }] }, "$.clocks[0].what: soon"],
    ["a criterion that is none", { eligibility: { criteria: { some: [] } } }, "$.eligibility: none of 2"],
  ])("refuses %s", (_, change, at) => {
    expect(wrong({ ...preset("vllm.yaml"), ...change }, schema)).toBe(at);
  });

  test("is the same whenever it is made", () => {
    expect(JSON.stringify(policySchema())).toBe(JSON.stringify(policySchema()));
  });
});
