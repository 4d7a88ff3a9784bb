import fc from "fast-check";
import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "@/domain/audit";
import { fieldsOf, recordFilter } from "@/domain/record";

const text = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    "case",
    "domain",
    "case.read",
    "toString",
    "__proto__",
    "constructor",
    "2027-02-28",
    "2027-02-30",
  ),
  fc.constantFrom(
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "+010000-01-01",
    "+275760-09-13",
    "-271821-04-19",
  ),
);
const fields = fc.record({
  kind: text,
  reference: text,
  organization: text,
  person: text,
  action: text,
  from: text,
  to: text,
  clock: text,
});

test("whatever an address asks of the record becomes a filter that the database can follow, and reads back the same", () => {
  fc.assert(
    fc.property(fields, (asked) => {
      const filter = recordFilter((name) => asked[name as keyof typeof asked] ?? "");
      for (const day of [filter.from, filter.to])
        if (day !== null) expect(day).toMatch(/^(?!0000)\d{4}-\d{2}-\d{2}$/);
      if (filter.action !== null) expect(Object.keys(AUDIT_ACTIONS)).toContain(filter.action);
      const again = fieldsOf(filter);
      expect(recordFilter((name) => again[name] ?? "")).toEqual(filter);
    }),
    { numRuns: 1000 },
  );
});
