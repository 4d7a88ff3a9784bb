import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "@/formats/csv";

test("every cell is quoted, with its quotes doubled (RFC 4180)", () => {
  expect(toCsv(["a", "b"], [['say "so"', "one,\ntwo"]])).toBe('"a","b"\r\n"say ""so""","one,\ntwo"\r\n');
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1"])(
  "%j is text in a spreadsheet and no formula",
  (text) => {
    expect(toCsv(["a"], [[text]])).toBe(`"a"\r\n"'${text}"\r\n`);
  },
);

test("any cells are read back by the grammar of RFC 4180, and none of them is a formula", () => {
  const cell = fc.string({ unit: "binary", maxLength: 12 });
  const odd = fc.constantFrom('"', '""', ",", "\r\n", "=", "+1", "-", "@a", "\t", '="', "'");
  const row = fc.array(fc.oneof(cell, odd), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 4 }), (rows) => {
      const [head = [], ...rest] = rows;
      const text = toCsv(head, rest);
      const cells = [...text.matchAll(/"((?:[^"]|"")*)"(,|\r\n)/g)];
      expect(cells.map(([whole]) => whole).join("")).toBe(text);
      const read = cells.map(([, quoted = ""]) => quoted.replaceAll('""', '"'));
      for (const one of read) expect(one).not.toMatch(/^[=+\-@\t\r\n]/);
      expect(read.map((one, i) => (rows.flat()[i] === one ? one : one.slice(1)))).toEqual(rows.flat());
    }),
  );
});
