import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FINDINGS } from "@/domain/policy/lint/finding";
import { lint } from "@/domain/policy/lint/lint";
import { pathWords } from "@/formats/policy/read";
import { anyPolicy } from "@/tests/policies";

test("each kind has a case in a test beside this one", () => {
  const here = "domain/policy/lint";
  const tests = readdirSync(here).filter((f) => f.endsWith(".test.ts"));
  const text = tests.map((f) => readFileSync(`${here}/${f}`, "utf8")).join("");
  for (const kind of Object.keys(FINDINGS)) expect(text).toContain(`kind: "${kind}",`);
});

describe("whatever a policy says", () => {
  test("the lint throws nothing, says the same again, and points at places that are there", () => {
    fc.assert(
      fc.property(anyPolicy, (p) => {
        const before = JSON.stringify(p);
        const findings = lint(p);
        expect(lint(structuredClone(p))).toEqual(findings);
        expect(JSON.stringify(p)).toBe(before);
        for (const { clauses, message, advice } of findings) {
          expect(message.length * advice.length * clauses.length).toBeGreaterThan(0);
          for (const { path } of clauses)
            expect(
              path.reduce<unknown>((at, key) => (at as Record<string | number, unknown>)[key], p),
              pathWords(path),
            ).toBeDefined();
        }
      }),
      { numRuns: 100 },
    );
  });

  test("the lint finds the same, in whatever order the lists of the document stand", () => {
    const kinds = (p: Parameters<typeof lint>[0]) => lint(p).map((f) => f.kind);
    fc.assert(
      fc.property(anyPolicy, (p) => {
        const turned = {
          ...p,
          clocks: p.clocks.toReversed(),
          credit: p.credit.toReversed(),
          groups: p.groups.toReversed(),
          contacts: p.contacts.toReversed(),
          duties: p.duties.toReversed(),
          reading: p.reading.toReversed(),
          severity: p.severity && { ...p.severity, levels: p.severity.levels.toReversed() },
          reporting: p.reporting && { ...p.reporting, channels: p.reporting.channels.toReversed() },
          application: p.application && { ...p.application, fields: p.application.fields.toReversed() },
        };
        expect(new Set(kinds(turned))).toEqual(new Set(kinds(p)));
      }),
      { numRuns: 80 },
    );
  });
});
