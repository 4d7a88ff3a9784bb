import { readFileSync } from "node:fs";
import { Temporal } from "temporal-polyfill";
import { afterAll, describe, expect, test } from "vitest";
import { recordEvidence } from "@/data/memberships/evidence";
import { saveDraft, startDraft } from "@/data/policies/drafts";
import { policyDraft } from "@/data/policies/queries";
import { simulatePolicy, trial } from "@/data/policies/simulate";
import { systemViewer } from "@/data/viewer";
import type { Policy } from "@/domain/policy/policy";
import { removeValue, setValue } from "@/formats/policy/edit";
import { parsePolicy } from "@/formats/policy/read";
import { ownDatabase } from "@/tests/own-database";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, omniPolicy, T0, vllmPolicy, type World } from "@/tests/world";

// Rows are counted in all of it.
const own = await ownDatabase();
afterAll(own.drop);

const absent = { code: "not_found", message: "Not found." };
const operator = systemViewer("cli");
const release = Temporal.Instant.from("2027-01-12T16:00:00Z");
const asked = { severity: "HIGH", release };
const slugOf = async (w: World) => {
  const [row] = await asOwner((sql) => sql`select slug from projects where id = ${w.projectId}`);
  return String(row?.["slug"]);
};
const source = readFileSync("policies/vllm.yaml", "utf8");
const certified = parsePolicy(
  setValue(removeValue(source, ["prenotification", "recipients"]), ["eligibility", "criteria"], {
    all: [{ id: "certified", text: "Holds the certificate" }],
  }),
);

/** Every table that something would leave a row in. */
const rows = async () => {
  const [found] = await asOwner(
    (sql) => sql`select
      (select count(*)::int from deliveries) as deliveries,
      (select count(*)::int from notices) as notices,
      (select count(*)::int from audit_entries) as audit_entries,
      (select count(*)::int from memberships) as memberships,
      (select count(*)::int from project_policies) as project_policies,
      (select count(*)::int from policy_drafts) as policy_drafts,
      (select count(*)::int from policy_fates) as policy_fates,
      (select count(*)::int from graphile_worker._private_jobs) as jobs`,
  );
  return found;
};
const meets = async (w: World, org: Org) => {
  for (const criterion of ["ships", "contributions"])
    await recordEvidence(
      w.ada,
      {
        organizationId: org.id,
        projectId: w.projectId,
        criterion,
        note: "seen in public",
        datedOn: "2027-01-01",
        verdict: "met",
      },
      at(1),
    );
};
/** One that is active, one that is paused, one without an address, one that left, one that never was a member. */
async function directory(policy?: Policy) {
  const w = await makeWorld(policy);
  const active = await makeOrg(w, { name: "Active" });
  await makeOrg(w, { name: "Paused", state: "paused" });
  await makeOrg(w, { name: "Left", state: "left" });
  await makeOrg(w, { name: "Nobody", state: "none" });
  return { w, active, slug: await slugOf(w) };
}

describe("a policy from outside, tried on a project's directory", () => {
  test("tells each organization with a membership or says why not, and nobody else", async () => {
    const { slug } = await directory();
    const found = await trial(operator, slug, asked, vllmPolicy(), true);
    expect(found).toMatchObject({ organizations: 2, project: { slug }, changes: [], lost: [] });
    const [stage] = found.next.stages;
    expect(stage?.told).toMatchObject([{ name: "Active", addresses: 2 }]);
    expect(stage?.notTold).toMatchObject([{ name: "Paused", because: "It is paused" }]);
  });

  test("is beside what is in force: who would not be told any more, and who would no longer qualify", async () => {
    const { w, active, slug } = await directory();
    await meets(w, active);
    expect((await trial(operator, slug, asked, omniPolicy(), true)).changes).toMatchObject([
      { name: "Active", what: "not_told", because: expect.stringContaining("has no prenotification") },
    ]);
    expect((await trial(operator, slug, asked, certified, true)).lost).toMatchObject([
      {
        name: "Active",
        group: "Distributors",
        before: { standing: "met" },
        after: { standing: "needs_person" },
      },
    ]);
  });

  test("is on nobody where there is no such project, unless it was named", async () => {
    const found = await trial(operator, "no-such-project", asked, vllmPolicy(), false);
    expect(found).toMatchObject({ project: null, organizations: 0, present: null, changes: [], lost: [] });
    await expect(trial(operator, "no-such-project", asked, vllmPolicy(), true)).rejects.toThrow(
      "There is no project no-such-project.",
    );
  });

  test("knows the members of the project alone", async () => {
    const [{ slug }, other] = [await directory(), await directory()];
    const named = JSON.stringify(await trial(operator, slug, asked, vllmPolicy(), true));
    expect(named).toContain('"Active"');
    expect(named).not.toContain(other.active.id);
  });
});

describe("the policy in force and its draft, tried by a member", () => {
  const draft = async (w: World, slug: string, text: string) => {
    await startDraft(w.ada, { projectId: w.projectId, from: "vllm" }, at(1));
    const { draft: d } = await policyDraft(w.ada, slug);
    await saveDraft(w.ada, { draftId: d?.id, revision: d?.revision, source: text }, at(1));
  };

  test("says what the draft would change; one that is no policy yet changes nothing", async () => {
    const { w, slug } = await directory();
    const first = await simulatePolicy(w.ben, slug, asked);
    expect(first).toMatchObject({ draft: false, next: null, changes: [], organizations: 2 });
    await draft(w, slug, "a: [");
    expect(await simulatePolicy(w.ben, slug, asked)).toMatchObject({ draft: true, next: null, changes: [] });
    const { draft: d } = await policyDraft(w.ada, slug);
    const without = setValue(source, ["severity", "levels", 1, "prenotify"], "never");
    await saveDraft(w.ada, { draftId: d?.id, revision: d?.revision, source: without }, at(2));
    expect((await simulatePolicy(w.ben, slug, asked)).changes).toMatchObject([
      { name: "Active", what: "not_told", because: expect.stringContaining("never prenotifies HIGH") },
    ]);
  });

  test("is of a release a fortnight from now, on the hour, where none is named", async () => {
    const { w, slug } = await directory();
    const found = await simulatePolicy(w.ada, slug, { severity: null, release: null });
    const ahead = found.release.epochMilliseconds - found.now.epochMilliseconds;
    expect(ahead).toBeGreaterThan((14 * 24 - 1) * 3_600_000);
    expect(found.release.epochMilliseconds % 3_600_000).toBe(0);
    expect(Temporal.Instant.compare(found.release, T0)).not.toBe(0);
  });

  test("of a project that one does not work on does not exist", async () => {
    const { slug } = await directory();
    const stranger = (await makeWorld()).ada;
    for (const name of [slug, "no-such-project", ""])
      await expect(simulatePolicy(stranger, name, asked)).rejects.toMatchObject(absent);
  });
});

test("a simulation writes nothing: no delivery, notice, membership, entry of the record or job", async () => {
  const { w, active, slug } = await directory();
  await meets(w, active);
  const before = await rows();
  await trial(operator, slug, asked, certified, true);
  await trial(operator, slug, asked, omniPolicy(), true);
  await simulatePolicy(w.ada, slug, asked);
  expect(await rows()).toEqual(before);
});
