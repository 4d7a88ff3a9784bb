import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { CONTACT_KINDS, CONTACT_STATES, maySignIn, normalizeAddress } from "@/domain/organization/contact";
import { decideMembership, membershipAt, PAUSE_HOURS } from "@/domain/organization/membership";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

describe("a membership", () => {
  const active = { state: "active", pausedUntil: null, lapsesAt: null } as const;
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
      expect(decideMembership({ state, pausedUntil: null, lapsesAt: null }, { type }, NOW).ok).toBe(false);
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

test("an address that is taken is plain ASCII without a space, and taken again it is the same", () => {
  const part = fc.stringMatching(/^[A-Za-z0-9.+_-]{1,20}$/);
  const like = fc.tuple(part, fc.domain()).map(([local, domain]) => `${local}@${domain}`);
  const bits = fc.array(
    fc.constantFrom("a", "@", ".", "-", " ", "\n", "\0", "é", "а", "<", ">", ",", ";", '"', "%"),
  );
  const spaced = fc.tuple(fc.constantFrom("", " ", "\t\n"), like, fc.constantFrom("", " ", "\u00a0"));
  const typed = fc.oneof(
    like,
    spaced.map((all) => all.join("")),
    bits.map((all) => all.join("")),
    fc.string({ unit: "binary" }),
  );
  fc.assert(
    fc.property(typed, (text) => {
      const address = normalizeAddress(text);
      if (address === null) return;
      expect(address).toMatch(/^[!-?A-Z[-~]+@[a-z0-9.-]+$/i);
      expect(address.match(/@/g)).toHaveLength(1);
      expect(address).not.toMatch(/[<>,;"\\()\s]|[A-Z]/);
      expect(normalizeAddress(address)).toBe(address);
      expect(normalizeAddress(` ${address.toUpperCase()}\n`)).toBe(address);
    }),
    { numRuns: 500 },
  );
  fc.assert(
    fc.property(like, (text) => {
      expect(normalizeAddress(text)).toBe(text.toLowerCase());
    }),
  );
});

test("an address of a hundred thousand characters is refused within a moment", () => {
  for (const unit of ["a", "a.", "a@", "a-", "."]) {
    const begun = performance.now();
    expect(normalizeAddress(`a@${unit.repeat(50_000)}`)).toBeNull();
    expect(performance.now() - begun, unit).toBeLessThan(200);
  }
});
