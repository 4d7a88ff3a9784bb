import { describe, expect, test } from "vitest";
import { choosePrenotify, confirmCase, decideSeverity, setRelease } from "@/data/cases/commands";
import { governCase } from "@/data/cases/govern";
import { confirmOverride, proposeOverride, takeBackOverride } from "@/data/cases/override";
import { getCase } from "@/data/cases/queries";
import { writeNotice } from "@/data/notices/commands";
import type { Severity } from "@/domain/policy/parts/severity";
import type { Policy } from "@/domain/policy/policy";
import { severitiesOf } from "@/domain/policy/severity";
import { type Case, imported, written } from "@/tests/case";
import { adopted } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, type World, wall } from "@/tests/world";

const level = (policy: Policy, label: string, change: Partial<Severity>): Policy => ({
  ...policy,
  severity: policy.severity && {
    ...policy.severity,
    levels: severitiesOf(policy).map((s) => (s.label === label ? { ...s, ...change } : s)),
  },
});
/** vLLM's prenotification, of whatever has a CVE. */
const { prenotification } = vllmPolicy();
const everyCve = prenotification && { ...prenotification, everyCve: true };
const form = async (w: World, c: Case) => ({
  caseId: c.caseId,
  revision: (await getCase(w.ada, c.reference)).revision,
});

/** A confirmed case of a severity. */
async function decided(w: World, severity: string): Promise<Case> {
  const c = await imported(w);
  const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
  await decideSeverity(
    w.ada,
    { ...(await form(w, c)), vulnerabilityId: v?.rowId, severity, reason: "by its definition" },
    at(0.1),
  );
  await confirmCase(w.ada, await form(w, c), at(0.2));
  return c;
}
const choose = async (w: World, c: Case, prenotify: "yes" | "no") =>
  choosePrenotify(w.ada, { ...(await form(w, c)), prenotify, reason: "as we see it" }, at(0.3));

describe("prenotification by severity (P15)", () => {
  test("a severity that may be prenotified is a choice for each case; one that is not listed is not offered (S6)", async () => {
    const w = await makeWorld();
    await choose(w, await decided(w, "MODERATE"), "yes");
    const low = await decided(w, "LOW");
    expect((await getCase(w.ada, low.reference)).offered).toMatchObject({ ok: false, override: true });
    await expect(choose(w, low, "yes")).rejects.toThrow(
      "LOW is not listed. Two members may decide otherwise",
    );
  });

  test("what is not listed needs an override by two people with a reason, here and in the database (S6)", async () => {
    const w = await makeWorld();
    const c = await decided(w, "LOW");
    const propose = async (more = {}) =>
      proposeOverride(
        w.ada,
        { ...(await form(w, c)), wants: "yes", reason: "a chain of three", ...more },
        at(1),
      );
    await expect(propose({ reason: "" })).rejects.toMatchObject({ fields: { reason: expect.any(String) } });
    const { overrideId } = await propose();
    expect((await getCase(w.ben, c.reference)).offered.ok).toBe(false);
    await expect(confirmOverride(w.ada, { overrideId })).rejects.toThrow("Another member confirms");
    await expect(
      asOwner(
        (sql) => sql`update prenotify_overrides set confirmed_by = proposed_by where id = ${overrideId}`,
      ),
    ).rejects.toThrow("prenotify_overrides_two_people");
    await confirmOverride(w.ben, { overrideId }, at(2));
    expect(await getCase(w.ada, c.reference)).toMatchObject({ prenotify: "yes", offered: { ok: true } });
    await setRelease(w.ada, { ...(await form(w, c)), ...wall(200) }, at(3));
    await writeNotice(
      w.ada,
      { caseId: c.caseId, groupIds: [w.groupId], organizationIds: [(await makeOrg(w)).id], ...wall(24) },
      at(3),
    );
  });

  test("an exception holds for the severity that it was made for, and for no other", async () => {
    const w = await makeWorld(level(vllmPolicy(), "MODERATE", { prenotify: "never" }));
    const c = await decided(w, "LOW");
    const { overrideId } = await proposeOverride(
      w.ada,
      { ...(await form(w, c)), wants: "yes", reason: "a chain of three" },
      at(1),
    );
    const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
    const change = async (severity: string) =>
      decideSeverity(
        w.ada,
        { ...(await form(w, c)), vulnerabilityId: v?.rowId, severity, reason: "it denies service" },
        at(1.5),
      );
    await change("MODERATE");
    await expect(confirmOverride(w.ben, { overrideId }, at(2))).rejects.toThrow("It was proposed for LOW");
    await change("LOW");
    await confirmOverride(w.ben, { overrideId }, at(2));
    await change("MODERATE");
    expect(await getCase(w.ada, c.reference)).toMatchObject({
      prenotify: "undecided",
      offered: { ok: false, because: expect.stringContaining("never prenotifies MODERATE") },
    });
  });

  test("where the policy has every case prenotified, two members decide not to", async () => {
    const w = await makeWorld(level(vllmPolicy(), "HIGH", { prenotify: "must" }));
    const c = await decided(w, "HIGH");
    await expect(choose(w, c, "no")).rejects.toThrow("has every case of HIGH prenotified");
    const { overrideId } = await proposeOverride(
      w.ada,
      { ...(await form(w, c)), wants: "no", reason: "it is known to the list" },
      at(1),
    );
    await confirmOverride(w.cyd, { overrideId }, at(2));
    expect(await getCase(w.ada, c.reference)).toMatchObject({ prenotify: "no" });
  });

  test("a policy without a scale has cases prenotified too: all of them, where it says so", async () => {
    const w = await makeWorld({ ...vllmPolicy(), severity: null, prenotification: everyCve });
    const c = await imported(w);
    await confirmCase(w.ada, await form(w, c), at(0.2));
    await expect(choose(w, c, "no")).rejects.toThrow("The policy has every case prenotified.");
    const { overrideId } = await proposeOverride(
      w.ada,
      { ...(await form(w, c)), wants: "no", reason: "it is known to the list" },
      at(1),
    );
    await confirmOverride(w.cyd, { overrideId }, at(2));
    expect(await getCase(w.ada, c.reference)).toMatchObject({ prenotify: "no" });
  });

  test("what needs no exception takes none, one that is public takes none, and one can be taken back", async () => {
    const w = await makeWorld();
    const high = await decided(w, "HIGH");
    for (const wants of ["yes", "no"])
      await expect(
        proposeOverride(w.ada, { ...(await form(w, high)), wants, reason: "because" }, at(1)),
      ).rejects.toThrow("it needs no exception");
    const low = await decided(w, "LOW");
    const { overrideId } = await proposeOverride(
      w.ada,
      { ...(await form(w, low)), wants: "yes", reason: "because" },
      at(1),
    );
    await takeBackOverride(w.cyd, { overrideId }, at(1));
    await expect(confirmOverride(w.ben, { overrideId }, at(2))).rejects.toThrow("taken back");
    const stranger = (await makeWorld()).ada;
    await expect(confirmOverride(stranger, { overrideId })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the version that governs a case", () => {
  test("is the one in force when it began; a later one governs it once a member moves it, and approvals are given anew", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await decided(w, "HIGH");
    await adopted(w.projectId, { ...level(vllmPolicy(), "HIGH", { prenotify: "never" }), version: "2" });
    expect(await getCase(w.ada, c.reference)).toMatchObject({
      summary: { policy: { version: "1" } },
      inForce: { number: 2 },
      offered: { ok: true },
    });
    await choose(w, c, "yes");
    await setRelease(w.ada, { ...(await form(w, c)), ...wall(200) }, at(0.4));
    await written(w, c, [org]);
    await expect(governCase(w.ada, { ...(await form(w, c)), reason: "" }, at(1))).rejects.toMatchObject({
      fields: { reason: expect.any(String) },
    });
    await governCase(w.ada, { ...(await form(w, c)), reason: "the team voted" }, at(1));
    expect(await getCase(w.ada, c.reference)).toMatchObject({
      summary: { policy: { version: "2" } },
      prenotify: "undecided",
      offered: { ok: false },
    });
    await expect(governCase(w.ada, { ...(await form(w, c)), reason: "once more" }, at(1))).rejects.toThrow(
      "governs it already",
    );
  });

  test("decides what a new severity scale (P14) does not know anew", async () => {
    const w = await makeWorld();
    const c = await decided(w, "LOW");
    const without = vllmPolicy();
    await adopted(w.projectId, {
      ...without,
      severity: without.severity && {
        ...without.severity,
        levels: severitiesOf(without).filter((s) => s.label !== "LOW"),
      },
    });
    await governCase(w.ada, { ...(await form(w, c)), reason: "the team voted" }, at(1));
    const of = await getCase(w.ada, c.reference);
    expect(of.summary).toMatchObject({ severity: null, progress: { undecidedSeverities: 1 } });
  });
});
