import { describe, expect, test } from "vitest";
import { membershipWork, tickMembership } from "@/data/memberships/clock";
import { recordEvidence } from "@/data/memberships/evidence";
import { organizationStanding } from "@/data/memberships/queries";
import { reviewMany, reviewMembership } from "@/data/memberships/review";
import { getNotice } from "@/data/notices/queries";
import { getOrganization } from "@/data/organizations/queries";
import { tieMember } from "@/data/teams/ties";
import { systemViewer } from "@/data/viewer";
import type { Policy } from "@/domain/policy/policy";
import { scheduled, written } from "@/tests/case";
import { noticesTo } from "@/tests/letters";
import { ofProject } from "@/tests/membership";
import { adopted } from "@/tests/policy";
import { at, makeOrg, makeWorld, type Org, vllmPolicy, type World } from "@/tests/world";

const worker = systemViewer("worker");
const DAY = 24;
const yearly: Policy = {
  ...vllmPolicy(),
  review: { every: { amount: 1, upTo: null, unit: "years" }, by: "The team", evidence: null, text: null },
};

/** Every tick that is due at that hour, in this world alone. */
async function tick(w: World, org: Org, hours: number): Promise<boolean> {
  return tickMembership(worker, ofProject(w, org), at(hours)).then(
    () => true,
    () => false,
  );
}
const stateAt = async (w: World, org: Org, hours: number) => {
  const { memberships } = await getOrganization(w.ada, org.id, at(hours));
  return memberships.map((m) => m.state);
};

describe("a review (P31)", () => {
  test("falls due a month before the time is over, is asked for, and lapses what nobody looked at", async () => {
    const w = await makeWorld(yearly);
    const org = await makeOrg(w);
    expect(await tick(w, org, 1)).toBe(true);
    expect(await noticesTo(org.id)).toEqual([]);
    expect(await tick(w, org, 300 * DAY)).toBe(false);
    expect(await tick(w, org, 336 * DAY)).toBe(true);
    expect(await tick(w, org, 337 * DAY)).toBe(false);
    expect(await tick(w, org, 359 * DAY)).toBe(true);
    expect(await stateAt(w, org, 365 * DAY)).toEqual(["active"]);
    // By the clock alone: nothing ran in between.
    expect(await stateAt(w, org, 366 * DAY)).toEqual(["lapsed"]);
    expect(await tick(w, org, 366 * DAY)).toBe(true);
    expect(await noticesTo(org.id)).toEqual(["review", "review", "lapsed"]);
    const { memberships } = await getOrganization(w.ada, org.id);
    expect(memberships[0]?.changes.map((c) => c.state)).toEqual(["lapsed", "active"]);
  });

  test("by a member without ties lets it stay for another time, and never by one who is tied", async () => {
    const w = await makeWorld(yearly);
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(0));
    for (const o of [org, other]) await tick(w, o, 1);
    const reviewed = { ...ofProject(w, org), reason: "still ships images" };
    await expect(reviewMembership(w.cyd, reviewed, at(340 * DAY))).rejects.toThrow("You are tied to");
    const many = { projectId: w.projectId, organizationIds: [org.id, other.id], reason: "looked at each" };
    expect(await reviewMany(w.cyd, many, at(340 * DAY))).toEqual({ reviewed: 1, left: 1 });
    await reviewMembership(w.ben, reviewed, at(341 * DAY));
    expect(await stateAt(w, org, 700 * DAY)).toEqual(["active"]);
    expect(await stateAt(w, org, 707 * DAY)).toEqual(["lapsed"]);
  });

  test("that a new version asks for gives everybody its whole time from then on", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    expect(await tick(w, org, 1)).toBe(false);
    await adopted(w.projectId, yearly);
    expect(await tick(w, org, 10 * DAY)).toBe(true);
    expect(await stateAt(w, org, 374 * DAY)).toEqual(["active"]);
    expect(await stateAt(w, org, 376 * DAY)).toEqual(["lapsed"]);
  });

  test("is found by the clock as work, and what is done is found no more", async () => {
    const w = await makeWorld(yearly);
    const org = await makeOrg(w);
    const found = async (hours: number) =>
      (await membershipWork(worker, at(hours))).some((o) => o.organizationId === org.id);
    expect(await found(1)).toBe(true);
    await tick(w, org, 1);
    expect(await found(2)).toBe(false);
    expect(await found(340 * DAY)).toBe(true);
    await tick(w, org, 340 * DAY);
    expect(await found(341 * DAY)).toBe(false);
    expect(await found(366 * DAY)).toBe(true);
    await tick(w, org, 366 * DAY);
    expect(await found(367 * DAY)).toBe(false);
  });
});

test("a lapsed member gets no notice, whether or not anybody recorded the lapse", async () => {
  const w = await makeWorld(yearly);
  const org = await makeOrg(w);
  const c = await scheduled(w);
  const noticeId = await written(w, c, [org]);
  await tick(w, org, -365 * DAY);
  const { preview } = await getNotice(w.ada, c.reference, noticeId, at(2 * DAY));
  expect(preview.leftOut.map((l) => l.reason)).toEqual([
    "Lapsed: nobody reviewed it in time in Distributors",
  ]);
});

describe("evidence that is to be renewed", () => {
  const shown = (w: World, org: Org) => ({
    ...ofProject(w, org),
    criterion: "ships",
    note: "seen in public",
    datedOn: "2027-01-01",
    verdict: "met",
    reviewBy: "2027-03-01",
  });
  const standing = async (w: World, org: Org, hours: number) =>
    (await organizationStanding(w.ada, org.id, at(hours))).projects
      .find((p) => p.id === w.projectId)
      ?.criteria.find((c) => c.id === "ships")?.standing;

  test("counts until its day and needs a person from then on; the organization is reminded before", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await recordEvidence(w.ada, shown(w, org), at(1));
    expect(await standing(w, org, 40 * DAY)).toBe("met");
    expect(await standing(w, org, 60 * DAY)).toBe("needs_person");
    expect(await tick(w, org, 10 * DAY)).toBe(false);
    expect(await tick(w, org, 27 * DAY)).toBe(true);
    expect(await tick(w, org, 28 * DAY)).toBe(false);
    expect(await noticesTo(org.id)).toEqual(["evidence"]);
  });

  test("has a day that lies ahead", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const past = { ...shown(w, org), reviewBy: "2027-01-02" };
    await expect(recordEvidence(w.ada, past, at(1))).rejects.toMatchObject({
      fields: { reviewBy: expect.stringContaining("has passed") },
    });
  });
});
