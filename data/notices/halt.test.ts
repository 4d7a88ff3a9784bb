import { describe, expect, test } from "vitest";
import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { setRelease } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { deliveryBoard } from "@/data/deliveries/board";
import { dispatchNotice } from "@/data/deliveries/commands";
import { ownOrganization } from "@/data/memberships/own";
import { haltNotice, releaseHeld } from "@/data/notices/halt";
import { remindSilent } from "@/data/notices/remind";
import { answerTerms } from "@/data/readings/commands";
import { inbox } from "@/data/readings/queries";
import { approve, deliveriesOf, RELEASE, SEND, scheduled, send, told, written } from "@/tests/case";
import { lateContact } from "@/tests/late";
import { withdraw } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, type World, wall, worker } from "@/tests/world";

async function sending(w: World, orgs: Org[]) {
  const c = await scheduled(w);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(SEND));
  return { ...c, noticeId };
}

describe("halting", () => {
  test("by one member stops what was not accepted, keeps what was, and cannot be done twice", async () => {
    const w = await makeWorld();
    const n = await sending(w, [await makeOrg(w), await makeOrg(w)]);
    await send(n.noticeId, SEND, (m) =>
      m.to.startsWith("security")
        ? { outcome: "accepted", providerId: m.id }
        : { outcome: "retry", because: "busy" },
    ).catch(() => []);
    await haltNotice(w.cyd, { noticeId: n.noticeId }, at(SEND));
    expect((await deliveriesOf(n.noticeId)).map((d) => d.state).sort()).toEqual([
      "sent",
      "sent",
      "stopped",
      "stopped",
    ]);
    expect(await send(n.noticeId)).toEqual([]);
    await expect(haltNotice(w.ada, { noticeId: n.noticeId })).rejects.toThrow("not being sent");
  });

  test("and another notice of the same text goes only to those whom the first one did not reach", async () => {
    const w = await makeWorld();
    const orgs = [await makeOrg(w), await makeOrg(w)];
    const n = await sending(w, orgs);
    const first = (await deliveriesOf(n.noticeId)).filter((d) => d.organizationId === orgs[0]?.id);
    await send(n.noticeId, SEND, (m) =>
      first.some((d) => d.address === m.to)
        ? { outcome: "accepted", providerId: m.id }
        : { outcome: "retry", because: "busy" },
    );
    await haltNotice(w.cyd, { noticeId: n.noticeId }, at(SEND));
    const again = await written(w, n, orgs).catch(() => "");
    if (again === "") throw new Error("the second notice was refused");
    await approve(w, n, again);
    expect((await deliveriesOf(again)).map((d) => d.organizationId)).toEqual([orgs[1]?.id, orgs[1]?.id]);
  });
});

describe("a contact admitted after the notice left", () => {
  test("opens nothing until a second member agrees, and then gets its own message", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const late = await lateContact(w.ben, org, 30);
    expect((await inbox(late)).items).toEqual([]);
    expect((await ownOrganization(late)).projects[0]?.obligations).toEqual([]);
    expect((await inbox(org.person)).items).toHaveLength(1);
    expect((await ownOrganization(org.person)).projects[0]?.obligations).toHaveLength(1);
    const { revision } = await getCase(w.ada, t.reference);
    await setRelease(
      w.ada,
      { caseId: t.caseId, revision, ...wall(RELEASE + 24), reason: "the reporter asked" },
      at(30.5),
    );
    const moved = await asOwner(
      (sql) => sql`select contact_id from deliveries where case_id = ${t.caseId} and kind = 'date_moved'`,
    );
    expect(moved.map((d) => d["contact_id"])).toHaveLength(2);
    expect(moved.map((d) => d["contact_id"])).not.toContain(late.contactId);
    const held = (await deliveriesOf(t.noticeId)).find((d) => d.contactId === late.contactId);
    expect(held).toMatchObject({ held: true, state: "planned" });
    await expect(releaseHeld(w.ben, { deliveryId: held?.id }, at(31))).rejects.toThrow(
      "Another member agrees",
    );
    await releaseHeld(w.cyd, { deliveryId: held?.id }, at(31));
    expect((await send(t.noticeId, 32)).map((m) => m.to)).toEqual([`late-${org.address}`]);
    expect((await inbox(late)).items).toHaveLength(1);
  });
});

test("a contact that waits for an agreement reads the case once another approval names it", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const t = await told(w, [org]);
  const late = await lateContact(w.ben, org, 2);
  const { versions } = await listVersions(w.ada, t.reference);
  await saveAdvisory(
    w.ada,
    { caseId: t.caseId, base: 1, ...versions[0]?.content, impact: "more is known" },
    at(2),
  );
  const again = await written(w, t, [org]);
  await approve(w, t, again);
  await dispatchNotice(worker, { noticeId: again }, at(SEND));
  expect((await inbox(late)).items).toEqual([]);
  await send(again);
  expect((await inbox(late)).items).toHaveLength(1);
});

describe("a reminder", () => {
  test("goes to the silent alone: not to who answered, not to who was never reached, and not twice", async () => {
    const w = await makeWorld();
    const [silent, answered, bounced] = [await makeOrg(w), await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [silent, answered, bounced]);
    await asOwner(
      (sql) => sql`update deliveries set state = 'bounced' where organization_id = ${bounced.id}`,
    );
    await answerTerms(
      answered.person,
      { reference: t.reference, answer: "accepted", termsVersion: "curfew-1" },
      at(SEND + 1),
    );
    await expect(remindSilent(w.ada, { noticeId: t.noticeId }, at(SEND + 23))).rejects.toThrow(
      "No active organization is silent",
    );
    const { noticeId } = await remindSilent(w.ada, { noticeId: t.noticeId }, at(SEND + 25));
    expect(new Set((await deliveriesOf(noticeId)).map((d) => d.organizationId))).toEqual(
      new Set([silent.id]),
    );
    await expect(remindSilent(w.ben, { noticeId: t.noticeId }, at(SEND + 26))).rejects.toThrow(
      "was reminded",
    );
    const { line } = await deliveryBoard(w.ada, t.reference, t.noticeId);
    expect(line).toMatch(/^2 of 3 organizations reached; 1 bounced/);
  });

  test("is stopped when the organization is withdrawn before it leaves", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const { noticeId } = await remindSilent(w.ada, { noticeId: t.noticeId }, at(SEND + 25));
    await withdraw(w, org, SEND + 26);
    expect(await send(noticeId, SEND + 27)).toEqual([]);
    expect((await deliveriesOf(noticeId)).map((d) => d.state)).toEqual(["stopped", "stopped"]);
  });
});
