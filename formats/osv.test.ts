import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_RECORD_BYTES, parseOsv } from "@/formats/osv";

type Json = Record<string, unknown>;
const good = (): Json => JSON.parse(readFileSync("formats/samples/osv/PYSEC-2025-42.json", "utf8"));
const affected = (over: Json) => ({ affected: [{ package: { ecosystem: "PyPI", name: "vllm" }, ...over }] });

/** What is wrong, the record with it, and the place that the refusal names. */
const BROKEN: [string, string | Json, string][] = [
  ["not JSON", "{", "record"],
  ["a list", "[]", "record"],
  ["a number", "7", "record"],
  ["nothing", "null", "record"],
  ["larger than 512 kB", JSON.stringify({ ...good(), details: "x".repeat(MAX_RECORD_BYTES) }), "record"],
  ["without an id", { ...good(), id: undefined }, "id"],
  ["with a number as id", { ...good(), id: 42 }, "id"],
  ["with a path as id", { ...good(), id: "../../etc/passwd" }, "id"],
  ["without a time of change", { ...good(), modified: undefined }, "modified"],
  ["with a day instead of a time", { ...good(), published: "2025-04-30" }, "published"],
  ["with a time that does not exist", { ...good(), published: "2025-13-30T00:00:00Z" }, "published"],
  ["of another schema", { ...good(), schema_version: "2.0.0" }, "schema_version"],
  ["that was withdrawn", { ...good(), withdrawn: "2025-05-01T00:00:00Z" }, "withdrawn"],
  ["with text as aliases", { ...good(), aliases: "CVE-2025-32444" }, "aliases"],
  ["with a hostile alias", { ...good(), aliases: ["CVE-2025-1", "<img src=x>"] }, "aliases[1]"],
  [
    "with an incomplete vector",
    { ...good(), severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N" }] },
    "severity[0].score",
  ],
  [
    "with a vector that repeats a metric",
    {
      ...good(),
      severity: [{ type: "CVSS_V3", score: "CVSS:3.1/AV:N/AV:L/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H" }],
    },
    "severity[0].score",
  ],
  [
    "with a vector of another version than its type",
    { ...good(), severity: [{ type: "CVSS_V4", score: "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H" }] },
    "severity[0].type",
  ],
  ["without an affected package", { ...good(), affected: [] }, "affected"],
  [
    "with a package without a name",
    { ...good(), affected: [{ package: { ecosystem: "PyPI" } }] },
    "affected[0].package.name",
  ],
  [
    "with a range of an unknown type",
    { ...good(), ...affected({ ranges: [{ type: "BRANCH", events: [{ introduced: "0" }] }] }) },
    "affected[0].ranges[0].type",
  ],
  [
    "with a range that never begins",
    { ...good(), ...affected({ ranges: [{ type: "ECOSYSTEM", events: [{ fixed: "1" }] }] }) },
    "affected[0].ranges[0].events",
  ],
  [
    "with a version of two words",
    { ...good(), ...affected({ versions: ["0.8.5", "0.8.6 beta"] }) },
    "affected[0].versions[1]",
  ],
  [
    "with a script as reference",
    { ...good(), references: [{ type: "WEB", url: "javascript:alert(1)" }] },
    "references[0].url",
  ],
  ["with a summary that never ends", { ...good(), summary: "x".repeat(501) }, "summary"],
  [
    "with a CWE that is none",
    { ...good(), database_specific: { cwe_ids: ["502"] } },
    "database_specific.cwe_ids[0]",
  ],
];

describe("a broken record is refused with the place", () => {
  test.each(BROKEN)("%s", (_name, record, place) => {
    const parsed = parseOsv(typeof record === "string" ? record : JSON.stringify(record));
    expect(parsed.ok).toBe(false);
    if (!parsed.ok) expect(parsed.problems.map((p) => p.place)).toContain(place);
    if (!parsed.ok) for (const p of parsed.problems) expect(p.what.length).toBeGreaterThan(4);
  });
});

test("nothing that anybody pastes makes it throw", () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.jsonValue().map((v) => JSON.stringify({ ...good(), affected: v })),
      ),
      (text) => void parseOsv(text),
    ),
  );
});

test("each “introduced” opens a range that the next fix closes", () => {
  const events = [
    { introduced: "1.0" },
    { fixed: "1.2" },
    { introduced: "2.0" },
    { last_affected: "2.3" },
    { introduced: "3.0" },
  ];
  const parsed = parseOsv(
    JSON.stringify({ ...good(), ...affected({ ranges: [{ type: "ECOSYSTEM", events }] }) }),
  );
  expect(
    parsed.ok && parsed.vulnerability.affected[0]?.ranges.map((r) => [r.introduced, r.fixed, r.lastAffected]),
  ).toEqual([
    ["1.0", "1.2", null],
    ["2.0", null, "2.3"],
    ["3.0", null, null],
  ]);
});
