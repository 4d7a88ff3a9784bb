import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { caseActivity } from "@/data/activity/queries";
import { getPublished, listVersions } from "@/data/advisories/queries";
import { choosePrenotify, confirmCase, decideSeverity, rejectCase, setRelease } from "@/data/cases/commands";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { startCase } from "@/data/cases/start";
import { addVulnerability, editVulnerability, removeVulnerability } from "@/data/cases/vulnerabilities";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { proposePublication, withdrawPublication } from "@/data/publications/commands";
import { publicViewer } from "@/data/viewer";
import { nextStep } from "@/domain/case/next-step";
import { writeVulnerability } from "@/formats/vulnerability";
import { approve, type Case, imported, publish, RELEASE, scheduled, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy, T0, type World, wall } from "@/tests/world";

const TEN = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H";
const TWO = "CVSS:3.1/AV:N/AC:H/PR:L/UI:R/S:U/C:L/I:N/A:N";

const form = async (w: World, c: Case) => ({
  caseId: c.caseId,
  revision: (await getCase(w.ada, c.reference)).revision,
});
const started = (w: World): Promise<Case> =>
  startCase(w.ada, { projectId: w.projectId, title: "Decoder uses all memory", summary: "By mail." }, at(0));
const firstOf = async (w: World, c: Case) => {
  const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
  if (!v) throw new Error("no vulnerability");
  return v;
};
/** The form of the first vulnerability as its page shows it, with some fields typed over. */
const edited = async (w: World, c: Case, over: Record<string, string>) => {
  const v = await firstOf(w, c);
  return { ...(await form(w, c)), vulnerabilityId: v.rowId, ...writeVulnerability(v), ...over };
};

describe("a case that is started empty", () => {
  test("has a first draft made from its title, asks for its vulnerability, and is not confirmed without one", async () => {
    const w = await makeWorld();
    const c = await started(w);
    const of = await getCase(w.ada, c.reference);
    expect(of.summary).toMatchObject({ state: "triaging", title: "Decoder uses all memory" });
    expect(of.tlp).toBe("AMBER+STRICT");
    expect(nextStep(of.summary.progress, T0)).toBe("add_vulnerability");
    const [draft] = (await listVersions(w.ada, c.reference)).versions;
    expect(draft?.content).toMatchObject({ title: "Decoder uses all memory", summary: "By mail." });
    await expect(confirmCase(w.ada, await form(w, c), at(1))).rejects.toThrow("Add the vulnerability first");
    await addVulnerability(w.ada, { ...(await form(w, c)), summary: "No limit on frames" }, at(1));
    expect(nextStep((await getCase(w.ada, c.reference)).summary.progress, T0)).toBe("decide_severity");
  });

  test("opens once when its form is sent twice", async () => {
    const w = await makeWorld();
    const input = { projectId: w.projectId, title: "Once" };
    const submission = randomUUID();
    const first = await startCase(w.ada, input, { ...at(0), submission });
    expect(await startCase(w.ada, input, { ...at(0), submission })).toEqual(first);
    expect((await listCases(w.ada)).cases).toHaveLength(1);
  });

  test("goes from empty to published without a severity where the policy has none, and nobody is told before", async () => {
    const w = await makeWorld(omniPolicy());
    const c = await started(w);
    await addVulnerability(w.ada, { ...(await form(w, c)), summary: "No limit", cvss: TEN }, at(1));
    const v = await firstOf(w, c);
    expect(v).toMatchObject({ score: 10, proposed: null, severity: null });
    await expect(
      decideSeverity(w.ada, {
        ...(await form(w, c)),
        vulnerabilityId: v.rowId,
        severity: "HIGH",
        reason: "why",
      }),
    ).rejects.toThrow("has no severities");
    const step = async () => nextStep((await getCase(w.ada, c.reference)).summary.progress, T0);
    expect(await step()).toBe("confirm");
    await confirmCase(w.ada, await form(w, c), at(2));
    expect((await getCase(w.ada, c.reference)).offered).toMatchObject({
      ok: false,
      because: expect.stringContaining("nobody is told before the release"),
    });
    await expect(
      choosePrenotify(w.ada, { ...(await form(w, c)), prenotify: "yes", reason: "to try" }, at(2)),
    ).rejects.toThrow("has no prenotification");
    expect(await step()).toBe("set_release");
    await setRelease(w.ada, { ...(await form(w, c)), ...wall(RELEASE) }, at(3));
    expect(await step()).toBe("wait");
    await publish(w, c);
    expect(await getPublished(publicViewer(), c.reference)).toMatchObject({
      severity: null,
      text: { title: "Decoder uses all memory" },
      vulnerabilities: [{ ids: [], cvss: [{ score: 10 }] }],
    });
  });
});

describe("adding, changing and removing a vulnerability", () => {
  test("a wrong field is refused by name, all at once, and nothing is kept", async () => {
    const w = await makeWorld();
    const c = await started(w);
    await expect(
      addVulnerability(w.ada, { ...(await form(w, c)), summary: "s", cvss: "9.8", affected: "vllm" }, at(1)),
    ).rejects.toMatchObject({
      code: "invalid",
      fields: { cvss: expect.stringContaining("Line 1"), affected: expect.stringContaining("Line 1") },
    });
    expect((await getCase(w.ada, c.reference)).vulnerabilities).toEqual([]);
  });

  test("a changed one keeps every earlier record, with who changed it", async () => {
    const w = await makeWorld();
    const c = await imported(w);
    const before = await firstOf(w, c);
    await editVulnerability(w.ben, await edited(w, c, { summary: "Second" }), at(1));
    await editVulnerability(w.ada, await edited(w, c, { summary: "Third", cwes: "CWE-20" }), at(2));
    const v = await firstOf(w, c);
    expect(v).toMatchObject({ summary: "Third", cwes: ["CWE-20"] });
    expect(v.earlier.map((r) => [r.record.summary, r.by])).toEqual([
      [before.summary, "Ben"],
      ["Second", "Ada"],
    ]);
    const entry = (await caseActivity(w.ada, c.reference)).entries[0];
    expect(entry).toMatchObject({
      code: "vulnerability.edited",
      facts: { changed: ["Summary", "Weaknesses"] },
    });
    await expect(editVulnerability(w.ada, await edited(w, c, {}), at(3))).rejects.toThrow("Nothing differs");
  });

  test("a score that is edited changes no decided severity, and says that it proposes another now", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    expect((await firstOf(w, c)).proposesAnew).toBe(false);
    await editVulnerability(w.ada, await edited(w, c, { cvss: TWO }), at(1));
    expect(await firstOf(w, c)).toMatchObject({ severity: "HIGH", proposed: "LOW", proposesAnew: true });
    expect((await getCase(w.ada, c.reference)).summary.severity).toBe("HIGH");
  });

  test("whoever did it does not approve, and a form that was open meanwhile approves nothing (rule 3)", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const noticeId = await written(w, c, [await makeOrg(w)]);
    const open = await getNotice(w.cyd, c.reference, noticeId);
    await editVulnerability(w.ben, await edited(w, c, { details: "More is known." }), at(1.5));
    const input = { noticeId, revision: open.revision, versionId: open.version?.id };
    await expect(approveNotice(w.cyd, input, at(2))).rejects.toMatchObject({ code: "stale" });
    await expect(approve(w, c, noticeId, w.ben)).rejects.toThrow("You changed the text");
    await approve(w, c, noticeId, w.cyd);
  });

  test("an approval holds while the case's highest severity does, and is void when a removal changes it", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await addVulnerability(w.ada, { ...(await form(w, c)), summary: "A second one", cvss: TWO }, at(0.5));
    const second = (await getCase(w.ada, c.reference)).vulnerabilities[1]?.rowId;
    await decideSeverity(
      w.ada,
      { ...(await form(w, c)), vulnerabilityId: second, severity: "MODERATE", reason: "denial of service" },
      at(0.6),
    );
    const noticeId = await written(w, c, [await makeOrg(w)]);
    await approve(w, c, noticeId);
    const state = async () => (await getNotice(w.ada, c.reference, noticeId)).state;
    await editVulnerability(w.ada, await edited(w, c, { details: "More." }), at(3));
    expect(await state()).toBe("approved");
    const first = await firstOf(w, c);
    const reason = "It is a duplicate of another case.";
    await removeVulnerability(w.ada, { ...(await form(w, c)), vulnerabilityId: first.rowId, reason }, at(4));
    expect(await state()).toBe("in_review");
    const of = await getCase(w.ada, c.reference);
    expect(of.summary.severity).toBe("MODERATE");
    expect(of.vulnerabilities.map((v) => v.rowId)).toEqual([second]);
    expect(of.removed).toMatchObject([{ rowId: first.rowId, removed: { by: "Ada", reason } }]);
    const rows = await asOwner(
      (sql) => sql`select id from vulnerabilities where case_id = ${c.caseId} and removed_at is not null`,
    );
    expect(rows).toHaveLength(1);
  });

  test("a removed one is on no public page, and nothing can be done with it", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await addVulnerability(
      w.ada,
      { ...(await form(w, c)), summary: "Wrong", identifiers: "CVE-2027-1" },
      at(1),
    );
    const wrong = (await getCase(w.ada, c.reference)).vulnerabilities[1]?.rowId;
    const input = async () => ({ ...(await form(w, c)), vulnerabilityId: wrong, reason: "not ours" });
    await removeVulnerability(w.ada, await input(), at(2));
    await expect(removeVulnerability(w.ada, await input(), at(3))).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(decideSeverity(w.ada, { ...(await input()), severity: "LOW" }, at(3))).rejects.toMatchObject(
      { code: "not_found" },
    );
    await publish(w, c);
    const ids = (await getPublished(publicViewer(), c.reference)).vulnerabilities.flatMap((v) => v.ids);
    expect(ids).not.toContain("CVE-2027-1");
    expect(ids).not.toEqual([]);
  });

  test("the last one of a confirmed case stays, and one of another case does not exist", async () => {
    const w = await makeWorld();
    const [c, other] = [await scheduled(w), await imported(w)];
    const { rowId } = await firstOf(w, c);
    const reason = "to try";
    await expect(
      removeVulnerability(w.ada, { ...(await form(w, c)), vulnerabilityId: rowId, reason }, at(1)),
    ).rejects.toThrow("has at least one vulnerability");
    await expect(
      removeVulnerability(w.ada, { ...(await form(w, other)), vulnerabilityId: rowId, reason }, at(1)),
    ).rejects.toMatchObject({ code: "not_found" });
  });

  test("a form that was shown before somebody else's change is refused; one that is sent twice adds one", async () => {
    const w = await makeWorld();
    const c = await started(w);
    const shown = await form(w, c);
    const submission = randomUUID();
    const once = await addVulnerability(w.ada, { ...shown, summary: "One" }, { ...at(1), submission });
    expect(await addVulnerability(w.ada, { ...shown, summary: "One" }, { ...at(1), submission })).toEqual(
      once,
    );
    await expect(addVulnerability(w.ben, { ...shown, summary: "Two" }, at(1))).rejects.toMatchObject({
      code: "stale",
    });
    expect((await getCase(w.ada, c.reference)).vulnerabilities).toHaveLength(1);
  });

  test("is refused once the case is rejected or public, and while publication is proposed", async () => {
    const w = await makeWorld();
    const rejected = await imported(w);
    await rejectCase(w.ada, { ...(await form(w, rejected)), reason: "no flaw" }, at(1));
    const add = async (c: Case) =>
      addVulnerability(w.ada, { ...(await form(w, c)), summary: "Late" }, at(RELEASE + 1));
    await expect(add(rejected)).rejects.toThrow("that is rejected stand as they are");
    const c = await scheduled(w);
    const [newest] = (await listVersions(w.ada, c.reference)).versions;
    await proposePublication(w.ada, { caseId: c.caseId, versionId: newest?.id }, at(RELEASE + 0.1));
    await expect(add(c)).rejects.toThrow("Take the proposal back first");
    await expect(
      editVulnerability(w.ada, await edited(w, c, { summary: "x" }), at(RELEASE + 1)),
    ).rejects.toThrow("Take the proposal back first");
    await withdrawPublication(w.ada, { caseId: c.caseId }, at(RELEASE + 0.2));
    await publish(w, c);
    await expect(add(c)).rejects.toThrow("that is public stand as they are");
  });
});
