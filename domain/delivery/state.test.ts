import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterReport,
  DELIVERY_STATES,
  type DeliveryFacts,
  decideDelivery,
  isReached,
  MAIL_REPORTS,
  retryAfterSeconds,
} from "@/domain/delivery/state";

const EVENTS = ["queue", "accept", "defer", "fail", "lose_track", "stop", "cancel"] as const;

describe("a delivery", () => {
  test("that ended never moves again", () => {
    for (const state of ["bounced", "suppressed", "failed", "unknown", "cancelled", "stopped"] as const)
      for (const type of EVENTS)
        expect(decideDelivery({ state, accepted: false }, { type }).ok, `${state} ${type}`).toBe(false);
  });
  test("that the transport accepted is never sent, stopped or cancelled again, delayed or not", () => {
    for (const state of DELIVERY_STATES)
      for (const type of EVENTS)
        expect(decideDelivery({ state, accepted: true }, { type }).ok, `${state} ${type}`).toBe(false);
  });
  test("reaches an organization only when a transport took it and nothing refused it later", () => {
    for (const state of DELIVERY_STATES) {
      expect(isReached([{ state, accepted: true }])).toBe(state === "sent" || state === "delivered");
      expect(isReached([{ state, accepted: false }])).toBe(false);
    }
  });
  test("is tried again later and later, an hour apart at most", () => {
    expect([1, 2, 3, 9, 50].map(retryAfterSeconds)).toEqual([15, 30, 60, 3600, 3600]);
  });
});

describe("what a provider reports", () => {
  const outcome = (start: DeliveryFacts, reports: readonly (typeof MAIL_REPORTS)[number][]) =>
    reports.reduce<DeliveryFacts>((d, r) => {
      const next = afterReport(d, r);
      return next ? { state: next, accepted: true } : d;
    }, start);

  test("ends in the same state in any order, and however often it comes", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...MAIL_REPORTS), { maxLength: 6 }),
        fc.constantFrom("queued", "deferred", "unknown", "stopped", "cancelled", "sent"),
        fc.integer(),
        (reports, state, salt) => {
          const start = { state, accepted: state === "sent" } as const;
          const shuffled = [...reports, ...reports].sort((a, b) => ((a + b + salt).length % 3) - 1);
          const [one, two] = [outcome(start, reports), outcome(start, shuffled)];
          const same = (s: string) => (s === "suppressed" ? "bounced" : s);
          expect(same(two.state)).toBe(same(one.state));
        },
      ),
    );
  });
  test("never takes a gap back: a bounce stands, whatever is said of the message later", () => {
    for (const r of MAIL_REPORTS) expect(afterReport({ state: "bounced", accepted: true }, r)).toBeNull();
  });
  test("shows a message that was accepted although we stopped it as what it became", () => {
    expect(afterReport({ state: "stopped", accepted: false }, "delivered")).toBe("delivered");
  });
  test("ignores a late “sent” of what was delivered or delayed", () => {
    for (const state of ["delivered", "deferred"] as const)
      expect(afterReport({ state, accepted: true }, "sent")).toBeNull();
  });
});
