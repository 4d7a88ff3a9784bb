import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreVector } from "@/formats/cvss";

describe("a vector's score", () => {
  // Examples of FIRST's specifications and user guides.
  test.each([
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H", 10.0],
    ["CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", 9.8],
    ["CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N", 2.6],
    ["CVSS:3.0/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N", 6.1],
    ["CVSS:3.1/AV:L/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N", 0],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", 9.3],
    ["CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:L/SI:L/SA:L", 7.7],
    ["CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N", 0],
  ])("%s is %s", (vector, score) => {
    expect(scoreVector(vector)).toMatchObject({ vector, score });
  });

  test.each([
    "CVSS:2.0/AV:N",
    "AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H",
    "CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/AV:N",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/XX:Y",
    "CVSS:3.1/av:n/ac:l/pr:n/ui:n/s:c/c:h/i:h/a:h",
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H/",
    "CVSS:4.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    "CVSS:3.1/constructor:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H",
    "",
  ])("%j is refused with what is wrong, never scored", (vector) => {
    expect(typeof scoreVector(vector)).toBe("string");
  });
});

test("whatever is pasted gets a score from 0.0 to 10.0 or a sentence, and a whole vector in any order a score", () => {
  const bits = fc.array(
    fc.oneof(
      fc.constantFrom(
        "CVSS:3.1",
        "CVSS:4.0",
        "/",
        ":",
        "AV:N",
        "AC:L",
        "PR:N",
        "UI:N",
        "S:C",
        "C:H",
        "I:H",
        "A:H",
      ),
      fc.string({ maxLength: 4 }),
    ),
  );
  fc.assert(
    fc.property(bits, (all) => {
      const scored = scoreVector(all.join(""));
      if (typeof scored === "object") expect(scored.score >= 0 && scored.score <= 10).toBe(true);
      else expect(scored).not.toBe("");
    }),
  );
  const metric = (name: string, values: string) => fc.constantFrom(...values).map((v) => `${name}:${v}`);
  const whole = fc
    .tuple(
      metric("AV", "NALP"),
      metric("AC", "LH"),
      metric("PR", "NLH"),
      metric("UI", "NR"),
      metric("S", "UC"),
      metric("C", "NLH"),
      metric("I", "NLH"),
      metric("A", "NLH"),
    )
    .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }));
  fc.assert(
    fc.property(whole, (all) => {
      const scored = scoreVector(`CVSS:3.1/${all.join("/")}`);
      expect(scored).toMatchObject({ version: "3.1" });
      expect(scoreVector(`CVSS:3.1/${all.slice(1).join("/")}`)).toContain("lacks");
    }),
  );
});
