import { describe, expect, test } from "vitest";
import { setRelease } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice } from "@/data/deliveries/commands";
import { today } from "@/data/duties/queries";
import { answerAppeal, writeAppeal } from "@/data/memberships/appeals";
import { recordEvidence } from "@/data/memberships/evidence";
import { closedProjects, ownOrganization } from "@/data/memberships/own";
import { organizationStanding } from "@/data/memberships/queries";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import {
  confirmChannelClosed,
  confirmWithdrawal,
  proposeWithdrawal,
  takeBackWithdrawal,
} from "@/data/memberships/withdrawal";
import { acknowledge, answerTerms } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { makeStatement } from "@/data/statements/commands";
import { tieMember } from "@/data/teams/ties";
import { approve, deliveriesOf, RELEASE, SEND, scheduled, send, told, written } from "@/tests/case";
import { leaked, ofProject, withdraw } from "@/tests/membership";
import { withSanction } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, wall, worker } from "@/tests/world";

const mailsTo = (organizationId: string, kind: string) =>
  asOwner(
    (sql) =>
      sql`select address, state from deliveries where organization_id = ${organizationId} and kind = ${kind} order by address`,
  );

describe("a withdrawal", () => {
  test("changes nothing before a second member confirms, and whoever proposed cannot, here and in the database", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const { withdrawalId } = await proposeWithdrawal(w.ben, leaked(w, org), at(30));
    expect((await inbox(org.person)).items).toHaveLength(1);
    await expect(confirmWithdrawal(w.ben, { withdrawalId }, at(31))).rejects.toThrow(
      "Another member confirms",
    );
    await expect(
      asOwner((sql) => sql`update withdrawals set confirmed_by = proposed_by, confirmed_at = now()`),
    ).rejects.toThrow("withdrawals_two_people");
    await expect(vendorCase(org.person, t.reference)).resolves.toMatchObject({ reference: t.reference });
  });

  test("closes its cases on the next request, while its own page says why, what binds it, and takes its answer", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await answerTerms(org.person, { reference: t.reference, answer: "accepted", termsVersion: "curfew-1" });
    await withdraw(w, org, 30);
    await expect(vendorCase(org.person, t.reference)).rejects.toMatchObject({ code: "not_found" });
    await expect(acknowledge(org.person, { reference: t.reference, version: 1 })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await inbox(org.person)).items).toEqual([]);
    expect(await closedProjects(org.person)).toMatchObject([{ projectId: w.projectId, state: "withdrawn" }]);
    const [own] = (await ownOrganization(org.person)).projects;
    expect(own).toMatchObject({
      memberships: [{ state: "withdrawn" }],
      withdrawals: [
        {
          why: "Released other information before the vulnerability was public",
          scope: "future",
          told: leaked(w, org).told,
        },
      ],
      obligations: [{ reference: t.reference, public: false, consent: { state: "accepted" } }],
    });
    const { appealId } = await writeAppeal(org.person, { projectId: w.projectId, text: "It was a mistake." });
    await answerAppeal(w.ada, { appealId, answer: "Thank you. You may apply again in spring." });
    expect((await ownOrganization(org.person)).projects[0]?.letters).toMatchObject([
      { text: "It was a mistake.", answer: "Thank you. You may apply again in spring." },
    ]);
    expect(await mailsTo(org.id, "answer")).toHaveLength(2);
  });

  test("stops its queued and deferred messages at once, leaves the others alone, and tells it", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org, other]);
    await approve(w, c, noticeId);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    await send(noticeId, SEND, (m) =>
      m.to === org.address
        ? { outcome: "retry", because: "busy" }
        : { outcome: "accepted", providerId: m.id },
    );
    await withdraw(w, org, SEND + 1);
    const rows = await deliveriesOf(noticeId);
    expect(rows.find((d) => d.address === org.address)).toMatchObject({
      state: "stopped",
      reason: "The organization was withdrawn. An earlier attempt may have been accepted",
    });
    expect(rows.filter((d) => d.organizationId === other.id).map((d) => d.state)).toEqual(["sent", "sent"]);
    expect(await send(noticeId, SEND + 2)).toEqual([]);
    expect(await mailsTo(org.id, "withdrawn")).toMatchObject([{ state: "queued" }, { state: "queued" }]);
  });

  test("names before it is confirmed which messages it would stop, and stops those and no others", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    const onTheWay = async () =>
      (await organizationStanding(w.ada, org.id)).projects.flatMap((p) => p.onTheWay);
    expect(await onTheWay()).toEqual([{ reference: c.reference, messages: 2 }]);
    await withdraw(w, org, SEND + 1);
    expect(await onTheWay()).toEqual([]);
  });

  test("leaves what it had provable: when it was told, which version, and what it answered", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await answerTerms(
      org.person,
      { reference: t.reference, answer: "accepted", termsVersion: "curfew-1" },
      at(28),
    );
    await acknowledge(org.person, { reference: t.reference, version: 1 }, at(28.5));
    const [asked] = (await vendorCase(org.person, t.reference)).questions;
    const say = { reference: t.reference, vulnerabilityId: asked?.vulnerabilityId };
    await makeStatement(org.person, { ...say, number: 0, state: "investigating" }, at(29));
    await makeStatement(org.person, { ...say, number: 1, state: "affected" }, at(29.5));
    await withdraw(w, org, 30);
    const [project] = (await organizationStanding(w.ada, org.id)).projects;
    expect(project?.told).toMatchObject([
      {
        reference: t.reference,
        toldAt: expect.anything(),
        versions: [1],
        consent: { state: "accepted" },
        acknowledged: { number: 1 },
        statements: [{ state: "affected" }],
      },
    ]);
    expect((await deliveriesOf(t.noticeId)).map((d) => d.state)).toEqual(["sent", "sent"]);
  });

  test("goes on hearing that the date moved, and nothing that invites to read", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await withdraw(w, org, 30);
    const { revision } = await getCase(w.ada, t.reference);
    await setRelease(
      w.ada,
      { caseId: t.caseId, revision, ...wall(RELEASE + 24), reason: "the reporter asked" },
      at(31),
    );
    expect(await mailsTo(org.id, "date_moved")).toHaveLength(2);
  });

  test("may leave one running case readable, with a reason, and only one that it was told of", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const [kept, closed] = [await told(w, [org]), await told(w, [org])];
    const untold = await scheduled(w);
    for (const [keepCaseId, keepReason, field] of [
      [untold.caseId, "their fix is half done", "keepCaseId"],
      [kept.caseId, "", "keepReason"],
    ] as const)
      await expect(
        proposeWithdrawal(w.ben, leaked(w, org, { keepCaseId, keepReason }), at(30)),
      ).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
    await withdraw(w, org, 30, { keepCaseId: kept.caseId, keepReason: "their fix is half done" });
    await expect(vendorCase(org.person, kept.reference)).resolves.toMatchObject({
      reference: kept.reference,
    });
    await expect(vendorCase(org.person, closed.reference)).rejects.toMatchObject({ code: "not_found" });
  });

  test("ends what an earlier one had left readable, unless it leaves it readable, too", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await withdraw(w, org, 30, { keepCaseId: t.caseId, keepReason: "their fix is half done" });
    await expect(vendorCase(org.person, t.reference)).resolves.toMatchObject({ reference: t.reference });
    const { id } = await startMembership(
      w.ada,
      { organizationId: org.id, groupId: w.groupId, reason: "a new team" },
      at(40),
    );
    await confirmMembership(w.ben, { proposalId: id }, at(41));
    await withdraw(w, org, 50);
    await expect(vendorCase(org.person, t.reference)).rejects.toMatchObject({ code: "not_found" });
  });

  test("is not confirmed or taken back by a member who is tied to the organization, who is told whom to ask", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { withdrawalId } = await proposeWithdrawal(w.ben, leaked(w, org), at(30));
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(30));
    for (const decide of [confirmWithdrawal, takeBackWithdrawal])
      await expect(decide(w.cyd, { withdrawalId }, at(31))).rejects.toThrow("Ask Ada or Ben.");
    await takeBackWithdrawal(w.ada, { withdrawalId }, at(31));
    await expect(confirmWithdrawal(w.ada, { withdrawalId }, at(32))).rejects.toThrow("taken back");
  });

  test("and a confirmation in the same second as taking it back: one of them holds", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { withdrawalId } = await proposeWithdrawal(w.ben, leaked(w, org), at(30));
    const both = await Promise.allSettled([
      confirmWithdrawal(w.cyd, { withdrawalId }, at(31)),
      takeBackWithdrawal(w.ada, { withdrawalId }, at(31)),
      confirmWithdrawal(w.ada, { withdrawalId }, at(31)),
    ]);
    expect(both.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  });

  test("that reached no mailbox is said on Today for two weeks, and on its page for good", async () => {
    const w = await makeWorld();
    const [org, mute] = [await makeOrg(w), await makeOrg(w)];
    await asOwner((sql) => sql`update contacts set state = 'ended' where organization_id = ${mute.id}`);
    await withdraw(w, org, 30);
    await withdraw(w, mute, 30);
    const texts = async () =>
      (await today(w.ada)).groups
        .flatMap((g) => g.duties)
        .map((d) => d.text)
        .filter((t) => t.includes("was not told"));
    expect(await texts()).toHaveLength(1);
    await asOwner(
      (sql) =>
        sql`update deliveries set state = 'bounced', accepted_at = now(), first_attempt_at = now() where organization_id = ${org.id}`,
    );
    expect(await texts()).toHaveLength(2);
    const [project] = (await organizationStanding(w.ada, org.id)).projects;
    expect(project?.messages).toMatchObject([
      { kind: "withdrawn", deliveries: [{ state: "bounced" }, { state: "bounced" }] },
    ]);
  });

  test("keeps another channel open as a task until somebody confirms that it is closed", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await withdraw(w, org, 30, { channels: "Upstream advisory GHSA\n\n Chat channel \n" });
    const channels = async () =>
      (await organizationStanding(w.ada, org.id)).projects[0]?.withdrawals[0]?.channels ?? [];
    expect((await channels()).map((c) => c.channel).sort()).toEqual([
      "Chat channel",
      "Upstream advisory GHSA",
    ]);
    const [first] = await channels();
    await confirmChannelClosed(w.ada, { channelId: first?.id }, at(31));
    expect((await channels()).filter((c) => c.doneAt === null)).toHaveLength(1);
  });

  test("is hidden from a member of another team, and from the organization's own people", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { withdrawalId } = await proposeWithdrawal(w.ben, leaked(w, org), at(30));
    const { ada: stranger } = await makeWorld();
    for (const viewer of [stranger, org.person]) {
      await expect(proposeWithdrawal(viewer, leaked(w, org))).rejects.toMatchObject({ code: "not_found" });
      await expect(confirmWithdrawal(viewer, { withdrawalId })).rejects.toMatchObject({ code: "not_found" });
    }
    expect((await ownOrganization(org.person)).projects[0]?.withdrawals).toEqual([]);
  });
});

describe("a return after a withdrawal", () => {
  const again = (w: Awaited<ReturnType<typeof makeWorld>>, org: { id: string }) =>
    startMembership(
      w.ada,
      { organizationId: org.id, groupId: w.groupId, reason: "a new team, and a new process" },
      at(100),
    );

  test("is a new membership with the history beside, and opens nothing that was sent before", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await withdraw(w, org, 30);
    const { id } = await again(w, org);
    await confirmMembership(w.ben, { proposalId: id }, at(101));
    await expect(vendorCase(org.person, t.reference)).rejects.toMatchObject({ code: "not_found" });
    const own = await ownOrganization(org.person);
    expect(own.projects[0]?.memberships.map((m) => m.state)).toEqual(["active", "withdrawn"]);
  });

  test("gets nothing of a notice that was approved while it was away", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await withdraw(w, org, 3);
    const { id } = await startMembership(
      w.ada,
      { organizationId: org.id, groupId: w.groupId, reason: "a new team, and a new process" },
      at(4),
    );
    await confirmMembership(w.ben, { proposalId: id }, at(5));
    await dispatchNotice(worker, { noticeId }, at(SEND));
    expect(await send(noticeId)).toEqual([]);
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["stopped", "stopped"]);
  });

  test("needs a second member, whatever its evidence: what two decided, one does not undo", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    for (const criterion of ["ships", "contributions"])
      await recordEvidence(
        w.ada,
        { ...ofProject(w, org), criterion, note: "seen in public", datedOn: "2027-01-01", verdict: "met" },
        at(1),
      );
    await withdraw(w, org, 30);
    expect(await again(w, org)).toMatchObject({ proposed: true });
  });

  test("that was for good is refused", async () => {
    const w = await makeWorld(withSanction(true));
    const org = await makeOrg(w);
    await withdraw(w, org, 30, { scope: "permanent" });
    await expect(again(w, org)).rejects.toThrow("withdrawn for good");
  });
});

test("nobody but a contact of an organization that is or was a member can write to the team, and not without end", async () => {
  const w = await makeWorld();
  const [org, stranger] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
  const letter = { projectId: w.projectId, text: "Hello" };
  await expect(writeAppeal(stranger.person, letter)).rejects.toMatchObject({ code: "not_found" });
  await expect(writeAppeal(w.ada, letter)).rejects.toMatchObject({ code: "not_found" });
  for (let i = 0; i < 5; i++) await writeAppeal(org.person, letter);
  await expect(writeAppeal(org.person, letter)).rejects.toThrow("Wait for an answer first");
});
