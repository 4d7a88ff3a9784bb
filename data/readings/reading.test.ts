import { describe, expect, test } from "vitest";
import { caseActivity, organizationActivity } from "@/data/activity/queries";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { acknowledge, answerTerms, recordSeen } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { recordCaseRead, recordTitlesRead } from "@/data/readings/reads";
import { readinessBoard } from "@/data/statements/readiness";
import { told } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld } from "@/tests/world";

const accepted = { answer: "accepted", termsVersion: "curfew-1" };

async function vendor() {
  const w = await makeWorld();
  const org = await makeOrg(w);
  return { w, org, t: await told(w, [org]) };
}

const actions = (streamId: string, like: string) =>
  asOwner(async (sql) =>
    (
      await sql<{ action: string }[]>`
        select action from audit_entries where stream_id = ${streamId} and action like ${like} order by sequence`
    ).map((r) => r.action),
  );

describe("a member", () => {
  test("who opens a page of a case, or the list with its titles, is on record, and nothing else of it shows that", async () => {
    const { w, t } = await vendor();
    await recordCaseRead(w.cyd, { reference: t.reference, page: "advisory" }, at(30));
    await recordTitlesRead(w.cyd, {}, at(30));
    expect(await actions(t.caseId, "case.read")).toEqual(["case.read"]);
    expect(await actions(w.projectId, "cases.listed")).toEqual(["cases.listed"]);
    const { entries } = await caseActivity(w.ada, t.reference);
    expect(entries.map((e) => e.code)).not.toContain("case.read");
  });

  test("of another team is told that there is no such case, and leaves no entry in it", async () => {
    const { t } = await vendor();
    const { ada: stranger } = await makeWorld();
    await expect(
      recordCaseRead(stranger, { reference: t.reference, page: "overview" }, at(30)),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await actions(t.caseId, "case.read")).toEqual([]);
  });
});

describe("before consent", () => {
  test("a vendor gets the cover and nothing of the text, anywhere in the answer", async () => {
    const { org, t } = await vendor();
    const cover = await vendorCase(org.person, t.reference);
    expect(cover).toMatchObject({
      content: null,
      tlp: "AMBER+STRICT",
      consent: null,
      terms: { version: "curfew-1", ours: true },
    });
    for (const word of ["mooncake", "Remote Code", "CVE-2025-32444", "0.8.5", "HIGH"])
      expect(JSON.stringify([cover, await inbox(org.person)])).not.toContain(word);
  });

  test("nothing can be acknowledged, and nothing counts as seen", async () => {
    const { org, t } = await vendor();
    await expect(acknowledge(org.person, { reference: t.reference, version: 1 }, at(25))).rejects.toThrow(
      "Accept the terms first",
    );
    await expect(recordSeen(org.person, { reference: t.reference }, at(25))).rejects.toThrow("not accepted");
  });

  test("declining shows nothing, and can be changed into accepting", async () => {
    const { org, t } = await vendor();
    await answerTerms(org.person, { reference: t.reference, ...accepted, answer: "declined" }, at(25));
    expect((await vendorCase(org.person, t.reference)).content).toBeNull();
    await answerTerms(org.person, { reference: t.reference, ...accepted }, at(26));
    expect((await vendorCase(org.person, t.reference)).content).not.toBeNull();
  });

  test("terms of another version than the one in force are refused", async () => {
    const { org, t } = await vendor();
    await expect(
      answerTerms(org.person, { reference: t.reference, ...accepted, termsVersion: "old" }, at(25)),
    ).rejects.toMatchObject({ code: "stale" });
  });
});

describe("after consent", () => {
  test("the vendor reads the version that was sent to it, not one that was written since", async () => {
    const { w, org, t } = await vendor();
    const [v] = (await listVersions(w.ada, t.reference)).versions;
    await saveAdvisory(
      w.ada,
      { caseId: t.caseId, base: 1, ...v?.content, impact: "not approved for anybody" },
      at(30),
    );
    await answerTerms(org.person, { reference: t.reference, ...accepted }, at(31));
    expect((await vendorCase(org.person, t.reference)).content).toMatchObject({
      number: 1,
      text: { impact: "" },
    });
  });

  test("the first reading is what counts as seen, each is on record, and the acknowledgement names who gave it", async () => {
    const { w, org, t } = await vendor();
    await answerTerms(org.person, { reference: t.reference, ...accepted }, at(25));
    await recordSeen(org.person, { reference: t.reference }, at(25.1));
    await recordSeen(org.person, { reference: t.reference }, at(25.2));
    expect(await actions(t.caseId, "advisory.%")).toEqual(["advisory.seen", "advisory.read"]);
    await acknowledge(org.person, { reference: t.reference, version: 1 }, at(25.3));
    const [row] = (await readinessBoard(w.cyd, t.reference)).rows;
    expect(row).toMatchObject({
      reached: true,
      seen: { by: org.person.name },
      consent: { state: "accepted" },
      acknowledged: { by: org.person.name },
    });
    expect((await vendorCase(org.person, t.reference)).content?.acknowledged).toMatchObject({
      by: org.person.name,
    });
  });

  test("consent of one organization opens nothing for another that was told too", async () => {
    const w = await makeWorld();
    const [one, two] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [one, two]);
    await answerTerms(one.person, { reference: t.reference, ...accepted }, at(25));
    expect((await vendorCase(two.person, t.reference)).content).toBeNull();
  });

  test("what a vendor did stands in the activity of its organization and of the case", async () => {
    const { w, org, t } = await vendor();
    await answerTerms(org.person, { reference: t.reference, ...accepted }, at(25));
    const { entries } = await organizationActivity(w.ada, org.id);
    expect(entries[0]).toMatchObject({
      code: "consent.accepted",
      actor: org.person.name,
      reference: t.reference,
    });
  });
});
