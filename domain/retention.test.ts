import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { decideDestruction, keeping, keepingWords } from "@/domain/retention";

const T = Temporal.Instant.from("2027-01-01T00:00:00Z");
const day = (n: number) => T.add({ hours: 24 * n });
const clock = (n: number, backupDays: number | null = null, real = n) => ({
  now: day(n),
  realNow: day(real),
  backupDays,
});
const closed = { endedAt: T, destroyed: null };
const none = { openIncidents: 0, openMessages: 0 };

describe("a record", () => {
  test("whose policy names no end is kept for good, and nobody may destroy it", () => {
    const kept = keeping(closed, null, clock(99_999));
    expect(kept).toEqual({ type: "no_end" });
    expect(decideDestruction(kept, none)).toMatchObject({ ok: false });
  });

  test("that is not closed has no end yet, however old it is", () => {
    const kept = keeping({ endedAt: null, destroyed: null }, 1, clock(99_999));
    expect(kept).toEqual({ type: "running" });
    expect(decideDestruction(kept, none)).toMatchObject({ ok: false });
  });

  test("is kept until the last instant of its days, and due from then on", () => {
    const before = keeping(closed, 30, { ...clock(30), now: day(30).subtract({ nanoseconds: 1 }) });
    expect(before).toEqual({ type: "until", until: day(30) });
    expect(decideDestruction(before, none)).toMatchObject({
      ok: false,
      because: expect.stringContaining("31 Jan 2027"),
    });
    expect(keeping(closed, 30, clock(30))).toEqual({ type: "due", since: day(30) });
    expect(decideDestruction(keeping(closed, 30, clock(30)), none)).toEqual({ ok: true, next: day(30) });
  });

  test("that is due waits for an open incident, and for a message on its way", () => {
    const due = keeping(closed, 30, clock(31));
    expect(decideDestruction(due, { ...none, openIncidents: 1 })).toMatchObject({ ok: false });
    expect(decideDestruction(due, { ...none, openMessages: 1 })).toMatchObject({ ok: false });
  });
});

describe("a destruction", () => {
  const gone = (backupDays: number | null) => ({ endedAt: T, destroyed: { at: day(40), backupDays } });

  test("is complete once the last backup from before is gone, by real time, and not before", () => {
    const at = (real: number) => keeping(gone(30), 30, clock(0, 30, real));
    expect(at(69)).toEqual({ type: "destroyed", at: day(40), completeAt: day(70), complete: false });
    expect(at(70)).toMatchObject({ complete: true });
    expect(keepingWords(at(69))).toContain("Complete on Fri 12 Mar 2027");
  });

  test("goes by the longer life of a backup: as it was set then, or is now", () => {
    expect(keeping(gone(10), 30, clock(0, 90, 60))).toMatchObject({ completeAt: day(130), complete: false });
    expect(keeping(gone(90), 30, clock(0, 10, 60))).toMatchObject({ completeAt: day(130), complete: false });
    expect(keeping(gone(null), 30, clock(0, 10, 60))).toMatchObject({ completeAt: day(50), complete: true });
  });

  test("is never said to be complete where nobody said how long a backup lives", () => {
    const kept = keeping(gone(null), 30, clock(0, null, 99_999));
    expect(kept).toMatchObject({ completeAt: null, complete: false });
    expect(keepingWords(kept)).toContain("nobody said when");
  });

  test("happens once", () => {
    expect(decideDestruction(keeping(gone(1), 30, clock(99, 1)), none)).toMatchObject({ ok: false });
  });
});
