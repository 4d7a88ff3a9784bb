import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { publicMembers } from "@/domain/organization/member-list";

const day = (n: number) => Temporal.Instant.from("2027-01-01T00:00:00Z").add({ hours: 24 * n });
const span = (name: string, since: number, until: number | null) => ({
  name,
  since: day(since),
  until: until === null ? null : day(until),
});

test("whoever is in several groups joined once, left once, and is listed once", () => {
  const { members, changes } = publicMembers([
    span("Kestrel", 0, 5),
    span("Kestrel", 2, null),
    span("Orchid", 1, 4),
    span("Orchid", 2, 3),
  ]);
  expect(members).toEqual([{ name: "Kestrel", since: day(0) }]);
  expect(changes.map((c) => `${c.name} ${c.what}`)).toEqual([
    "Orchid left",
    "Orchid joined",
    "Kestrel joined",
  ]);
  expect(changes[0]?.at.toString()).toBe(day(4).toString());
});

test("whoever left and came back is listed since then, with all that happened", () => {
  const { members, changes } = publicMembers([span("Kestrel", 6, null), span("Kestrel", 0, 5)]);
  expect(members).toEqual([{ name: "Kestrel", since: day(6) }]);
  expect(changes.map((c) => c.what)).toEqual(["joined", "left", "joined"]);
});
