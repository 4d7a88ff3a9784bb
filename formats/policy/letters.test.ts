import { describe, expect, test } from "vitest";
import { z } from "zod";
import { readDocument } from "@/formats/policy/read";
import { document } from "@/formats/policy/schema";
import { first, HEAD, refused } from "@/tests/documents";

/** Every field of the format that takes words, with a document around it in which nothing else is wrong. */
function textFields(): { path: string; document: (text: string) => unknown; kind: "words" | "target" }[] {
  type S = {
    type?: string;
    properties?: Record<string, S>;
    required?: string[];
    items?: S;
    anyOf?: S[];
    $ref?: string;
    pattern?: string;
    enum?: string[];
    const?: unknown;
    minimum?: number;
    maximum?: number;
    format?: string;
  };
  const schema = z.toJSONSchema(document, { io: "input" }) as S & { $defs: Record<string, S> };
  const found: ReturnType<typeof textFields> = [];
  const resolve = (s: S): S => (s.$ref ? (schema.$defs[s.$ref.replace("#/$defs/", "")] as S) : s);
  const sample = (given: S): unknown => {
    const s = resolve(given);
    if (s.const !== undefined) return s.const;
    if (s.enum) return s.enum[0];
    if (s.anyOf)
      return sample(s.anyOf[s.anyOf.length - 1]?.type === "null" ? (s.anyOf[0] as S) : (s.anyOf.at(-1) as S));
    if (s.type === "object")
      return Object.fromEntries((s.required ?? []).map((k) => [k, sample(s.properties?.[k] as S)]));
    if (s.type === "array") return [sample(s.items as S)];
    if (s.type === "boolean") return true;
    if (s.type === "number" || s.type === "integer") return Math.max(1, s.minimum ?? 1);
    return s.pattern?.includes("\\d{1,6}") ? "1" : "a";
  };
  const walk = (given: S, path: string, put: (value: unknown) => unknown, depth: number) => {
    const s = resolve(given);
    if (depth > 9) return;
    for (const one of s.anyOf ?? []) walk(one, path, put, depth + 1);
    if (s.type === "array") walk(s.items as S, `${path}[0]`, (v) => put([v]), depth + 1);
    if (s.type === "object")
      for (const [name, below] of Object.entries(s.properties ?? {}))
        walk(
          below,
          path ? `${path}.${name}` : name,
          (v) => put({ ...(sample(s) as object), [name]: v }),
          depth + 1,
        );
    if (s.type === "string" && !s.enum && s.pattern === "\\S")
      found.push({
        path,
        document: put,
        kind: /\.?(target|source|policy|door)$/.test(path) ? "target" : "words",
      });
  };
  walk(schema, "", (v) => v, 0);
  return found.filter((f, i) => found.findIndex((g) => g.path === f.path) === i);
}

describe("hostile letters in every field that takes words", () => {
  const fields = textFields();
  const pathsOf = (value: unknown) => refused(JSON.stringify(value)).map((p) => p[1]);
  test("reach each of them", () => {
    expect(fields.length).toBeGreaterThan(120);
    expect(fields.map((f) => f.path)).toEqual(
      expect.arrayContaining([
        "title",
        "reporting.channels[0].words",
        "eligibility.criteria.text",
        "reading[0].text",
      ]),
    );
  });
  test.each([
    ["the reading direction", "a\u202egnp.exe"],
    ["isolates", "a\u2066b"],
    ["an Arabic mark", "a\u061cb"],
    ["no width", "a\u200bb"],
    ["a joiner within a word", "pass\u200dword"],
    ["a soft hyphen", "a\u00adb"],
    ["a filler", "a\u3164b"],
    ["tags", "a\u{e0041}b"],
    ["NUL", "a\0b"],
    ["an escape of the terminal", "a\u001b[31mb"],
    ["a lone surrogate", "a\ud800b"],
    ["a line that shows none", "a\u2028b"],
    ["nothing but blanks", " \n\t "],
    ["20,001 letters", "a".repeat(20_001)],
    ["a link that runs", "[click](javascript:alert(1))"],
    ["a link that reads", "[click]( <data:text/html,x>)"],
  ])("%s", (_, text) => {
    for (const field of fields) expect(pathsOf(field.document(text)), field.path).toContain(field.path);
  });
  test.each([
    "javascript:alert(1)",
    "JavaScript: alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "file:///etc/passwd",
    "vbscript:x",
    "ftp://example.org",
    "blob:https://example.org/1",
  ])("the target %s", (text) => {
    for (const field of fields.filter((f) => f.kind === "target"))
      expect(pathsOf(field.document(text)), field.path).toContain(field.path);
  });
  test("words of every script, emoji and HTML are words", () => {
    for (const text of [
      "می‌خواهم",
      "👩‍💻 and 👩🏽‍🚒",
      "क्‍ष",
      "<b>bold</b> & <script>",
      "Email: ask us",
      "a\r\nb".replace("\r", ""),
    ])
      expect(readDocument(`${HEAD}legal: ${JSON.stringify(text)}\n`), text).toMatchObject({ ok: true });
  });
  test("never reach whoever reads the refusal", () => {
    const [problem] = refused(`${HEAD}${JSON.stringify("a\u001b[31m\u202e\nb")}: 1\n`);
    expect(problem).toEqual(["4:1", "a\ufffd[31m\ufffd b", "This is not part of a policy."]);
    expect(refused(`${HEAD}? ${"k".repeat(100_000)}\n: 1\n`)[0]?.[1]).toHaveLength(301);
    for (const [, path, message] of refused(`${HEAD}a: "\\\u001b\u202e"\nb: *\u202e\n`))
      expect(path + message).not.toMatch(/[\p{Cc}\u202e]/u);
  });
  test("in a comment or a name they are refused by line and column", () => {
    expect(first("# a\u202eb\n")?.[0]).toBe("4:4");
    expect(first("# ok\nle\u200bgal: x\n")?.[0]).toBe("5:1");
  });
});
