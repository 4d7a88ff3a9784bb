import { randomBytes, randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import {
  checkValueOf,
  derive,
  macOf,
  matches,
  newDataKey,
  unwrap,
  wrap,
  wrappingKey,
} from "@/lib/crypto/wrapping";

const [one, other] = [wrappingKey(randomBytes(32)), wrappingKey(randomBytes(32))];

describe("a data key", () => {
  const [id, scope, key] = [randomUUID(), randomUUID(), newDataKey()];
  const wrapped = wrap(one, id, scope, key);

  test("unwraps for its own row, with the key that wrapped it", () => {
    expect(unwrap(one, id, scope, wrapped)).toEqual(Buffer.from(key));
  });

  test.each([
    ["by another key", () => unwrap(other, id, scope, wrapped)],
    ["for another case", () => unwrap(one, id, randomUUID(), wrapped)],
    ["for another row", () => unwrap(one, randomUUID(), scope, wrapped)],
    ["when it was cut short", () => unwrap(one, id, scope, wrapped.subarray(1))],
    [
      "when it was changed",
      () =>
        unwrap(
          one,
          id,
          scope,
          Uint8Array.from(wrapped, (b, i) => (i === 20 ? b ^ 1 : b)),
        ),
    ],
  ])("does not unwrap %s", (_, attempt) => {
    expect(attempt).toThrow(/the key of/);
  });
});

describe("a wrapping key", () => {
  test("is known by an id and a check value that another one does not make", () => {
    expect(one.id).not.toBe(other.id);
    expect(matches(one, checkValueOf(one))).toBe(true);
    expect(matches(other, checkValueOf(one))).toBe(false);
    expect(matches({ ...other, id: one.id }, checkValueOf(one))).toBe(false);
    expect(matches(one, checkValueOf(one).subarray(1))).toBe(false);
  });
});

test("bytes for one purpose say nothing of those for another", () => {
  const key = newDataKey();
  expect(derive(key, "a")).toEqual(derive(key, "a"));
  expect(derive(key, "a")).not.toEqual(derive(key, "b"));
  expect(macOf(key, "note")).toEqual(macOf(key, "note"));
  expect(macOf(newDataKey(), "note")).not.toEqual(macOf(key, "note"));
});
