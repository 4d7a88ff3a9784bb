import { describe, expect, test } from "vitest";
import { caseActivity } from "@/data/activity/queries";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { decideSeverity, setRelease } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { approveNotice, sendBackNotice } from "@/data/notices/approval";
import { editNotice, writeNotice } from "@/data/notices/commands";
import { getNotice } from "@/data/notices/queries";
import type { Member } from "@/domain/viewer";
import { approve, type Case, deliveriesOf, imported, RELEASE, scheduled, written } from "@/tests/case";
import { asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld, type World, wall } from "@/tests/world";

async function waiting() {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const c = await scheduled(w);
  return { w, org, c, noticeId: await written(w, c, [org]) };
}

const rewrite = async (by: Member, w: World, c: Case) => {
  const { versions } = await listVersions(w.ada, c.reference);
  const [newest] = versions;
  return saveAdvisory(
    by,
    { caseId: c.caseId, base: newest?.number, ...newest?.content, impact: `changed by ${by.name}` },
    at(1.5),
  );
};
const move = async (by: Member, w: World, c: Case, hours: number) =>
  setRelease(
    by,
    {
      caseId: c.caseId,
      revision: (await getCase(w.ada, c.reference)).revision,
      ...wall(hours),
      reason: "the fix is late",
    },
    at(1.6),
  );

describe("whoever touched it does not approve it", () => {
  test("the author of a notice is refused, told what they touched, and told whom to ask", async () => {
    const { w, c, noticeId } = await waiting();
    await expect(approve(w, c, noticeId, w.ada)).rejects.toThrow(
      /You changed .*so somebody else approves. Ask Ben or Cyd/,
    );
    expect((await getNotice(w.ada, c.reference, noticeId)).state).toBe("in_review");
  });

  test("somebody who changed only the text is refused", async () => {
    const { w, c, noticeId } = await waiting();
    await rewrite(w.ben, w, c);
    await expect(approve(w, c, noticeId, w.ben)).rejects.toThrow("You changed the text");
    await approve(w, c, noticeId, w.cyd);
  });

  test("somebody who changed only the organizations or the sending time is refused", async () => {
    const { w, org, c, noticeId } = await waiting();
    const { revision } = await getNotice(w.ben, c.reference, noticeId);
    await editNotice(
      w.ben,
      { noticeId, revision, groupIds: [w.groupId], organizationIds: [org.id], ...wall(30) },
      at(1.5),
    );
    await expect(approve(w, c, noticeId, w.ben)).rejects.toThrow(
      "You changed the organizations, the instant",
    );
    await approve(w, c, noticeId, w.cyd);
  });

  test("somebody who moved the release instant is refused", async () => {
    const { w, c, noticeId } = await waiting();
    await move(w.ben, w, c, RELEASE + 24);
    await expect(approve(w, c, noticeId, w.ben)).rejects.toThrow("You changed the instant");
  });

  test("when nobody is left who touched nothing, the refusal says so", async () => {
    const { w, c, noticeId } = await waiting();
    await rewrite(w.ben, w, c);
    await rewrite(w.cyd, w, c);
    await expect(approve(w, c, noticeId, w.cyd)).rejects.toThrow(
      "Nobody else who works on this project can approve it",
    );
  });

  test("the database itself refuses an author as approver", async () => {
    const { w, noticeId } = await waiting();
    await expect(
      asOwner((sql) => sql`update notices set approved_by = ${w.ada.userId} where id = ${noticeId}`),
    ).rejects.toThrow("notices_author_is_not_approver");
  });
});

describe("an approval", () => {
  test("freezes text, organizations with their reasons, and plans a delivery per contact", async () => {
    const { w, org, c, noticeId } = await waiting();
    const out = await makeOrg(w, { state: "paused" });
    await approve(w, c, noticeId);
    await rewrite(w.cyd, w, c);
    const n = await getNotice(w.ada, c.reference, noticeId);
    expect(n).toMatchObject({ state: "approved", approvedBy: "Ben", version: { number: 1, newest: 2 } });
    expect(n.organizations.find((o) => o.organizationId === org.id)).toMatchObject({
      approved: true,
      approvedReason: "Active in Distributors",
    });
    expect(n.organizations.find((o) => o.organizationId === out.id)).toMatchObject({
      approved: false,
      approvedReason: "Paused in Distributors",
    });
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["planned", "planned"]);
  });

  test("given by two members in the same second happens once", async () => {
    const { w, c, noticeId } = await waiting();
    const n = await getNotice(w.ben, c.reference, noticeId);
    const input = { noticeId, revision: n.revision, versionId: n.version?.id };
    const all = await Promise.allSettled([
      approveNotice(w.ben, input, at(2)),
      approveNotice(w.cyd, input, at(2)),
    ]);
    expect(all.map((r) => r.status).sort()).toEqual(["fulfilled", "rejected"]);
  });

  test("is refused when the text changed since the page was shown", async () => {
    const { w, c, noticeId } = await waiting();
    const n = await getNotice(w.ben, c.reference, noticeId);
    await rewrite(w.ada, w, c);
    await expect(
      approveNotice(w.ben, { noticeId, revision: n.revision, versionId: n.version?.id }, at(2)),
    ).rejects.toThrow("Somebody else changed this");
  });

  test("is refused when the release instant moved since the page was shown", async () => {
    const { w, c, noticeId } = await waiting();
    const n = await getNotice(w.ben, c.reference, noticeId);
    await move(w.ada, w, c, RELEASE + 24);
    await expect(
      approveNotice(w.ben, { noticeId, revision: n.revision, versionId: n.version?.id }, at(2)),
    ).rejects.toMatchObject({ code: "stale" });
  });

  test("is void when the release instant moves, and its deliveries wait for a new one", async () => {
    const { w, c, noticeId } = await waiting();
    await approve(w, c, noticeId);
    await move(w.cyd, w, c, RELEASE + 24);
    const n = await getNotice(w.ben, c.reference, noticeId);
    expect(n).toMatchObject({ state: "in_review", approvedBy: null });
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["cancelled", "cancelled"]);
    await approve(w, c, noticeId, w.ben);
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["planned", "planned"]);
  });

  test("is void when the severity changes, and whoever decided it does not give the next one", async () => {
    const { w, c, noticeId } = await waiting();
    await approve(w, c, noticeId);
    const { revision, vulnerabilities } = await getCase(w.cyd, c.reference);
    const vulnerabilityId = vulnerabilities[0]?.rowId;
    await decideSeverity(
      w.cyd,
      { caseId: c.caseId, revision, vulnerabilityId, severity: "MODERATE", reason: "no code runs after all" },
      at(3),
    );
    expect(await getNotice(w.ben, c.reference, noticeId)).toMatchObject({
      state: "in_review",
      approvedBy: null,
    });
    await expect(approve(w, c, noticeId, w.cyd)).rejects.toThrow("You changed the text");
    await approve(w, c, noticeId, w.ben);
  });

  test("is refused when nobody would receive the notice", async () => {
    const { w, org, c, noticeId } = await waiting();
    await setMembership(org.membershipIds[0] ?? "", "paused");
    await expect(approve(w, c, noticeId)).rejects.toThrow("Nobody would receive");
  });

  test("can be withheld: the notice goes back with a note that its author reads", async () => {
    const { w, c, noticeId } = await waiting();
    const { revision } = await getNotice(w.ben, c.reference, noticeId);
    await sendBackNotice(w.ben, { noticeId, revision, note: "name the mitigation" }, at(2));
    expect(await getNotice(w.ada, c.reference, noticeId)).toMatchObject({
      state: "draft",
      sentBackNote: "name the mitigation",
    });
    await expect(approve(w, c, noticeId, w.cyd)).rejects.toThrow("does not wait for approval");
  });
});

describe("a notice can be written only where the policy offers it", () => {
  test("LOW is not offered, and the refusal quotes the policy", async () => {
    const { w, org, c } = await waiting();
    const [v] = (await getCase(w.ada, c.reference)).vulnerabilities;
    await decideSeverity(
      w.ada,
      {
        caseId: c.caseId,
        revision: (await getCase(w.ada, c.reference)).revision,
        vulnerabilityId: v?.rowId,
        severity: "LOW",
        reason: "negligible",
      },
      at(3),
    );
    await expect(
      writeNotice(
        w.ada,
        { caseId: c.caseId, groupIds: [w.groupId], organizationIds: [org.id], ...wall(24) },
        at(3),
      ),
    ).rejects.toThrow("LOW is not listed");
  });

  test("not before a member chose it for this case, nor before a release instant", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await imported(w);
    await expect(
      writeNotice(
        w.ada,
        { caseId: c.caseId, groupIds: [w.groupId], organizationIds: [org.id], ...wall(24) },
        at(1),
      ),
    ).rejects.toThrow("Decide the severity first");
  });

  test.each([
    ["in the past", -1, "lies in the past"],
    ["after the embargo ends", RELEASE + 1, "after the embargo ends"],
  ])("a sending time %s is refused at the field", async (_name, hours, because) => {
    const { w, org, c } = await waiting();
    await expect(
      writeNotice(
        w.ada,
        { caseId: c.caseId, groupIds: [w.groupId], organizationIds: [org.id], ...wall(hours) },
        at(1),
      ),
    ).rejects.toMatchObject({ fields: { local: expect.stringContaining(because) } });
  });

  test("organizations outside of the groups, and groups of another project, are refused", async () => {
    const { w, c } = await waiting();
    const stranger = await makeOrg(w, { state: "none" });
    const elsewhere = await makeWorld();
    await expect(
      writeNotice(
        w.ada,
        { caseId: c.caseId, groupIds: [w.groupId], organizationIds: [stranger.id], ...wall(24) },
        at(1),
      ),
    ).rejects.toMatchObject({
      fields: { organizationIds: expect.stringContaining("none of the chosen groups") },
    });
    await expect(
      writeNotice(
        w.ada,
        { caseId: c.caseId, groupIds: [elsewhere.groupId], organizationIds: [stranger.id], ...wall(24) },
        at(1),
      ),
    ).rejects.toMatchObject({ fields: { groupIds: "Choose groups of this project." } });
  });
});

test("every step of a notice stands in the activity of its case, in order", async () => {
  const { w, c, noticeId } = await waiting();
  await approve(w, c, noticeId);
  const { entries } = await caseActivity(w.cyd, c.reference);
  expect(entries.map((e) => e.code)).toEqual([
    "notice.approved",
    "notice.written",
    "case.release_set",
    "case.prenotify_chosen",
    "case.confirmed",
    "vulnerability.severity_decided",
    "case.imported",
  ]);
  expect(entries.map((e) => e.sequence)).toEqual([7, 6, 5, 4, 3, 2, 1]);
});
