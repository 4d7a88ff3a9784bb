import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy, readDocument } from "@/formats/policy/read";
import { first, HEAD, refused } from "@/tests/documents";

const criteria = (tree: string) => `eligibility:\n  criteria: ${tree}\n`;
const leaf = (i: number) => `{ id: s${i}, text: x }`;
const within = (depth: number, open: string, close: string) =>
  open.repeat(depth) + leaf(1) + close.repeat(depth);

describe("a document that is far too large is refused before it is read", () => {
  const cases: Record<string, () => string> = {
    "a million lines": () => "a: 1\n".repeat(1_000_000),
    "a hundred megabytes": () => "a".repeat(100_000_000),
    "nothing but lines": () => "\n".repeat(200_000),
    "thousands of lists in one another": () => "[".repeat(200_000),
    "thousands of maps in one another": () => "{a: ".repeat(50_000),
    "thousands of items in one another": () => "- ".repeat(100_000),
    "thousands of keys in one another": () => "? ".repeat(100_000),
    "thousands of indents": () => Array.from({ length: 600 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"),
    "nothing but commas": () => `[${",".repeat(199_000)}`,
    "nothing but quotes": () => '"'.repeat(200_000),
    "nothing but tags": () => "!!a ".repeat(50_000),
    "nothing but aliases": () => "*a ".repeat(60_000),
    "20,000 names": () => HEAD + Array.from({ length: 7_000 }, (_, i) => `k${i}: [1, 1]`).join("\n"),
    "one name 7,000 times": () => HEAD + "extra: 1\n".repeat(7_000),
    "10,000 statements": () =>
      HEAD +
      criteria(
        `{ all: [${Array.from({ length: 100 }, (_, i) => `{ any: [${Array.from({ length: 70 }, (_, j) => `{id: s${i}x${j}, text: x}`).join(", ")}] }`).join(", ")}] }`,
      ),
  };
  test.each(Object.entries(cases))("%s", (_, text) => {
    refused(text());
  });
});

describe("what stands for something else is refused where it stands", () => {
  const laughs = [
    "a: &a [x, x, x, x, x, x, x, x, x]",
    ..."bcdefghi".split("").map((c, i) => `${c}: &${c} [${Array(9).fill(`*${"abcdefgh"[i]}`).join(", ")}]`),
  ].join("\n");
  test.each([
    ["anchors that explode", laughs, "4:7", /A policy is written out/],
    ["a circle of criteria", criteria("&c { all: [*c] }"), "5:16", /A policy is written out/],
    ["an alias of nothing", "source: *nothing\n", "4:9", /A policy is written out/],
    ["a merged map", "reporting: { <<: { text: x } }\n", "4:14", /not part of a policy/],
    ["code", "source: !!js/function 'function(){}'\n", "4:9", /Take out the tag/],
    ["bytes", "source: !!binary aGk=\n", "4:18", /Take out the tag/],
    ["a time", "effectiveFrom: !!timestamp 2027-01-01\n", "4:28", /Take out the tag/],
    ["a text by its tag", "source: !!str x\n", "4:15", /Take out the tag/],
    ["a map by its tag", "reporting: !!map { text: x }\n", "4:18", /Take out the tag/],
    ["a second document", "---\nformat: 1\n", "4:1", /one document/],
    ["an indent of tabs", "reporting:\n\ttext: x\n", "5:1", /spaces instead of tabs/],
    ["a list for a name", "? [a, b]\n: 1\n", "4:3", /A name is a single text/],
    ["a number for a name", "1: x\n", "4:1", /A name is a single text/],
    ["nothing for a name", "? \n: 1\n", "4:3", /A name is a single text/],
  ])("%s", (_, yaml, place, message) => {
    const problems = refused(HEAD + yaml);
    expect(problems.map(([at, , said]) => [at, message.test(said)])).toContainEqual([place, true]);
  });

  test("another version of YAML", () => {
    expect(refused(`%YAML 1.1\n---\n${HEAD}`)[0]).toEqual([
      "1:1",
      "",
      "Take out the line that begins with %YAML.",
    ]);
    expect(refused(`%ELSE x\n---\n${HEAD}`)[0]?.[2]).toBe("Take out the line that begins with %.");
  });

  test("a name that stands twice, with both lines and its path", () => {
    expect(first("reporting:\n  text: one\n  text: two\n")).toEqual([
      "6:3",
      "reporting.text",
      "This stands in line 5 already. Keep one of the two.",
    ]);
    expect(first('"title": again\n')?.[1]).toBe("title");
  });
});

describe("criteria", () => {
  test.each([
    ["40 deep", within(40, "{ not: ", " }")],
    ["13 deep", within(12, "{ not: ", " }")],
    ["13 deep in lists", within(12, "{ all: [", "] }")],
    ["thousands deep", within(5_000, "{ all: [", "] }")],
  ])("that go %s are refused with path and line", (_, tree) => {
    const [at, path, message] = first(criteria(tree)) ?? [];
    expect(at).toMatch(/^5:\d+$/);
    expect(path).toMatch(/^eligibility\.criteria(\.not|\.all\[0\])/);
    expect(message).toMatch(/flatter/);
  });
  test("of 12 levels are read", () => {
    for (const tree of [within(11, "{ not: ", " }"), within(11, "{ all: [", "] }")])
      expect(readDocument(HEAD + criteria(tree))).toMatchObject({ ok: true });
  });
  test("of more than 2,000 parts are refused at the first that is too much, wherever the trees stand", () => {
    const tree = (n: number, from = 0) =>
      `{ all: [${Array.from({ length: n / 80 }, (_, i) => `{ any: [${Array.from({ length: 79 }, (_, j) => leaf(from + i * 80 + j)).join(", ")}] }`).join(", ")}] }`;
    expect(readDocument(HEAD + criteria(tree(1_920)))).toMatchObject({ ok: true });
    expect(first(criteria(tree(2_400)))).toEqual([
      expect.stringMatching(/^5:/),
      "eligibility.criteria.all[24].any[78]",
      "Criteria have 2000 parts at most, all together. Take some out.",
    ]);
    expect(
      first(
        `${criteria(tree(1_920))}groups:\n  - name: G\n    description: x\n    eligibility: { criteria: ${tree(160, 9_000)} }\n`,
      )?.[1],
    ).toMatch(/^groups\[0\]\.eligibility\.criteria\.all/);
  });
  test("with names that every object has are refused", () => {
    for (const id of ["__proto__", "constructor", "toString", "hasOwnProperty"])
      expect(first(criteria(`{ id: ${id}, text: x }`))?.[1]).toBe("eligibility.criteria.id");
  });
});

test("a document reads the same with the ends of lines and the mark of another system", () => {
  const text = readFileSync("policies/vllm.yaml", "utf8");
  expect(parsePolicy(`\ufeff${text.replaceAll("\n", "\r\n")}`)).toEqual(parsePolicy(text));
});

test("what is no policy is refused as one, or as no YAML, within a moment", () => {
  const bits = [
    "a: ",
    "- ",
    "[",
    "{",
    "]",
    "}",
    "&a ",
    "*a",
    "? ",
    ": ",
    "|\n",
    "\n ",
    "!!js/function ",
    "<<: ",
    "'",
    '"',
    "#",
    "---\n",
    "%",
    "\t",
    "\0",
    "__proto__: ",
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...bits), fc.string({ unit: "binary", maxLength: 5 })), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(text, (all) => {
      refused(all.join(""));
    }),
    { numRuns: 200 },
  );
});
