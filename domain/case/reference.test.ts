import fc from "fast-check";
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

test("is exactly a prefix, a dash and five letters: nothing before it, behind it or in between", () => {
  const prefix = fc.stringMatching(/^[A-Z][A-Z0-9]{1,11}$/);
  const more = fc.string({ minLength: 1, unit: "binary" });
  fc.assert(
    fc.property(
      prefix,
      fc.uint8Array({ minLength: 5, maxLength: 9 }),
      more,
      fc.nat(),
      (name, bytes, put, at) => {
        const reference = referenceFrom(name, bytes);
        expect(isReference(reference)).toBe(true);
        expect(isReference(reference.toLowerCase())).toBe(false);
        expect(isReference(`${reference}${put}`)).toBe(false);
        expect(isReference(`${reference}\n`)).toBe(false);
        const i = at % reference.length;
        const changed = `${reference.slice(0, i)}${put}${reference.slice(i)}`;
        if (isReference(changed)) expect(changed).toMatch(/^[A-Z0-9]{2,12}-[2-9B-Z]{5}$/);
      },
    ),
  );
});
