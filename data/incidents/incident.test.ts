import { describe, expect, test } from "vitest";
import {
  announceBroken,
  attributeIncident,
  closeIncident,
  confirmIncident,
  dismissIncident,
  recordIncident,
  reopenIncident,
} from "@/data/incidents/commands";
import { getIncident, listIncidents } from "@/data/incidents/queries";
import { tieMember } from "@/data/teams/ties";
import { approve, deliveriesOf, publish, RELEASE, scheduled, told, written } from "@/tests/case";
import { withdraw } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, wall } from "@/tests/world";

const seen = (caseId: string, hours: number, more: Record<string, unknown> = {}) => ({
  caseId,
  what: "a changelog names the fix",
  where: "a public package index",
  link: "https://index.example/changelog",
  pasted: "Fix a flaw in the socket",
  broughtBy: "a reader of the list",
  ...wall(hours),
  publicElsewhere: "no",
  ...more,
});

describe("a suspected leak", () => {
  test("stops everything that would still leave when the form says so, and nothing that was accepted", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [org]);
    const next = await written(w, t, [other]).catch(() => "");
    if (next) await approve(w, t, next);
    await recordIncident(w.cyd, seen(t.caseId, 30, { stop: "on" }), at(31));
    expect((await deliveriesOf(t.noticeId)).map((d) => d.state)).toEqual(["sent", "sent"]);
    for (const d of next ? await deliveriesOf(next) : []) expect(d.state).toBe("cancelled");
  });

  test("shows who had it: told when, read by whom; and tells everybody once, withdrawn ones too", async () => {
    const w = await makeWorld();
    const [org, gone] = [await makeOrg(w, { name: `A ${Math.random()}` }), await makeOrg(w)];
    const t = await told(w, [org, gone]);
    await withdraw(w, gone, 30);
    const { incidentId } = await recordIncident(w.ada, seen(t.caseId, 30), at(31));
    expect(
      (await getIncident(w.ben, t.reference, incidentId)).exposed.map((o) => o.organizationId).sort(),
    ).toEqual([org.id, gone.id].sort());
    await announceBroken(w.ada, { incidentId }, at(31));
    const mails = await asOwner(
      (sql) => sql`select organization_id from deliveries where case_id = ${t.caseId} and kind = 'broken'`,
    );
    expect(mails).toHaveLength(4);
    await expect(announceBroken(w.ben, { incidentId }, at(32))).rejects.toThrow("told already");
  });

  test("is none when it was public before from elsewhere or by us; after a missed date it still is one", async () => {
    const w = await makeWorld();
    const t = await told(w, [await makeOrg(w)]);
    const elsewhere = await recordIncident(
      w.ada,
      seen(t.caseId, 30, { publicElsewhere: "yes", elsewhereLocal: wall(29).local }),
      at(31),
    );
    const why = { reason: "we compared the dates" };
    await expect(
      confirmIncident(w.ben, { incidentId: elsewhere.incidentId, ...why }, at(32)),
    ).rejects.toThrow("it is no leak");
    const missed = await recordIncident(w.ada, seen(t.caseId, RELEASE + 1), at(RELEASE + 2));
    await confirmIncident(w.ben, { incidentId: missed.incidentId, ...why }, at(RELEASE + 2));
    await publish(w, t, RELEASE + 3);
    const after = await recordIncident(w.ada, seen(t.caseId, RELEASE + 4), at(RELEASE + 5));
    await expect(
      confirmIncident(w.ben, { incidentId: after.incidentId, ...why }, at(RELEASE + 5)),
    ).rejects.toThrow("it is no leak");
  });

  test("is put down only to an organization that was told, by a member without ties to it", async () => {
    const w = await makeWorld();
    const [org, untold] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [org]);
    const { incidentId } = await recordIncident(w.ada, seen(t.caseId, 30), at(31));
    const to = (organizationId: string) => ({
      incidentId,
      attribution: "organization",
      organizationId,
      reason: "the text is theirs",
    });
    await expect(attributeIncident(w.ada, to(untold.id), at(32))).rejects.toMatchObject({
      fields: { organizationId: expect.stringContaining("was told") },
    });
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(31));
    await expect(attributeIncident(w.cyd, to(org.id), at(32))).rejects.toThrow("you take no part");
    await attributeIncident(w.ada, to(org.id), at(32));
    expect((await getIncident(w.ben, t.reference, incidentId)).organizationId).toBe(org.id);
    for (const decide of [confirmIncident, dismissIncident])
      await expect(decide(w.cyd, { incidentId, reason: "none of it" }, at(33))).rejects.toThrow(
        "you take no part",
      );
  });

  test("sanctions nobody by itself, and goes from suspected to closed and back only step by step", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const { incidentId } = await recordIncident(w.ada, seen(t.caseId, 30), at(31));
    const step = { incidentId, reason: "looked at it" };
    await expect(closeIncident(w.ben, step, at(32))).rejects.toThrow("Say first whether it was a leak");
    await confirmIncident(w.ben, step, at(32));
    await expect(confirmIncident(w.ben, step, at(32))).rejects.toThrow("confirmed already");
    await closeIncident(w.ben, step, at(33));
    await reopenIncident(w.ben, step, at(34));
    const [m] = await asOwner((sql) => sql`select state from memberships where organization_id = ${org.id}`);
    expect(m?.["state"]).toBe("active");
  });

  test("is no secret to the case's members and absent for everybody else", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const { incidentId } = await recordIncident(w.ada, seen(t.caseId, 30), at(31));
    const { ada: stranger } = await makeWorld();
    await expect(getIncident(stranger, t.reference, incidentId)).rejects.toMatchObject({ code: "not_found" });
    await expect(confirmIncident(stranger, { incidentId, reason: "to try" })).rejects.toMatchObject({
      code: "not_found",
    });
    await expect(confirmIncident(org.person, { incidentId, reason: "to try" })).rejects.toMatchObject({
      code: "not_found",
    });
    expect((await listIncidents(stranger)).incidents).toEqual([]);
    expect((await listIncidents(w.cyd)).incidents).toHaveLength(1);
  });

  test.each([
    [{ what: "" }, "what"],
    [{ where: " " }, "where"],
    [{ link: "javascript:alert(1)" }, "link"],
    [{ local: "2030-01-01T00:00" }, "local"],
    [{ publicElsewhere: "yes" }, "elsewhereLocal"],
    [{ publicElsewhere: "maybe" }, "publicElsewhere"],
  ])("with %j is refused at the field", async (more, field) => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await expect(recordIncident(w.ada, seen(c.caseId, 30, more), at(31))).rejects.toMatchObject({
      fields: { [field]: expect.any(String) },
    });
  });
});
