import { expect, test } from "vitest";
import { readDocument } from "@/formats/policy/read";

const CLOCK = `
format: 1
version: "1"
title: A policy
clocks:
  - { what: fix, severities: [Critical], within: { amount: 30, unit: days } }
`;
const SCALE = `
severity:
  source: own
  levels:
    - { label: HIGH, definition: Bad. }
`;

test("a clock names severities of the scale, and none that the scale does not have", () => {
  const read = readDocument(CLOCK + SCALE);
  expect(read.ok ? [] : read.problems.map((p) => p.path)).toEqual(["clocks[0].severities[0]"]);
});

test("where there is no scale a clock keeps the text's own word, and is not read as one for everything", () => {
  const read = readDocument(CLOCK);
  expect(read.ok && read.policy.clocks[0]?.severities).toEqual(["Critical"]);
});
