import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { mayRemind, PERSON_STATES } from "@/domain/delivery/silence";
import { MEMBERSHIP_STATES } from "@/domain/organization/membership";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");
const ago = (hours: number) => NOW.subtract({ hours });

test("only the silent are reminded", () => {
  for (const state of PERSON_STATES)
    expect(mayRemind(state, "active", null, 24, NOW), state).toBe(state === "silent");
});

test("an organization that may receive nothing is not reminded either", () => {
  for (const state of [...MEMBERSHIP_STATES, null])
    expect(mayRemind("silent", state, null, 24, NOW), `${state}`).toBe(state === "active");
});

test.each([
  ["never", null, true],
  ["an hour ago", ago(1), false],
  ["a minute too early", ago(24).add({ minutes: 1 }), false],
  ["as long ago as it has to answer", ago(24), true],
])("a silent organization that was reminded %s is not pestered", (_, remindedAt, may) => {
  expect(mayRemind("silent", "active", remindedAt, 24, NOW)).toBe(may);
});
