import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  closedByMissing,
  compareOutside,
  decideRestore,
  type Missing,
  onceEach,
  sentByMissing,
} from "@/domain/restore";

const agree = { lacking: 0, different: 0 };
const line = (number: number, hash = `h${number}`, previous: string | null = `h${number - 1}`) => ({
  number,
  hash,
  previous,
});

describe("database and checkpoints", () => {
  test.each([
    ["nothing was ever written", null, null, agree, "new"],
    ["the file is gone", null, line(4), agree, "missing"],
    ["the file can't be read", "unreadable", null, agree, "missing"],
    ["both know the same last line", line(4), line(4), agree, "same"],
    ["a writer ended before its commit", line(5), line(4), agree, "adopt"],
    ["the very first writer ended before its commit", line(0, "h0", null), null, agree, "adopt"],
    ["the next line follows on another", line(5, "h5", "x"), line(4), agree, "behind"],
    ["the file knows two lines more", line(6), line(4), agree, "behind"],
    ["the database knows of none", line(6), null, agree, "behind"],
    ["the file knows less", line(3), line(4), agree, "missing"],
    ["the same number is another line", line(4, "x"), line(4), agree, "fork"],
    ["entries are not there", line(4), line(4), { lacking: 1, different: 0 }, "behind"],
    ["entries are other ones", line(4), line(4), { lacking: 1, different: 1 }, "fork"],
  ] as const)("%s", (_, file, head, streams, state) => {
    expect(compareOutside(file, head, streams)).toEqual({ state });
  });

  test("only what agrees in every way lets anything be sent", () => {
    const end = fc.record({
      number: fc.integer({ min: 0, max: 5 }),
      hash: fc.constantFrom("a", "b"),
      previous: fc.constantFrom("a", "b"),
    });
    const streams = fc.record({ lacking: fc.nat(2), different: fc.nat(2) });
    fc.assert(
      fc.property(fc.option(end), fc.option(end), streams, (file, head, apart) => {
        const { state } = compareOutside(file, head, apart);
        if (state === "same")
          expect([file?.number, file?.hash, apart]).toEqual([head?.number, head?.hash, agree]);
        if (state === "new") expect([file, head]).toEqual([null, null]);
        if (state === "adopt") expect([file?.number, apart]).toEqual([(head?.number ?? -1) + 1, agree]);
      }),
    );
  });
});

const missing = (action: string, facts: Record<string, string> = {}, id = "o1"): Missing => ({
  stream: { type: "organization", id },
  sequence: 1,
  action,
  at: null,
  facts,
});
const inProject = { projectId: "p1" };

test("who was closed out of a project by what is missing stays closed out, whoever was let in again does not", () => {
  const closed = (...actions: string[]) =>
    closedByMissing(actions.map((a) => missing(a, inProject))).map((c) => c.action);
  expect(closed("membership.paused")).toEqual(["membership.paused"]);
  expect(closed("membership.paused", "membership.resumed")).toEqual([]);
  expect(closed("membership.paused", "membership.resumed", "membership.withdrawn")).toEqual([
    "membership.withdrawn",
  ]);
  expect(closed("membership.withdrawn", "membership.started")).toEqual([]);
  const two = [
    missing("membership.withdrawn", inProject),
    missing("membership.resumed", { projectId: "p2" }),
  ];
  expect(closedByMissing(two)).toHaveLength(1);
});

test("a message that had left counts once, in whichever records it stands", () => {
  const d = { deliveryId: "d1" };
  const all = [
    missing("delivery.begun", d),
    missing("delivery.accepted", d),
    missing("delivery.accepted", d, "c1"),
  ];
  expect(sentByMissing(all).map((s) => s.deliveryId)).toEqual(["d1"]);
  expect(sentByMissing([missing("delivery.stopped", d)])).toEqual([]);
  expect(onceEach(all)).toHaveLength(2);
});

describe("going on", () => {
  const [open, proposed] = [
    { proposedBy: null, confirmedBy: null },
    { proposedBy: "ada", confirmedBy: null },
  ];
  test.each([
    ["is proposed by one member", open, { type: "propose" }, "ada", "proposed"],
    ["is not proposed twice", proposed, { type: "propose" }, "ben", null],
    ["is not confirmed before it is proposed", open, { type: "confirm", active: [] }, "ben", null],
    ["is not confirmed by who proposed it", proposed, { type: "confirm", active: [] }, "ada", null],
    ["is confirmed by another member", proposed, { type: "confirm", active: [] }, "ben", "confirmed"],
    ["waits while who was withdrawn is active", proposed, { type: "confirm", active: ["Gone"] }, "ben", null],
    ["is taken back by anybody", proposed, { type: "take_back" }, "ben", "open"],
    [
      "is over once it was confirmed",
      { proposedBy: "ada", confirmedBy: "ben" },
      { type: "confirm", active: [] },
      "cyd",
      null,
    ],
  ] as const)("%s", (_, state, command, who, next) => {
    const decided = decideRestore(state, command, who);
    expect(decided.ok ? decided.next : null).toBe(next);
  });
});
