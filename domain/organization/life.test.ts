import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import {
  decideMembership,
  ENDED,
  isCurrent,
  isReviewDue,
  MEMBERSHIP_STATES,
  type Membership,
  type MembershipCommand,
  membershipAt,
} from "@/domain/organization/membership";
import { isReminderDue } from "@/domain/organization/reminders";
import type { Span } from "@/domain/policy/parts/time";
import { addSpan } from "@/domain/policy/spans";

const T0 = Temporal.Instant.from("2027-01-12T17:00:00Z");
const YEAR: Span = { amount: 1, upTo: null, unit: "years" };
const ACCEPTED: Membership = { state: "accepted", pausedUntil: null, lapsesAt: null };

const ready = fc.record({ contact: fc.boolean(), terms: fc.boolean() });
const every = fc.constantFrom(null, YEAR, { amount: 3, upTo: 6, unit: "months" } as const);
const command: fc.Arbitrary<MembershipCommand> = fc.oneof(
  fc.record({ type: fc.constant("activate" as const), ready, every }),
  fc.record({ type: fc.constant("review" as const), every }),
  fc
    .constantFrom("pause", "resume", "lapse", "leave", "transfer", "withdraw")
    .map((type) => ({ type }) as MembershipCommand),
  fc.integer({ min: 1, max: 40 }).map((days) => ({
    type: "extend_pause" as const,
    until: T0.add({ hours: 24 * days }),
    since: T0,
  })),
);
const step = fc.record({ hours: fc.integer({ min: 0, max: 24 * 200 }), command });

describe("a membership, whatever is asked of it and whenever", () => {
  test("is never active without a confirmed contact and accepted terms, and only after it was accepted", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let [now, held, begun] = [T0, ACCEPTED, false];
        for (const s of steps) {
          now = now.add({ hours: s.hours });
          const decided = decideMembership(held, s.command, now);
          if (!decided.ok) continue;
          if (s.command.type === "activate") {
            expect(held.state).toBe("accepted");
            expect(s.command.ready).toEqual({ contact: true, terms: true });
            begun = true;
          }
          held = decided.next;
          if (membershipAt(held, now) === "active") expect(begun).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("never comes back once it ended: whoever returns begins another", () => {
    fc.assert(
      fc.property(fc.constantFrom(...ENDED), fc.array(step, { maxLength: 20 }), (state, steps) => {
        const over: Membership = { state, pausedUntil: null, lapsesAt: null };
        let now = T0;
        for (const s of steps) {
          now = now.add({ hours: s.hours });
          expect(decideMembership(over, s.command, now).ok).toBe(false);
        }
      }),
    );
  });

  test("never lasts longer than the time it was reviewed for, and no pause or resumption makes it longer", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        let [now, held] = [T0, ACCEPTED];
        let until: Temporal.Instant | null = null;
        for (const s of steps) {
          now = now.add({ hours: s.hours });
          const decided = decideMembership(held, s.command, now);
          if (decided.ok) {
            held = decided.next;
            const asks = s.command.type === "activate" || s.command.type === "review";
            if (asks) until = "every" in s.command && s.command.every ? addSpan(now, s.command.every) : null;
          }
          const over = until !== null && Temporal.Instant.compare(until, now) <= 0;
          if (over) expect(["active", "paused"]).not.toContain(membershipAt(held, now));
        }
      }),
      { numRuns: 500 },
    );
  });

  test("is due for review in the last thirty days of its time, and at no other", () => {
    const held: Membership = { state: "active", pausedUntil: null, lapsesAt: addSpan(T0, YEAR) };
    const at = (days: number) => isReviewDue(held, T0.add({ hours: 24 * days }));
    expect([at(0), at(334), at(336), at(364), at(366)]).toEqual([false, false, true, true, false]);
    expect(isReviewDue({ ...held, lapsesAt: null }, T0)).toBe(false);
  });
});

test("every state is either one that lasts or one that ended", () => {
  expect(MEMBERSHIP_STATES.filter((s) => !isCurrent(s)).sort()).toEqual([...ENDED].sort());
});

describe("a reminder that something runs out", () => {
  const ends = T0.add({ hours: 24 * 100 });
  const day = (n: number) => T0.add({ hours: 24 * n });
  test.each([
    ["before the last thirty days", 69, null, false],
    ["from thirty days before", 70, null, true],
    ["once in that time", 80, 70, false],
    ["again a week before", 93, 70, true],
    ["once in that week", 95, 93, false],
    ["when it ran out", 100, 93, true],
    ["and never after", 400, 100, false],
    ["one and not two, where the clock jumped over both", 95, null, true],
  ])("%s", (_, now, reminded, due) => {
    expect(isReminderDue(ends, reminded === null ? null : day(reminded), day(now))).toBe(due);
  });

  test("comes at most three times, however often somebody looks", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 24 * 30 }), { maxLength: 60 }), (steps) => {
        let [now, count]: [Temporal.Instant, number] = [T0, 0];
        let reminded: Temporal.Instant | null = null;
        for (const hours of steps) {
          now = now.add({ hours });
          if (!isReminderDue(ends, reminded, now)) continue;
          reminded = now;
          count += 1;
        }
        expect(count).toBeLessThanOrEqual(3);
      }),
    );
  });
});

describe("a length of time", () => {
  test.each([
    ["31 January and a month", "2027-01-31T12:00:00Z", { amount: 1, unit: "months" }, "2027-02-28T12:00:00Z"],
    ["29 February and a year", "2028-02-29T12:00:00Z", { amount: 1, unit: "years" }, "2029-02-28T12:00:00Z"],
    [
      "a range, by its shorter end",
      "2027-01-01T00:00:00Z",
      { amount: 7, upTo: 14, unit: "days" },
      "2027-01-08T00:00:00Z",
    ],
    [
      "more years than are written",
      "2027-01-01T00:00:00Z",
      { amount: 36500, unit: "years" },
      "9999-12-31T00:00:00Z",
    ],
    ["nothing", "2027-01-01T00:00:00Z", { amount: 0, unit: "days" }, "2027-01-01T00:00:00Z"],
  ] as const)("%s", (_, from, span, to) => {
    const length: Span = { upTo: null, ...span };
    expect(addSpan(Temporal.Instant.from(from), length).toString()).toBe(to);
  });
});
