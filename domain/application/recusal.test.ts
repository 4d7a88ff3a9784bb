import fc from "fast-check";
import { expect, test } from "vitest";
import { type Concerned, recusals } from "@/domain/application/recusal";

const MEMBERS = ["ada", "ben", "cyd"].map((userId) => ({ userId, email: `${userId}@team.example` }));
const none: Concerned = { userId: null, addresses: [], organizationIds: [] };

test.each([
  ["who applied", { ...none, userId: "ada" }],
  ["whose address stands in it", { ...none, addresses: ["ada@team.example"] }],
  [
    "who is tied to the organization that it is linked to, or looks like",
    { ...none, organizationIds: ["kestrel"] },
  ],
])("a member takes no part %s", (_, of) => {
  const found = recusals(of, MEMBERS, [{ userId: "ada", organizationIds: ["kestrel"] }], []);
  expect([...found.keys()]).toEqual(["ada"]);
});

test("whoever is on record takes no part, whatever else is found, and nobody else is left out", () => {
  fc.assert(
    fc.property(
      fc.subarray(MEMBERS.map((m) => m.userId)),
      fc.subarray(["kestrel", "tern"]),
      fc.subarray(["kestrel", "tern"]),
      (recorded, about, tied) => {
        const ties = [{ userId: "ben", organizationIds: tied }];
        const found = recusals({ ...none, organizationIds: about }, MEMBERS, ties, recorded);
        for (const id of recorded) expect(found.has(id)).toBe(true);
        expect(found.has("ben")).toBe(recorded.includes("ben") || tied.some((t) => about.includes(t)));
        expect(found.has("cyd")).toBe(recorded.includes("cyd"));
      },
    ),
  );
});
