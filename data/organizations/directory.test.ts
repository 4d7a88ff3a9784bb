import { describe, expect, test } from "vitest";
import {
  addContact,
  addOrganization,
  admitContact,
  endContact,
  leaveGroup,
  pauseMembership,
  resumeMembership,
  startMembership,
} from "@/data/organizations/commands";
import { getOrganization, listGroups, listOrganizations } from "@/data/organizations/queries";
import { at, makeOrg, makeWorld } from "@/tests/world";

describe("the directory", () => {
  test("finds by part of a name, whatever the case, and takes wildcards literally", async () => {
    const w = await makeWorld();
    await makeOrg(w, { name: "Kestrel 100% Linux" });
    await makeOrg(w, { name: "Orchid Cloud" });
    const names = async (search: string) => (await listOrganizations(w.ada, search)).map((o) => o.name);
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
      pauseMembership(stranger, { membershipId: org.membershipIds[0], reason: "to try" }),
    ).rejects.toMatchObject(absent);
    await expect(
      addContact(org.person, { organizationId: org.id, kind: "role", email: "x@evil.example" }),
    ).rejects.toMatchObject(absent);
    expect(await listOrganizations(stranger)).toEqual([]);
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

  test("is admitted once, by a member who says how the address was confirmed; role addresses come first", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { contact: "proposed" });
    await expect(
      admitContact(w.ben, { organizationId: org.id, contactId: org.roleContact, how: " " }),
    ).rejects.toMatchObject({ fields: { how: expect.any(String) } });
    await admitContact(w.ben, {
      organizationId: org.id,
      contactId: org.roleContact,
      how: "called the number on their site",
    });
    await expect(
      admitContact(w.ben, { organizationId: org.id, contactId: org.roleContact, how: "again" }),
    ).rejects.toThrow("admitted already");
    const [first] = (await getOrganization(w.ada, org.id)).contacts;
    expect(first).toMatchObject({
      kind: "role",
      state: "admitted",
      admittedBy: "Ben",
      confirmedHow: "called the number on their site",
    });
  });
});

describe("a membership", () => {
  test("keeps its whole history: started, paused, resumed, left, and started anew", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    const { membershipId } = await startMembership(
      w.ada,
      { organizationId: org.id, groupId: w.groupId, reason: "ships, and contributes" },
      at(0),
    );
    await expect(
      startMembership(w.ada, { organizationId: org.id, groupId: w.groupId, reason: "twice" }, at(0)),
    ).rejects.toMatchObject({ fields: { groupId: expect.stringContaining("already") } });
    await pauseMembership(w.ben, { membershipId, reason: "a rumour" }, at(1));
    await resumeMembership(w.ben, { membershipId, reason: "unfounded" }, at(2));
    await leaveGroup(w.cyd, { membershipId, reason: "stopped shipping" }, at(3));
    await startMembership(
      w.ada,
      { organizationId: org.id, groupId: w.groupId, reason: "ships again" },
      at(4),
    );
    const { memberships } = await getOrganization(w.ada, org.id);
    expect(memberships.map((m) => m.state)).toEqual(["active", "left"]);
    expect(memberships[1]?.changes.map((c) => [c.state, c.reason, c.by])).toEqual([
      ["left", "stopped shipping", "Cyd"],
      ["active", "unfounded", "Ben"],
      ["paused", "a rumour", "Ben"],
      ["active", "ships, and contributes", "Ada"],
    ]);
  });

  test("that one member paused is active again after 72 hours, in the directory too", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await pauseMembership(w.ben, { membershipId: org.membershipIds[0], reason: "a rumour" });
    const [group] = (await listGroups(w.ada)).filter((g) => g.id === w.groupId);
    expect(group?.members[0]?.state).toBe("paused");
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
