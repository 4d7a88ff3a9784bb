import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { DELIVERY_STATES, decideDelivery, isReached, retryAfterSeconds } from "@/domain/delivery/state";

const _NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

describe("a delivery", () => {
  test("that the transport accepted, or that ended, never moves again", () => {
    for (const state of [
      "sent",
      "delivered",
      "bounced",
      "suppressed",
      "failed",
      "unknown",
      "cancelled",
      "stopped",
    ] as const)
      for (const type of ["queue", "accept", "defer", "fail", "lose_track", "stop", "cancel"] as const)
        expect(decideDelivery(state, { type }).ok, `${state} ${type}`).toBe(false);
  });
  test("reaches an organization only when a transport took it", () => {
    for (const state of DELIVERY_STATES)
      expect(isReached([state])).toBe(state === "sent" || state === "delivered");
  });
  test("is tried again later and later, an hour apart at most", () => {
    expect([1, 2, 3, 9, 50].map(retryAfterSeconds)).toEqual([15, 30, 60, 3600, 3600]);
  });
});
