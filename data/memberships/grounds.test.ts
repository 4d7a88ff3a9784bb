import { describe, expect, test } from "vitest";
import { ownOrganization } from "@/data/memberships/own";
import { organizationStanding } from "@/data/memberships/queries";
import { proposeWithdrawal } from "@/data/memberships/withdrawal";
import type { Policy } from "@/domain/policy/policy";
import { leaked, withdraw } from "@/tests/membership";
import { withSanction } from "@/tests/policy";
import { at, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

describe("what a policy says of withdrawals (P29, P30)", () => {
  test("is what the page offers: its grounds, what else it names, and our own where it names none", async () => {
    const [w, org] = await atHome(withSanction(false));
    const [project] = (await organizationStanding(w.ada, org.id)).projects;
    expect(project?.grounds.map((g) => g.value)).toEqual([
      "ground:sold-it",
      "criterion_lost",
      "voluntary",
      "other",
    ]);
    expect(project?.scopes).toEqual(["future"]);
    const [silent, other] = await atHome({ ...vllmPolicy(), withdrawal: null });
    const [own] = (await organizationStanding(silent.ada, other.id)).projects;
    expect(own?.grounds.every((g) => g.ground === null)).toBe(true);
    expect(own?.scopes).toEqual(["future", "permanent"]);
  });

  test("founds a withdrawal in its own words, which the organization reads as they were then", async () => {
    const [w, org] = await atHome(withSanction(false));
    await withdraw(w, org, 30, { reasonCode: "ground:sold-it" });
    expect((await ownOrganization(org.person)).projects[0]?.withdrawals[0]).toMatchObject({
      why: "Sold what it was told",
    });
  });

  test("refuses a ground that it does not name, and for good where it knows none for good", async () => {
    const [w, org] = await atHome(withSanction(false));
    const propose = (more: object) => proposeWithdrawal(w.ben, leaked(w, org, { ...more }), at(30));
    await expect(propose({ reasonCode: "ground:other" })).rejects.toMatchObject({
      fields: { reasonCode: "Choose why." },
    });
    await expect(propose({ scope: "permanent" })).rejects.toMatchObject({
      fields: { scope: expect.stringContaining("no withdrawal for good") },
    });
  });
});

async function atHome(policy: Policy) {
  const w = await makeWorld(policy);
  return [w, await makeOrg(w)] as const;
}
