import { describe, expect, test } from "vitest";
import { CASE_STATES, type CaseState } from "@/domain/case/state";
import { decideChange } from "@/domain/case/vulnerabilities";
import { changedParts, type Vulnerability } from "@/domain/vulnerability";

const OPEN: CaseState[] = ["triaging", "confirmed", "scheduled", "prenotified"];
const CHANGES = ["add", "edit", "remove"] as const;

describe("the vulnerabilities of a case", () => {
  test.each(CASE_STATES.flatMap((state) => CHANGES.map((change) => [state, change] as const)))(
    "%s: %s",
    (state, change) => {
      const decision = decideChange({ state, publicationProposed: false, present: 2 }, change);
      expect(decision.ok).toBe(OPEN.includes(state));
    },
  );

  test.each(CHANGES)("stay as they were seen while publication is proposed: %s", (change) => {
    expect(decideChange({ state: "scheduled", publicationProposed: true, present: 2 }, change).ok).toBe(
      false,
    );
  });

  test.each([
    ["triaging", true],
    ["confirmed", false],
    ["scheduled", false],
    ["prenotified", false],
  ] as const)("the last one can be removed from a case that is %s: %s", (state, ok) => {
    expect(decideChange({ state, publicationProposed: false, present: 1 }, "remove").ok).toBe(ok);
  });
});

test("what changed is named once, in the words of the form", () => {
  const before: Vulnerability = {
    id: "CVE-2027-1",
    aliases: [],
    summary: "s",
    details: "",
    cvss: [],
    cwes: [],
    affected: [],
    references: [],
    published: null,
  };
  expect(
    changedParts(before, { ...before, id: "CVE-2027-2", aliases: ["CVE-2027-1"], cwes: ["CWE-1"] }),
  ).toEqual(["Identifiers", "Weaknesses"]);
  expect(changedParts(before, { ...before })).toEqual([]);
});
