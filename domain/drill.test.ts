import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { DRILL_DAYS, drillResult } from "@/domain/drill";

const startedAt = Temporal.Instant.from("2027-01-04T09:00:00Z");
const after = (days: number) => startedAt.add({ hours: 24 * days });
const sent = { state: "sent", accepted: true } as const;
const bounced = { state: "bounced", accepted: true } as const;
const queued = { state: "queued", accepted: false } as const;
const stopped = { state: "stopped", accepted: false } as const;

test.each([
  ["answered, whatever became of the messages", [bounced], true, 0, "answered"],
  ["waiting while its time runs", [sent, bounced], false, 1, "waiting"],
  ["silent once its time is over", [sent], false, DRILL_DAYS, "silent"],
  ["on its way before anything took it", [queued], false, 0, "on its way"],
  ["on its way while one of two is", [bounced, queued], false, 0, "on its way"],
  ["not reached when all bounced", [bounced], false, 0, "not reached"],
  ["not reached when it was stopped", [stopped], false, 0, "not reached"],
  ["not reached without a contact", [], false, 0, "not reached"],
] as const)("a drill is %s", (_, deliveries, answered, days, result) => {
  expect(drillResult({ deliveries, answered, startedAt }, after(days))).toBe(result);
});
