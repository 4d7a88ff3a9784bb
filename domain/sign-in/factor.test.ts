import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { codeOf, FRESH_MINUTES, isFresh, missing, typedCode } from "@/domain/sign-in/factor";

const now = Temporal.Instant.from("2027-01-04T09:00:00Z");
const ago = (minutes: number) => now.subtract({ seconds: Math.round(minutes * 60) });

describe("a proof of a factor", () => {
  test.each([
    ["just now", now, true],
    ["a second before its end", ago(FRESH_MINUTES - 1 / 60), true],
    ["at its end", ago(FRESH_MINUTES), false],
    ["an hour ago", ago(60), false],
    ["never", null, false],
  ])("%s", (_name, at, fresh) => {
    expect(isFresh(at, now)).toBe(fresh);
  });

  test.each([
    [true, true, null, "proof"],
    [true, false, null, "proof"],
    [false, true, null, "factor"],
    [false, false, null, "nothing"],
    [true, true, now, "nothing"],
    [false, true, now, "nothing"],
  ] as const)("has a factor: %s, required: %s, proved: %s → lacks %s", (has, required, at, lacks) => {
    expect(missing(has, required, at)).toBe(lacks);
  });
});

test("a code is read back however it was typed: spaces, dashes, small letters, O for 0 and l for 1", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 10, maxLength: 10 }), (random) => {
      const code = codeOf(random, 2, 5);
      expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}$/);
      const typed = code.toLowerCase().replaceAll("0", "o").replaceAll("1", "l").replace("-", "  ");
      expect(typedCode(` ${typed} `)).toBe(code.replace("-", ""));
    }),
  );
});

test("whatever is typed as a code, reading it once is enough, and no space or dash is left", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.string({ unit: "binary" })), (text) => {
      const read = typedCode(text);
      expect(read).not.toMatch(/[\s-]/);
      expect(typedCode(read)).toBe(read);
    }),
  );
});
