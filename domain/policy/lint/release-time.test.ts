import { expect, test } from "vitest";
import { lint } from "@/domain/policy/lint/lint";
import { describeFindings, policyOf } from "@/tests/findings";

const release = (at: string, also: string) => `
    release: { at: { time: "${at.split(" ")[0]}", zone: ${at.split(" ")[1]} }, alsoWritten: [{ time: "${also.split(" ")[0]}", zone: ${also.split(" ")[1]} }] }`;

describeFindings([
  {
    kind: "local-time-drifts",
    when: release("16:00 UTC", "09:00 America/Los_Angeles"),
    at: ["release.at", "release.alsoWritten[0]"],
    unless: {
      "it has no summer time, on whatever day it is there": release("16:00 UTC", "01:00 Asia/Tokyo"),
      "both have the same summer time": release("18:00 Europe/Berlin", "17:00 Europe/London"),
    },
  },
]);

test("the drift of a local time says both seasons", () => {
  const [drift] = lint(policyOf(release("16:00 UTC", "09:00 America/Los_Angeles")));
  expect(drift?.message).toBe(
    "09:00 America/Los_Angeles is 16:00 UTC for only a part of the year: in January 1 hour later, from 14 March the same moment.",
  );
  const [never] = lint(policyOf(release("15:00 UTC", "09:00 America/Los_Angeles")));
  expect(never?.message).toBe(
    "09:00 America/Los_Angeles is never 15:00 UTC: in January 2 hours later, from 14 March 1 hour later.",
  );
});

test.each([
  ["23:30 UTC", "00:30 UTC", "1 hour later"],
  ["00:30 UTC", "23:30 UTC", "1 hour earlier"],
  ["12:00 UTC", "16:30 UTC", "4 hours 30 minutes later"],
])("beside %s, %s is %s", (at, also, words) => {
  expect(lint(policyOf(release(at, also)))[0]?.message).toBe(`${also} is never ${at}: in January ${words}.`);
});
