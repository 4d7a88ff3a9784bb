import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { groupDuties } from "@/domain/duties";

const NOW = Temporal.Instant.from("2027-01-12T17:00:00Z");

test("duties come by deadline, what is urgent before everything", () => {
  const duty = (id: string, hours: number | null, urgent = false) => ({
    id,
    tone: "attention" as const,
    text: id,
    detail: null,
    due: hours === null ? null : NOW.add({ minutes: hours * 60 }),
    urgent,
    action: { href: "/", label: "Go" },
  });
  const groups = groupDuties(
    [
      duty("later", null),
      duty("week", 100),
      duty("today", 20),
      duty("soon", 0.5),
      duty("urgent", 500, true),
      duty("passed", -3),
    ],
    NOW,
  );
  expect(groups.map((g) => [g.title, g.duties.map((d) => d.id)])).toEqual([
    ["Now", ["urgent", "passed", "soon"]],
    ["Today", ["today"]],
    ["This week", ["week"]],
    ["Later", ["later"]],
  ]);
});

test("among duties without a date, what waits for somebody comes before what is merely left to do", () => {
  const without = (id: string, tone: "danger" | "attention" | "quiet") => ({
    id,
    tone,
    text: id,
    detail: null,
    due: null,
    urgent: false,
    action: { href: "/", label: "Go" },
  });
  const [later] = groupDuties(
    [without("a", "quiet"), without("b", "attention"), without("c", "danger")],
    NOW,
  );
  expect(later?.duties.map((d) => d.id)).toEqual(["c", "b", "a"]);
});
