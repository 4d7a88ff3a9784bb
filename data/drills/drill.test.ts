import { describe, expect, test } from "vitest";
import { dispatchNotice } from "@/data/deliveries/commands";
import { answerDrill, openDrill } from "@/data/drills/answer";
import { drillsOf } from "@/data/drills/queries";
import { rehearse } from "@/data/drills/rehearse";
import { startDrill } from "@/data/drills/start";
import { pauseOrganization } from "@/data/memberships/pause";
import { transact } from "@/data/transaction";
import { drillAnswers } from "@/db/schema";
import type { MembershipState } from "@/domain/organization/membership";
import { approve, deliveriesOf, SEND, scheduled, send, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type World, worker } from "@/tests/world";

const start = (w: World, hours: number, by = w.ada) => startDrill(by, { groupId: w.groupId }, at(hours));

describe("a contact drill", () => {
  test("asks each confirmed contact of accepted and active organizations, neutrally, and nobody else", async () => {
    const w = await makeWorld();
    const orgs = new Map<MembershipState, Awaited<ReturnType<typeof makeOrg>>>();
    for (const state of ["accepted", "active", "paused", "lapsed", "withdrawn", "left"] as const)
      orgs.set(state, await makeOrg(w, { name: `Org ${state}`, state }));
    await makeOrg(w, { groupIds: [w.otherGroupId] });
    const { noticeId, organizations, messages } = await start(w, 1);
    expect({ organizations, messages }).toEqual({ organizations: 2, messages: 4 });
    const mails = await send(noticeId, 1);
    expect(mails.map((m) => m.to).sort()).toEqual(
      [...orgs]
        .filter(([state]) => state === "accepted" || state === "active")
        .flatMap(([, o]) => [o.address, o.person.email])
        .sort(),
    );
    for (const mail of mails) {
      expect(mail.subject).toContain("a drill");
      expect(mail.text).toContain("Nothing has happened");
      expect(mail.text).toMatch(/\/inbox\b/);
    }
    const entries = await asOwner(
      (sql) =>
        sql`select 1 from audit_entries where action = 'drill.started' and facts->>'noticeId' = ${noticeId}`,
    );
    expect(entries).toHaveLength(1);
  });

  test("leaves out at sending who is no accepted or active member any more", async () => {
    const w = await makeWorld();
    const [kept, paused, gone] = [
      await makeOrg(w, { state: "accepted" }),
      await makeOrg(w),
      await makeOrg(w),
    ];
    const { noticeId } = await start(w, 1);
    await pauseOrganization(
      w.ben,
      { organizationId: paused.id, projectId: w.projectId, reason: "a rumour", told: "a rumour" },
      at(1),
    );
    await asOwner(
      (sql) =>
        sql`update memberships set lapses_at = '2020-01-01T00:00:00Z' where id = ${gone.membershipIds[0] ?? ""}`,
    );
    const mails = await send(noticeId, 1.1);
    expect(mails.map((m) => m.to).sort()).toEqual([kept.address, kept.person.email].sort());
    const stopped = (await deliveriesOf(noticeId)).filter((d) => d.state === "stopped");
    expect(new Set(stopped.map((d) => d.organizationId))).toEqual(new Set([paused.id, gone.id]));
    for (const d of stopped) expect(d.reason).toContain("no accepted or active member");
  });

  test("is refused while a notice of the project is being sent or due within the hour, and goes before and after", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await expect(start(w, SEND - 0.5)).rejects.toThrow("due within the hour");
    await dispatchNotice(worker, { noticeId }, at(SEND));
    await expect(start(w, SEND)).rejects.toThrow("being sent");
    await send(noticeId);
    await asOwner(
      (sql) => sql`update notices set state = 'sent', finished_at = now() where id = ${noticeId}`,
    );
    await start(w, SEND + 1);
    const other = await makeWorld();
    await makeOrg(other);
    await start(other, SEND - 0.5);
  });

  test("is held once a day at most in a group, of two who press at once one, and by members of the project alone", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const both = await Promise.allSettled([start(w, 1), start(w, 1, w.ben)]);
    expect(both.map((b) => b.status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(start(w, 24)).rejects.toThrow("At most one a day");
    await start(w, 26);
    const { ada: stranger } = await makeWorld();
    for (const viewer of [stranger, org.person])
      await expect(startDrill(viewer, { groupId: w.groupId }, at(60))).rejects.toMatchObject({
        code: "not_found",
      });
    await expect(drillsOf(stranger, w.groupId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("that would reach nobody is refused", async () => {
    const w = await makeWorld();
    await makeOrg(w, { state: "left" });
    await expect(start(w, 1)).rejects.toThrow("would reach nobody");
  });
});

describe("an answer to a drill", () => {
  test("is given by signing in, kept from the first press on, and shown with who gave it", async () => {
    const w = await makeWorld();
    const [org, silent] = [await makeOrg(w, { name: "A" }), await makeOrg(w, { name: "B" })];
    expect(await openDrill(org.person)).toBeNull();
    await expect(answerDrill(org.person, {}, at(1))).rejects.toThrow("No drill waits");
    const { noticeId } = await start(w, 1);
    // Nothing reached out to it yet.
    expect(await openDrill(org.person)).toBeNull();
    await send(noticeId, 1);
    expect(await openDrill(org.person)).toMatchObject({ noticeId, answeredAt: null });
    await answerDrill(org.person, {}, at(2));
    await expect(answerDrill(org.person, {}, at(3))).rejects.toThrow("answered this drill already");
    expect((await openDrill(org.person))?.answeredAt?.toString()).toBe(at(2).at.toString());
    expect(await openDrill(silent.person)).toMatchObject({ answeredAt: null });
    const { drills } = await drillsOf(w.ben, w.groupId);
    expect(drills[0]?.rows.map((r) => [r.organization, r.result, r.answers.map((a) => a.by)])).toEqual([
      ["A", "answered", ["Person"]],
      ["B", "waiting", []],
    ]);
  });

  test("is taken of no organization that was not asked, and not once its time is over", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const other = await makeOrg(w, { groupIds: [w.otherGroupId] });
    const { noticeId } = await start(w, 1);
    await send(noticeId, 1);
    expect(await openDrill(other.person)).toBeNull();
    await expect(answerDrill(other.person, {}, at(2))).rejects.toThrow("No drill waits");
    await expect(answerDrill(w.ada, {}, at(2))).rejects.toMatchObject({ code: "not_found" });
    await expect(answerDrill(org.person, {}, at(1 + 24 * 7))).rejects.toThrow("No drill waits");
  });

  test("can be written for nobody else, by whatever statement", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const { noticeId } = await start(w, 1);
    await send(noticeId, 1);
    const forge = (organizationId: string, contactId: string, by: string) =>
      transact(org.person, "write", ({ tx }) =>
        tx.insert(drillAnswers).values({ noticeId, organizationId, contactId, by, at: at(2).at }),
      );
    await expect(forge(other.id, other.person.contactId, other.person.userId)).rejects.toThrow();
    await expect(forge(org.id, org.roleContact, org.person.userId)).rejects.toThrow();
    await expect(forge(org.id, org.person.contactId, w.ada.userId)).rejects.toThrow();
    await forge(org.id, org.person.contactId, org.person.userId);
    const seen = await transact(other.person, "read", ({ tx }) => tx.select().from(drillAnswers));
    expect(seen).toEqual([]);
  });
});

describe("a rehearsal", () => {
  test("goes to the member's own address alone, and is on record", async () => {
    const w = await makeWorld();
    await makeOrg(w);
    await rehearse(w.ada, { groupId: w.groupId });
    const mails = await asOwner(
      (sql) => sql`select address from sign_in_mails where address like ${`%${w.ada.email.split("@")[0]}%`}`,
    );
    expect(mails.map((m) => m["address"])).toEqual([w.ada.email]);
    const { ada: stranger } = await makeWorld();
    await expect(rehearse(stranger, { groupId: w.groupId })).rejects.toMatchObject({ code: "not_found" });
  });
});
