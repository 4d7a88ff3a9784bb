import { randomBytes, randomUUID } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DataKey, openText, plainText, SealError, sealText } from "@/lib/crypto/sealed";

const newKey = (): DataKey => ({ id: randomUUID(), key: randomBytes(32) });
const place = { scope: randomUUID(), table: "cases", row: randomUUID(), column: "title" };
const key = newKey();

describe("a sealed value", () => {
  test("opens to the text it was made of, and shows nothing of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 500 }), (text) => {
        const wellFormed = text.toWellFormed();
        const bytes = sealText(key, place, wellFormed);
        expect(openText(key, place, bytes)).toBe(wellFormed);
        if (wellFormed.length > 3) expect(Buffer.from(bytes).includes(Buffer.from(wellFormed))).toBe(false);
      }),
    );
  });

  test("is never the same twice, so that equal texts cannot be told", () => {
    expect(sealText(key, place, "same")).not.toEqual(sealText(key, place, "same"));
  });

  test("does not open where any byte was changed, cut off or added", () => {
    const bytes = sealText(key, place, "a heap overflow in the parser");
    for (let i = 0; i < bytes.length; i++) {
      const changed = Uint8Array.from(bytes);
      changed[i] = (changed[i] ?? 0) ^ 1;
      expect(() => openText(key, place, changed), `byte ${i}`).toThrow(SealError);
      expect(() => openText(key, place, bytes.subarray(0, i)), `cut at ${i}`).toThrow(SealError);
    }
    expect(() => openText(key, place, Buffer.concat([bytes, Buffer.of(0)]))).toThrow(SealError);
  });

  test.each([
    ["another case", { scope: randomUUID() }],
    ["another table", { table: "incidents" }],
    ["another row", { row: randomUUID() }],
    ["another column", { column: "end_reason" }],
  ])("does not open when it was moved to %s", (_, moved) => {
    const bytes = sealText(key, place, "x");
    expect(() => openText(key, { ...place, ...moved }, bytes)).toThrow(/was changed, or belongs elsewhere/);
  });

  test("does not open under another key, and says where it is without saying what it holds", () => {
    const bytes = sealText(key, place, "the secret word");
    const other = newKey();
    expect(() => openText(other, place, bytes)).toThrow("sealed by another key");
    expect(() => openText({ ...other, id: key.id }, place, bytes)).toThrow(
      `cases.title of ${place.row} can't be opened`,
    );
  });

  test("of a version that this one does not know is refused by its mark, and text that was never sealed is, too", () => {
    expect(() => openText(key, place, Buffer.of(9, 1, 2, 3))).toThrow("format mark 9 is unknown");
    expect(() => openText(key, place, Buffer.from("\0plain"))).toThrow("it was never sealed");
    expect(() => openText(key, place, Buffer.alloc(0))).toThrow("format mark none is unknown");
    expect(plainText(Buffer.from("\0plain"))).toBe("plain");
    expect(plainText(sealText(key, place, "plain"))).toBeNull();
  });
});
