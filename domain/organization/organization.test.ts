import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { CONTACT_KINDS, CONTACT_STATES, maySignIn, normalizeAddress } from "@/domain/organization/contact";
import { decideMembership, membershipAt, PAUSE_HOURS } from "@/domain/organization/membership";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

describe("a membership", () => {
  const active = { state: "active", pausedUntil: null } as const;
  test(`that one member paused ends its pause by itself after ${PAUSE_HOURS} hours`, () => {
    const paused = decideMembership(active, { type: "pause" }, NOW);
    if (!paused.ok) throw new Error(paused.because);
    expect(membershipAt(paused.next, NOW.add({ hours: PAUSE_HOURS }).subtract({ seconds: 1 }))).toBe(
      "paused",
    );
    expect(membershipAt(paused.next, NOW.add({ hours: PAUSE_HOURS }))).toBe("active");
  });
  test.each(["withdrawn", "left"] as const)("that is %s takes no further step", (state) => {
    for (const type of ["pause", "resume", "leave"] as const)
      expect(decideMembership({ state, pausedUntil: null }, { type }, NOW).ok).toBe(false);
  });
});

test("only an admitted, named person may sign in: never a role address, nor a contact that waits or ended", () => {
  for (const kind of CONTACT_KINDS)
    for (const state of CONTACT_STATES)
      expect(maySignIn({ kind, state }), `${kind}, ${state}`).toBe(kind === "person" && state === "admitted");
});

test("addresses are one in lower case, and nothing but an address passes", () => {
  expect(normalizeAddress(" Security@Kestrel.Example ")).toBe("security@kestrel.example");
  for (const no of [
    "a@b",
    "a,b@c.example",
    "ä@b.example",
    "a@b.example\r\nTo: x@y.example",
    "a@-b.example",
    "a@b..example",
    "a\u200b@b.example",
  ])
    expect(normalizeAddress(no)).toBeNull();
});
