import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsePolicy, pathWords, readDocument, readPolicy } from "@/formats/policy/read";
import { first, HEAD, refused } from "@/tests/documents";

describe("a value that is none of its kind is refused with path and line", () => {
  const level = (score: string) =>
    `severity: { source: own, levels: [{ label: A, definition: x, usualScore: { min: 0, max: ${score} } }] }\n`;
  const PLAIN = "Write the number in plain digits, such as 12 or 3.5.";
  const TEXT = "This must be a text; put it in quotes if it looks like something else.";
  test.each([
    ["1e308", PLAIN],
    ["1e1", PLAIN],
    [".inf", PLAIN],
    ["-.inf", PLAIN],
    [".nan", PLAIN],
    ["-0", PLAIN],
    ["+1", PLAIN],
    ["0x10", PLAIN],
    ["0o10", PLAIN],
    ["010", PLAIN],
    ["99999999999999999999", PLAIN],
    ["seven", "This must be a number."],
    ["'7'", "This must be a number."],
  ])("the score %s", (score, message) => {
    expect(first(level(score))).toEqual([
      expect.stringMatching(/^4:8[49]$/),
      "severity.levels[0].usualScore.max",
      message,
    ]);
  });
  test.each([
    ["source: 7", "4:1", "source", TEXT],
    ["source: true", "4:1", "source", TEXT],
    ["source: [a]", "4:1", "source", TEXT],
    ["legal: {}", "4:1", "legal", TEXT],
    ["legal: ''", "4:1", "legal", "Write something, or leave the field out."],
    ["reporting: text", "4:1", "reporting", "This must be a map of names and values."],
    ["clocks: { what: fix }", "4:1", "clocks", "This must be a list."],
    ["effectiveFrom: 2027-02-30", "4:1", "effectiveFrom", "There is no such day."],
    ["vendorFactor: perhaps", "4:1", "vendorFactor", "Write one of required, recommended."],
    [
      "clocks: [{ what: fix, within: { amount: 9, upTo: 3, unit: days } }]",
      "4:44",
      "clocks[0].within.upTo",
      "The range ends before it begins.",
    ],
    [
      "clocks: [{ what: fix, within: { amount: -1, unit: days } }]",
      "4:33",
      "clocks[0].within.amount",
      /least|small|0/,
    ],
    [
      "eligibility: { criteria: x }",
      "4:16",
      "eligibility.criteria",
      "This must be a map of names and values.",
    ],
    ["eligibility: { criteria: {} }", "4:16", "eligibility.criteria", /./],
    [
      "eligibility: { criteria: { some: [] } }",
      "4:16",
      "eligibility.criteria",
      /^A criterion is one of all, any/,
    ],
    ["eligibility: { criteria: { any: [] } }", "4:28", "eligibility.criteria.any", "Name at least one."],
    ["eligibility: { criteria: { id: a, txt: b } }", "4:16", "eligibility.criteria.text", "This is missing."],
    [
      "eligibility: { criteria: { atLeast: 3, of: [{ id: a, text: b }] } }",
      "4:28",
      "eligibility.criteria.atLeast",
      "More than there are.",
    ],
    [
      "calendar: { forbiddenWeekdays: [monday, tuesday, wednesday, thursday, friday, saturday, sunday] }",
      "4:1",
      "calendar",
      /no day for a release/,
    ],
    [
      "calendar: { allowedWeekdays: [monday], forbiddenWeekdays: [monday] }",
      "4:1",
      "calendar",
      /no day for a release/,
    ],
    [
      "calendar: { blackouts: [{ from: 02-30, to: 03-01 }] }",
      "4:27",
      "calendar.blackouts[0].from",
      "There is no such day.",
    ],
    ["severity: { source: own, levels: [] }", "4:26", "severity.levels", "At least 1."],
    ["release: { at: { time: '16:00', zone: Mars/Olympus } }", "4:33", "release.at.zone", /no time zone/],
    ["release: { at: { time: '24:00', zone: UTC } }", "4:18", "release.at.time", /like 16:00/],
  ])("%s", (yaml, place, path, message) => {
    expect(first(`${yaml}\n`)).toEqual([
      place,
      path,
      typeof message === "string" ? message : expect.stringMatching(message),
    ]);
  });

  test("a year without a day for a release, however it is written", () => {
    const month = (m: number) =>
      `{ from: ${String(m).padStart(2, "0")}-01, to: ${String(m).padStart(2, "0")}-28, adjacentDays: 3 }`;
    const one = (d: number) =>
      `{ from: 2030-01-${String((d % 28) + 1).padStart(2, "0")}, to: 2031-12-31, adjacentDays: 60 }`;
    const twelve = Array.from({ length: 12 }, (_, i) => month(i + 1));
    expect(first(`calendar: { blackouts: [${twelve}] }\n`)?.[1]).toBe("calendar");
    expect(
      first(
        `calendar: { blackouts: [${[...Array.from({ length: 88 }, (_, i) => one(i)), ...twelve]}] }\n`,
      )?.[1],
    ).toBe("calendar");
  });

  test("and 29 February is a day, in every year", () => {
    for (const calendar of [
      "{ blackouts: [{ from: 02-29, to: 03-01 }], days: [02-29] }",
      "{ blackouts: [{ from: 12-20, to: 02-29 }] }",
      "{ blackouts: [{ from: 0001-01-01, to: 9999-12-30, adjacentDays: 0 }, { from: 12-31, to: 01-01 }], allowedWeekdays: [] }",
    ])
      expect(() => readDocument(`${HEAD}calendar: ${calendar}\n`)).not.toThrow();
  });

  test("what is missing, at the place that lacks it", () => {
    expect(refused("format: 1\n")).toEqual([
      ["1:1", "version", "This is missing."],
      ["1:1", "title", "This is missing."],
    ]);
    for (const empty of ["", "# nothing\n", "null\n", "text\n", "[1]\n", "7\n"])
      expect(refused(empty)[0]?.[2]).toBe("This must be a map of names and values.");
  });
});

describe("a name that no policy has is refused wherever it stands", () => {
  const files = readdirSync("policies").filter((f) => f.endsWith(".yaml"));
  const policies = files.map((f) => parsePolicy(readFileSync(`policies/${f}`, "utf8")));
  type Place = (string | number)[];
  const placesIn = (value: unknown, at: Place = []): Place[] => {
    if (typeof value !== "object" || value === null) return [];
    const below = Object.entries(value).flatMap(([k, v]) =>
      placesIn(v, [...at, Array.isArray(value) ? Number(k) : k]),
    );
    return Array.isArray(value) ? below : [at, ...below];
  };
  const places = policies.flatMap((p, n) => placesIn(p).map((place) => ({ n, place })));
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  const name = fc.oneof(
    fc.constantFrom(...inherited, "prototype", "<<", "Format", "ｆormat"),
    fc.stringMatching(/^[a-z][a-zA-Z]{3,12}$/).map((s) => `${s}X`),
  );

  test("with its path and line", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...places),
        name,
        fc.constantFrom(null, "x", [], {}, 7),
        ({ n, place }, unknown, value) => {
          const changed = structuredClone({ format: 1, ...policies[n] }) as unknown;
          let at = changed as Record<string | number, unknown>;
          for (const step of place) at = at[step] as Record<string, unknown>;
          Object.defineProperty(at, unknown, { value, enumerable: true, configurable: true, writable: true });
          // JSON is YAML, on one line for each part.
          const problems = refused(JSON.stringify(changed, null, 1));
          const path = pathWords([...place, unknown]);
          const isCriterion =
            pathWords(place).includes("criteria") || pathWords(place).includes("exclusions");
          expect(
            problems
              .map((p) => p[1])
              .filter((p) => p === path || (isCriterion && p.startsWith(pathWords(place)))),
          ).not.toEqual([]);
          expect(problems[0]?.[0]).not.toBe("1:1");
        },
      ),
      { numRuns: 100 },
    );
  });

  test("and a value of another kind is refused in words, or is one of its kind", () => {
    const values = [
      -1,
      0,
      1.5,
      7,
      99_999,
      "",
      "x",
      "a b",
      "2027-13-01",
      true,
      null,
      [],
      [1],
      ["x"],
      {},
      { a: 1 },
    ];
    const leaves = policies.flatMap((p, n) =>
      placesIn(p).flatMap((place) => {
        const at = place.reduce<unknown>((v, k) => (v as Record<string | number, unknown>)[k], p);
        return Object.keys(at as object).map((k) => ({ n, place, k }));
      }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...leaves), fc.constantFrom(...values), ({ n, place, k }, value) => {
        const changed = structuredClone({ format: 1, ...policies[n] }) as unknown;
        let at = changed as Record<string | number, unknown>;
        for (const step of place) at = at[step] as Record<string, unknown>;
        at[k] = value;
        const text = JSON.stringify(changed, null, 1);
        if (!readDocument(text).ok) expect(refused(text)[0]?.[1]).not.toBe("");
      }),
      { numRuns: 100 },
    );
  });

  test("also in what was stored", () => {
    expect(() => readPolicy({ ...policies[0], extra: 1 })).toThrow(/extra/);
    expect(() => readPolicy(JSON.parse(`{ "__proto__": { "title": "x" } }`))).toThrow();
  });
});
