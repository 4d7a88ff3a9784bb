import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { CASE_WANTED, fits, inOrder } from "@/domain/case/list";
import { CASE_STATES, type CaseState } from "@/domain/case/state";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const row = (reference: string, more: Partial<Parameters<typeof fits>[0]> = {}) => ({
  reference,
  codeName: "amber-heron",
  title: "Deserialisation of untrusted data",
  severity: "HIGH",
  project: "vLLM",
  state: "triaging" as CaseState,
  releaseRevision: 0,
  release: null,
  publishedAt: null,
  ...more,
});
const release = (hours: number) => ({ at: NOW.add({ hours }), zone: "UTC" });

describe("a search in the list of cases", () => {
  test.each([
    ["untrusted", true],
    ["UNTRUSTED heron", true],
    ["  vllm-7k3qd  high ", true],
    ["untrusted godwit", false],
    ["", true],
    [".*", false],
    ["%", false],
  ])("%j", (text, found) => {
    expect(fits(row("VLLM-7K3QD"), { text, state: null }, NOW)).toBe(found);
  });

  test("by state shows that state alone, “not over” all that still runs, and “overdue” what passed its release unpublished", () => {
    const at = (state: CaseState) => row("VLLM-7K3QD", { state, release: release(-1), releaseRevision: 1 });
    for (const wanted of CASE_WANTED) {
      const shown = CASE_STATES.filter((s) => fits(at(s), { text: "", state: wanted }, NOW));
      const expected =
        wanted === "open"
          ? CASE_STATES.filter((s) => s !== "closed" && s !== "rejected")
          : wanted === "overdue"
            ? ["confirmed", "scheduled", "prenotified"]
            : [wanted];
      expect(shown, wanted).toEqual(expected);
    }
  });
});

describe("the order of a list of cases", () => {
  const rows = [
    row("VLLM-9AAAA", { title: "b 10", release: release(5) }),
    row("VLLM-8AAAA", { title: "B 9", publishedAt: NOW, release: release(-9) }),
    row("VLLM-7AAAA", { title: "a" }),
    row("VLLM-6AAAA", { title: "c", release: release(1) }),
  ];
  test.each([
    ["newest", "9876"],
    ["release", "6987"],
    ["title", "7896"],
    ["reference", "6789"],
  ] as const)("%s first", (order, expected) => {
    expect(
      inOrder(rows, order)
        .map((r) => r.reference[5])
        .join(""),
    ).toBe(expected);
  });
});
