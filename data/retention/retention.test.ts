import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { caseActivity } from "@/data/activity/queries";
import { getPublished, listVersions } from "@/data/advisories/queries";
import { closeCase, rejectCase } from "@/data/cases/commands";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { byMember, command } from "@/data/command";
import { deliveryBoard } from "@/data/deliveries/board";
import { today } from "@/data/duties/queries";
import { attributeIncident, closeIncident, confirmIncident, recordIncident } from "@/data/incidents/commands";
import { getIncident, listIncidents } from "@/data/incidents/queries";
import { organizationStanding } from "@/data/memberships/queries";
import { getNotice, listNotices } from "@/data/notices/queries";
import { inbox, vendorCase } from "@/data/readings/queries";
import { confirmDestruction, proposeDestruction, takeBackDestruction } from "@/data/retention/commands";
import { retentionReport } from "@/data/retention/queries";
import { readinessBoard } from "@/data/statements/readiness";
import { tieMember } from "@/data/teams/ties";
import { systemViewer } from "@/data/viewer";
import { imported, publish, told } from "@/tests/case";
import { CLOSED, closed, DAYS, DUE, KEPT, revision, sendLift } from "@/tests/ended";
import { ownDatabase } from "@/tests/own-database";
import { makeProject } from "@/tests/project";
import { asApplication, asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, type World, wall } from "@/tests/world";

const own = await ownDatabase();
afterAll(own.drop);

const destroy = async (w: World, subjectId: string, hours = DUE) => {
  const { destructionId } = await proposeDestruction(w.ada, { subjectId }, at(hours));
  await confirmDestruction(w.ben, { destructionId }, at(hours));
};
const keyOf = async (scope: string) =>
  (
    await asOwner(
      (sql) => sql`select wrapped, wrapped_by, destroyed_at from data_keys where scope = ${scope}`,
    )
  )[0];

describe("the key of a case (P39)", () => {
  test("stays while a message of the case is on its way", async () => {
    const { w, caseId } = await closed();
    await asOwner(
      (sql) => sql`update deliveries set state = 'deferred', accepted_at = null where case_id = ${caseId}`,
    );
    await expect(proposeDestruction(w.ada, { subjectId: caseId }, at(DUE))).rejects.toThrow(
      "still on its way",
    );
  });

  test("is destroyed by two members once its time has passed, never before, and never by one", async () => {
    const { w, caseId } = await closed();
    await expect(proposeDestruction(w.ada, { subjectId: caseId }, at(DUE - 0.1))).rejects.toThrow(
      "kept until",
    );
    const { destructionId } = await proposeDestruction(w.ada, { subjectId: caseId }, at(DUE));
    await expect(confirmDestruction(w.ada, { destructionId }, at(DUE))).rejects.toThrow("A different member");
    await expect(confirmDestruction(w.ben, { destructionId }, at(DUE - 1))).rejects.toThrow("kept until");
    expect((await keyOf(caseId))?.["wrapped"]).not.toBeNull();
    await confirmDestruction(w.ben, { destructionId }, at(DUE));
    expect(await keyOf(caseId)).toMatchObject({ wrapped: null, wrapped_by: null });
    await expect(proposeDestruction(w.ada, { subjectId: caseId }, at(DUE + 1))).rejects.toThrow(
      "was destroyed",
    );
  });

  test("stays where the policy names no end, and while the case runs", async () => {
    const silent = await closed(vllmPolicy());
    await expect(
      proposeDestruction(silent.w.ada, { subjectId: silent.caseId }, at(DUE * 99)),
    ).rejects.toThrow("names no end");
    const w = await makeWorld(KEPT);
    const running = await imported(w);
    await expect(proposeDestruction(w.ada, { subjectId: running.caseId }, at(DUE * 9))).rejects.toThrow(
      "not closed",
    );
  });

  test("of a rejected case ends as well", async () => {
    const w = await makeWorld(KEPT);
    const c = await imported(w);
    const form = { caseId: c.caseId, revision: await revision(w, c.reference), reason: "a duplicate" };
    await rejectCase(w.ada, form, at(1));
    await destroy(w, c.caseId, 1 + 24 * DAYS);
    expect((await getCase(w.cyd, c.reference)).endReason).toContain("Destroyed with its key");
  });

  test("is not destroyed by a proposal that was taken back, and can be proposed again", async () => {
    const { w, caseId } = await closed();
    const first = await proposeDestruction(w.ada, { subjectId: caseId }, at(DUE));
    await expect(proposeDestruction(w.ben, { subjectId: caseId }, at(DUE))).rejects.toThrow(
      "proposed already",
    );
    await takeBackDestruction(w.cyd, first, at(DUE));
    await expect(confirmDestruction(w.ben, first, at(DUE))).rejects.toMatchObject({ code: "not_found" });
    await destroy(w, caseId);
  });

  test("is out of reach of members of other projects and teams", async () => {
    const { w, caseId } = await closed();
    const stranger = (await makeWorld(KEPT)).ada;
    await makeProject(w, KEPT, [w.cyd]);
    await expect(proposeDestruction(stranger, { subjectId: caseId }, at(DUE))).rejects.toMatchObject({
      code: "not_found",
    });
    const proposal = await proposeDestruction(w.ada, { subjectId: caseId }, at(DUE));
    await expect(confirmDestruction(stranger, proposal, at(DUE))).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await retentionReport(stranger)).records.map((r) => r.id)).not.toContain(caseId);
  });

  test("of two who confirm and take back in the same second, one wins and nothing is half done", async () => {
    const { w, caseId } = await closed();
    const proposal = await proposeDestruction(w.ada, { subjectId: caseId }, at(DUE));
    const both = await Promise.allSettled([
      confirmDestruction(w.ben, proposal, at(DUE)),
      takeBackDestruction(w.cyd, proposal, at(DUE)),
    ]);
    expect(both.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await keyOf(caseId))?.["wrapped"] === null).toBe(both[0]?.status === "fulfilled");
  });
});

describe("an incident", () => {
  const seen = (caseId: string) => ({
    caseId,
    what: "the fix was named in a changelog",
    where: "a changelog",
    link: "",
    pasted: "",
    broughtBy: "Ada",
    ...wall(30),
    publicElsewhere: "no",
  });

  async function leaked() {
    const c = await told2();
    const { incidentId } = await recordIncident(c.w.ada, seen(c.caseId), at(31));
    await confirmIncident(c.w.ben, { incidentId, reason: "we compared" }, at(32));
    return { ...c, incidentId };
  }
  async function told2() {
    const w = await makeWorld(KEPT);
    const org = await makeOrg(w);
    return { w, org, ...(await told(w, [org])) };
  }

  test("that is open keeps the key of its case, and has a key of its own that ends after its close", async () => {
    const { w, caseId, reference, incidentId } = await leaked();
    await publish(w, { caseId, reference });
    await sendLift(caseId);
    await closeCase(w.ada, { caseId, revision: await revision(w, reference), reason: "done" }, at(CLOSED));
    await expect(proposeDestruction(w.ada, { subjectId: caseId }, at(DUE))).rejects.toThrow(
      "incident of the case",
    );
    await closeIncident(w.ben, { incidentId, reason: "settled" }, at(CLOSED));
    await destroy(w, incidentId);
    expect((await getIncident(w.cyd, reference, incidentId)).report.what).toContain("Destroyed with its key");
    expect((await listIncidents(w.cyd)).incidents.map((i) => i.id)).toContain(incidentId);
    expect((await getCase(w.cyd, reference)).destroyed).toBeNull();
  });

  test("is not destroyed by a member who is tied to the organization that the leak is put down to", async () => {
    const { w, org, reference, incidentId } = await leaked();
    await attributeIncident(
      w.ada,
      { incidentId, attribution: "organization", organizationId: org.id, reason: "its changelog" },
      at(33),
    );
    await closeIncident(w.ben, { incidentId, reason: "settled" }, at(34));
    await tieMember(w.ada, { userId: w.ada.userId, organizationId: org.id }, at(35));
    const late = at(34 + 24 * DAYS);
    await expect(proposeDestruction(w.ada, { subjectId: incidentId }, late)).rejects.toThrow(
      "You are tied to",
    );
    const proposal = await proposeDestruction(w.ben, { subjectId: incidentId }, late);
    await expect(confirmDestruction(w.ada, proposal, late)).rejects.toThrow("You are tied to");
    await confirmDestruction(w.cyd, proposal, late);
    expect((await getIncident(w.cyd, reference, incidentId)).finding).toContain("Destroyed with its key");
  });
});

describe("a case whose key was destroyed", () => {
  let c: Awaited<ReturnType<typeof closed>>;
  beforeAll(async () => {
    c = await closed();
    await destroy(c.w, c.caseId);
  });

  test("shows on every page what stayed, and says in words where a text was", async () => {
    const of = await getCase(c.w.cyd, c.reference);
    expect(of.destroyed).toMatchObject({ type: "destroyed" });
    expect(of.summary).toMatchObject({
      reference: c.reference,
      title: "Its text was destroyed",
      state: "closed",
    });
    expect(of.summary.codeName).not.toBe("");
    expect(of.endReason).toContain("Destroyed with its key on");
    expect(of.vulnerabilities.map((v) => v.summary)).toEqual([
      expect.stringContaining("Destroyed with its key"),
    ]);
    const listed = (await listCases(c.w.cyd)).cases.find((x) => x.id === c.caseId);
    expect(listed).toMatchObject({ reference: c.reference, title: null });
    expect((await listVersions(c.w.cyd, c.reference)).versions[0]?.content.summary).toContain("Destroyed");
    const notices = await listNotices(c.w.cyd, c.reference);
    for (const n of notices) expect(await getNotice(c.w.cyd, c.reference, n.id)).toBeDefined();
    const board = await deliveryBoard(c.w.cyd, c.reference, c.noticeId);
    expect(board.rows.flatMap((r) => r.deliveries.map((d) => d.acceptedAt !== null))).toEqual([true, true]);
    const readiness = await readinessBoard(c.w.cyd, c.reference);
    expect(readiness.rows.map((r) => r.toldAt !== null)).toEqual([true]);
    expect(JSON.stringify((await caseActivity(c.w.cyd, c.reference)).entries)).not.toContain(
      "secret-closing-words",
    );
    const actions = (await caseActivity(c.w.cyd, c.reference)).entries.map((e) => e.code);
    expect(actions).toEqual(expect.arrayContaining(["key.destroyed", "case.closed", "notice.approved"]));
    await today(c.w.cyd);
    await organizationStanding(c.w.cyd, c.org.id);
  });

  test("keeps what was published as it was published", async () => {
    const published = await getPublished(c.w.cyd, c.reference);
    expect(JSON.stringify(published)).toContain("vLLM");
    expect(JSON.stringify(published)).not.toContain("Destroyed");
  });

  test("tells the vendor in words that its text is gone", async () => {
    expect((await inbox(c.org.person)).items.map((i) => i.reference)).toContain(c.reference);
    const seen = await vendorCase(c.org.person, c.reference);
    expect(JSON.stringify(seen.content)).toContain("Destroyed with its key on");
    expect(seen.questions).toEqual([]);
  });

  test("takes no new text, and says why", async () => {
    const write = command("housekeeping", z.object({}), byMember, async (ctx) => {
      await ctx.seal({ scope: c.caseId, table: "cases", row: c.caseId, column: "end_reason" }, "new words");
      throw new Error("it was sealed");
    });
    await expect(write(c.w.ada, {})).rejects.toThrow(
      /^Its text was destroyed on .*: nothing more is written/,
    );
  });

  test("is said to be complete only once the backups from before are gone, with both dates", async () => {
    const of = (await retentionReport(c.w.cyd)).records.find((r) => r.id === c.caseId);
    expect(of?.keeping).toMatchObject({ type: "destroyed", completeAt: null, complete: false });
    await asOwner((sql) => sql`update destructions set backup_days = 7 where subject_id = ${c.caseId}`);
    const later = (await retentionReport(c.w.cyd)).records.find((r) => r.id === c.caseId)?.keeping;
    if (later?.type !== "destroyed") throw new Error("not destroyed");
    expect(later.completeAt?.since(later.at).total("hours")).toBe(24 * 7);
    expect(later.complete).toBe(false);
  });

  test("leaves nothing to open, with the wrapping key in hand", async () => {
    const { checkKeys } = await import("@/data/keys/check");
    expect((await checkKeys(systemViewer("cli"))).dataKeys.destroyed).toBeGreaterThan(0);
    const rows = await asOwner((sql) => sql`select wrapped from data_keys where scope = ${c.caseId}`);
    expect(rows).toEqual([{ wrapped: null }]);
  });
});

describe("the report", () => {
  test("says of each record until when it is kept and what is due, and changes nothing", async () => {
    const { w, caseId } = await closed();
    const count = () => asOwner((sql) => sql`select count(*)::int as n from audit_entries`);
    const before = await count();
    const report = await retentionReport(w.ada);
    expect(report.records.find((r) => r.id === caseId)?.keeping.type).toBe("until");
    expect((await retentionReport(systemViewer("cli"))).records.map((r) => r.id)).toContain(caseId);
    expect(await count()).toEqual(before);
  });
});

test("the application's role sees no key of a project that the member does not work on", async () => {
  const { caseId } = await closed();
  const rows = await asApplication((sql) =>
    sql.begin(async (tx) => {
      await tx`select set_config('curfew.viewer', 'member', true)`;
      return tx`select * from data_keys where scope = ${caseId}`;
    }),
  );
  expect(rows).toHaveLength(0);
});
