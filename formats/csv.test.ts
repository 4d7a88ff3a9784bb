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
