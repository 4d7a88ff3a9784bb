import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { recordEvidence } from "@/data/memberships/evidence";
import { endPause, leaveProject, pauseOrganization } from "@/data/memberships/pause";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { recordTerms } from "@/data/memberships/terms";
import { addOrganization } from "@/data/organizations/commands";
import { addContact, admitContact, askConfirmation, endContact } from "@/data/organizations/contacts";
import { getOrganization, listOrganizations } from "@/data/organizations/queries";
import { withQuorum } from "@/tests/policy";
import { at, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

describe("the directory", () => {
  test("finds by part of a name, whatever the case, and takes wildcards literally", async () => {
    const w = await makeWorld();
    await makeOrg(w, { name: "Kestrel 100% Linux" });
    await makeOrg(w, { name: "Orchid Cloud" });
    const names = async (search: string) =>
      (await listOrganizations(w.ada, { search })).organizations.map((o) => o.name);
    expect(await names("kestrel")).toEqual(["Kestrel 100% Linux"]);
    expect(await names("100%")).toEqual(["Kestrel 100% Linux"]);
    expect(await names("%")).toEqual(["Kestrel 100% Linux"]);
    expect(await names("")).toHaveLength(2);
  });

  test("refuses a second organization of the same name, and hostile or oversized fields, at the field", async () => {
    const w = await makeWorld();
    await addOrganization(w.ada, { name: "Kestrel" });
    for (const [input, field] of [
      [{ name: " kestrel " }, "name"],
      [{ name: "" }, "name"],
      [{ name: "x".repeat(121) }, "name"],
      [{ name: "a\nBcc: b" }, "name"],
      [{ name: "<script>" }, "name"],
      [{ name: "Fine", website: "javascript:alert(1)" }, "website"],
      [{ name: 5 }, "name"],
    ] as const)
      await expect(addOrganization(w.ada, input)).rejects.toMatchObject({
        fields: { [field]: expect.any(String) },
      });
  });

  test("shows a member of another team nothing, and takes no change from them", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { ada: stranger } = await makeWorld();
    const absent = { code: "not_found" };
    await expect(getOrganization(stranger, org.id)).rejects.toMatchObject(absent);
    await expect(
      addContact(stranger, { organizationId: org.id, kind: "role", email: "x@evil.example" }),
    ).rejects.toMatchObject(absent);
    await expect(
      endContact(stranger, { organizationId: org.id, contactId: org.roleContact, reason: "to try" }),
    ).rejects.toMatchObject(absent);
    await expect(
      pauseOrganization(stranger, {
        organizationId: org.id,
        projectId: w.projectId,
        reason: "to try",
        told: "to try",
      }),
    ).rejects.toMatchObject(absent);
    await expect(
      addContact(org.person, { organizationId: org.id, kind: "role", email: "x@evil.example" }),
    ).rejects.toMatchObject(absent);
    expect(await listOrganizations(stranger)).toMatchObject({ all: 0, found: 0, organizations: [] });
  });
});

describe("a contact", () => {
  test.each([
    "two@a.example, three@a.example",
    "kestrel@ехample.example",
    "a@b",
    "a b@c.example",
    "a@c.example\nBcc: x@y.example",
    "",
    "@c.example",
    `${"a".repeat(300)}@c.example`,
  ])("with the address %j is refused at the field", async (email) => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await expect(addContact(w.ada, { organizationId: org.id, kind: "role", email })).rejects.toMatchObject({
      fields: { email: expect.any(String) },
    });
  });

  test("is the same in capitals, and can be added again only after it ended", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const again = { organizationId: org.id, kind: "role", email: org.address.toUpperCase() };
    await expect(addContact(w.ada, again)).rejects.toMatchObject({
      fields: { email: expect.stringContaining("already") },
    });
    await endContact(w.ada, { organizationId: org.id, contactId: org.roleContact, reason: "moved" });
    await addContact(w.ada, again);
    expect(
      (await getOrganization(w.ada, org.id)).contacts.filter((c) => c.email === org.address),
    ).toHaveLength(2);
  });

  test("is admitted once, and only after its own mailbox confirmed it; role addresses come first", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { contact: "proposed" });
    const it = { organizationId: org.id, contactId: org.roleContact };
    await expect(admitContact(w.ben, it)).rejects.toThrow("has not confirmed itself yet");
    await mailboxConfirms(org.roleContact);
    await admitContact(w.ben, it);
    await expect(admitContact(w.ben, it)).rejects.toThrow("admitted already");
    const [first] = (await getOrganization(w.ada, org.id)).contacts;
    expect(first).toMatchObject({ kind: "role", state: "admitted", admittedBy: "Ben" });
  });

  test("is asked three times a day at most, and never once it confirmed", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { contactId } = await addContact(w.ada, {
      organizationId: org.id,
      kind: "role",
      email: `new-${org.address}`,
    });
    const it = { organizationId: org.id, contactId };
    await askConfirmation(w.ben, it);
    await askConfirmation(w.ben, it);
    await expect(askConfirmation(w.ben, it)).rejects.toThrow("3 times within a day");
    await mailboxConfirms(contactId);
    await expect(askConfirmation(w.ben, it)).rejects.toThrow("confirmed already");
  });
});

describe("a membership", () => {
  test("keeps its whole history: started, paused, resumed, left, and started anew", async () => {
    const w = await makeWorld(withQuorum(vllmPolicy(), 1));
    const org = await makeOrg(w, { state: "none" });
    const of = { organizationId: org.id, projectId: w.projectId };
    for (const criterion of ["ships", "contributions"])
      await recordEvidence(
        w.ada,
        { ...of, criterion, note: "seen in public", datedOn: "2027-01-01", verdict: "met" },
        at(0),
      );
    const start = { organizationId: org.id, groupId: w.groupId };
    expect(await startMembership(w.ada, { ...start, reason: "ships, and contributes" }, at(0))).toMatchObject(
      {
        proposed: false,
      },
    );
    const terms = { ...of, version: "curfew-1", name: "Person", note: "a signed letter" };
    await recordTerms(w.ben, terms, at(0));
    await expect(startMembership(w.ada, { ...start, reason: "twice" }, at(0))).rejects.toMatchObject({
      fields: { groupId: expect.stringContaining("already") },
    });
    await pauseOrganization(w.ben, { ...of, reason: "a rumour", told: "a rumour" }, at(1));
    await endPause(w.ben, { ...of, reason: "unfounded" }, at(2));
    await leaveProject(w.cyd, { ...of, reason: "stopped shipping" }, at(3));
    await startMembership(w.ada, { ...start, reason: "ships again" }, at(4));
    const { memberships } = await getOrganization(w.ada, org.id);
    expect(memberships.map((m) => m.state)).toEqual(["active", "left"]);
    expect(memberships[1]?.changes.map((c) => [c.state, c.by])).toEqual([
      ["left", "Cyd"],
      ["active", "Ben"],
      ["paused", "Ben"],
      ["active", "Ben"],
      ["accepted", "Ada"],
    ]);
  });

  test("is proposed by one member and accepted only when a second one confirms it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    const start = { organizationId: org.id, groupId: w.groupId, reason: "well known to us" };
    const { id: proposalId, proposed } = await startMembership(w.ada, start, at(0));
    expect(proposed).toBe(true);
    expect((await getOrganization(w.ada, org.id)).memberships).toEqual([]);
    await expect(startMembership(w.ben, start, at(0))).rejects.toMatchObject({
      fields: { groupId: expect.stringContaining("proposed already") },
    });
    await expect(confirmMembership(w.ada, { proposalId }, at(1))).rejects.toThrow("Another member confirms");
    await confirmMembership(w.ben, { proposalId }, at(1));
    expect((await getOrganization(w.ada, org.id)).memberships).toMatchObject([{ state: "accepted" }]);
    await expect(confirmMembership(w.cyd, { proposalId }, at(2))).rejects.toThrow("confirmed already");
  });

  test("in a group of another team's project cannot be started", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    const elsewhere = await makeWorld();
    await expect(
      startMembership(w.ada, { organizationId: org.id, groupId: elsewhere.groupId, reason: "to try" }),
    ).rejects.toMatchObject({ fields: { groupId: expect.any(String) } });
  });
});
