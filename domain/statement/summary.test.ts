import { expect, test } from "vitest";
import { PERSON_STATES } from "@/domain/delivery/silence";
import { STATEMENT_STATES, type StatementState } from "@/domain/statement/state";
import { placeOf, type Standing, SUMMARY_PLACES, summaryLine } from "@/domain/statement/summary";

const silent: Standing = { state: null, person: "silent", told: true, reached: true };
const said = (state: StatementState): Standing => ({ state, person: "stated", told: true, reached: true });
const states = Object.keys(STATEMENT_STATES) as StatementState[];

test("an organization that said nothing is never counted as not affected", () => {
  for (const person of PERSON_STATES)
    for (const told of [true, false])
      for (const reached of [true, false])
        expect(placeOf({ state: null, person, told, reached })).not.toBe("not_affected");
});

test("what an organization said counts, whatever became of its mail", () => {
  for (const state of states) {
    const place = placeOf(said(state));
    expect(placeOf({ state, person: "declined", told: false, reached: false })).toBe(place);
    expect(["silent", "no_statement", "not_reached", "not_told", "declined"]).not.toContain(place);
  }
});

test.each<[string, Standing, string]>([
  ["silent", silent, "silent"],
  ["reading, and not done", { ...silent, person: "seen" }, "no_statement"],
  ["reached a moment ago", { ...silent, person: "waiting" }, "no_statement"],
  ["declined", { ...silent, person: "declined" }, "declined"],
  ["told, and its mail bounced", { ...silent, person: "none", reached: false }, "not_reached"],
  ["planned", { ...silent, person: "none", told: false, reached: false }, "not_told"],
])("without a statement an organization that is %s stands where it is", (_, standing, place) => {
  expect(placeOf(standing)).toBe(place);
});

test("the line counts everybody once, and says how far the affected are", () => {
  const all = [
    said("not_affected"),
    said("not_affected"),
    said("not_affected"),
    said("affected"),
    said("fix_ready"),
    silent,
    { ...silent, person: "none" as const, reached: false },
  ];
  expect(summaryLine(all)).toBe("3 not affected, 2 affected (1 fix ready), 1 silent, 1 not reached");
  expect(summaryLine([said("fix_ready"), said("deployed"), said("will_not_fix")])).toBe(
    "3 affected (1 fix deployed, 1 fix ready, 1 will not fix)",
  );
  expect(summaryLine([])).toBe("");
  const counts = (line: string) => [...line.replace(/\([^)]*\)/g, "").matchAll(/\d+/g)].map(Number);
  expect(counts(summaryLine(all)).reduce((a, b) => a + b, 0)).toBe(all.length);
  expect(Object.keys(SUMMARY_PLACES)).toContain(placeOf(silent));
});
