import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { numberInForce, standingOf } from "@/domain/policy/versions";

const at = (day: number) => Temporal.Instant.from(`2027-01-${String(day).padStart(2, "0")}T00:00:00Z`);
const v = (number: number, day: number) => ({ number, effectiveAt: at(day) });

test("the newest version whose day has come is in force, others are earlier or announced", () => {
  const all = [v(1, 1), v(2, 5), v(3, 20)];
  const now = at(10);
  expect(all.map((one) => standingOf(one, all, now))).toEqual([
    { state: "earlier", since: at(1), until: at(5) },
    { state: "in force", since: at(5) },
    { state: "announced", from: at(20) },
  ]);
});

test("a version that a newer one overtook before its day never was in force", () => {
  const all = [v(1, 1), v(2, 9), v(3, 5)];
  expect(standingOf(v(2, 9), all, at(10))).toEqual({ state: "passed over" });
  expect(standingOf(v(1, 1), all, at(10))).toEqual({ state: "earlier", since: at(1), until: at(5) });
});

test("the first holds from the beginning, also before its day, and a project without any is an error", () => {
  expect(numberInForce([v(1, 9), v(2, 12)], at(3))).toBe(1);
  expect(() => numberInForce([], at(3))).toThrow();
});
