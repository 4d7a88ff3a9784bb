import { beforeEach, expect, test } from "vitest";
import { known, wentBack } from "@/data/restores/state";
import { T0 } from "@/tests/world";

beforeEach(() => void Object.assign(known, { settled: -1, recent: null }));
const after = (seconds: number) => T0.add({ seconds });

test("a database that knows of fewer lines than it did a minute ago was set back under the process", () => {
  expect(wentBack(7, after(0))).toBe(false);
  expect(wentBack(8, after(61))).toBe(false);
  expect(wentBack(6, after(62))).toBe(true);
  expect(wentBack(7, after(63))).toBe(false);
});

test("a snapshot that is some seconds older than another one is no such thing", () => {
  expect(wentBack(8, after(0))).toBe(false);
  expect(wentBack(7, after(1))).toBe(false);
});
