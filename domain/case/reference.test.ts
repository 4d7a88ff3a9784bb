import { describe, expect, test } from "vitest";
import { codeNameFrom, isReference, referenceFrom } from "@/domain/case/reference";

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
  test("comes with a longer one where those of two words are taken, so that no team runs out of names", () => {
    const drawn = new Uint8Array([1, 2, 3, 4, 5, 6]);
    expect(codeNameFrom(drawn, 3)).toMatch(/^[a-z]+-[a-z]+-[a-z]+$/);
    expect(codeNameFrom(drawn, 10)).toMatch(/^[a-z]+-[a-z]+-[a-z]+-\d\d$/);
  });
  test("never has two of three words that are one", () => {
    const all = new Set<string>();
    for (let i = 0; i < 26 * 32; i++)
      all.add(codeNameFrom(new Uint8Array([0, i % 26, 0, Math.floor(i / 26), 0, 0])));
    expect(all.size).toBe(26 * 32);
  });
});
