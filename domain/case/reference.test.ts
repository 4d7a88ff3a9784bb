import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { codeNameFrom, isReference, referenceFrom } from "@/domain/case/reference";

const _NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

describe("a reference", () => {
  test("is the prefix and five of 28 letters and digits that cannot be mistaken for one another", () => {
    for (let i = 0; i < 256; i++)
      expect(isReference(referenceFrom("VLLM", new Uint8Array([i, 255 - i, i, 0, 7])))).toBe(true);
    for (const no of [
      "VLLM-0K3QD",
      "VLLM-7K3Q",
      "vllm-7K3QD",
      "VLLM-7K3QDX",
      "VLLM-AEIOU",
      "../VLLM-7K3QD",
      "",
    ])
      expect(isReference(no)).toBe(false);
  });
  test("comes with a code name of two neutral words", () => {
    expect(codeNameFrom(new Uint8Array([1, 2, 3, 4]))).toMatch(/^[a-z]+-[a-z]+$/);
  });
});
