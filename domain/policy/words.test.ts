import { describe, expect, test } from "vitest";
import type { Anchor, Span } from "@/domain/policy/parts/time";
import { ANCHORS, UNITS } from "@/domain/policy/vocabulary";
import { anchoredWords, clockWords, listed, sentence, spanWords } from "@/domain/policy/words";
import { keysOf } from "@/lib/keys";

const span = (amount: number, unit: Span["unit"], upTo: number | null = null): Span => ({
  amount,
  upTo,
  unit,
});

describe("a length of time in words", () => {
  test.each([
    [span(3, "businessDays"), "reportReceived", "3 business days after the report arrived"],
    [span(5, "businessDays", 10), null, "5 to 10 business days"],
    [span(7, "days"), "beforePublic", "7 days before it is public"],
    [span(1, "days"), "beforePublic", "1 day before it is public"],
    [span(1, "workingWeeks"), "fixReady", "1 working week after the fix was ready"],
    [span(1, "weeks", 4), "beforePublic", "1 to 4 weeks before it is public"],
    [span(0, "hours"), "advisorySent", "0 hours after the advisory was sent"],
    [span(1.5, "hours"), null, "1.5 hours"],
    [span(2, "weeks", 2), null, "2 weeks"],
  ] as [Span, Anchor | null, string][])("%j from %s is “%s”", (of, anchor, words) =>
    expect(anchoredWords(of, anchor)).toBe(words),
  );

  test("is singular for one of any unit, and plural for any other number", () => {
    for (const unit of keysOf(UNITS)) {
      expect(spanWords(span(1, unit))).toBe(`1 ${UNITS[unit].replace(/s$/, "")}`);
      for (const n of [0, 0.5, 2, 90]) expect(spanWords(span(n, unit))).toBe(`${n} ${UNITS[unit]}`);
    }
  });

  test("names every anchor", () => {
    for (const anchor of keysOf(ANCHORS))
      expect(anchoredWords(span(2, "days"), anchor)).toContain(ANCHORS[anchor]);
  });
});

describe("a promise of a time", () => {
  test.each([
    [null, null, "No time named"],
    [null, "reportReceived", "No time named, after the report arrived"],
    [span(30, "days"), null, "30 days; the text does not say from when"],
    [span(48, "hours"), "reportReceived", "48 hours after the report arrived"],
  ] as [Span | null, Anchor | null, string][])("%j from %s is “%s”", (within, anchor, words) =>
    expect(clockWords(within, anchor)).toBe(words),
  );
});

test("a list is said with commas and an and, a sentence ends once", () => {
  expect([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed)).toEqual(["", "a", "a and b", "a, b and c"]);
  expect(["typically days", "It is.", " so (as said.)", "“Go.”"].map(sentence)).toEqual([
    "Typically days.",
    "It is.",
    "So (as said.)",
    "“Go.”",
  ]);
});
