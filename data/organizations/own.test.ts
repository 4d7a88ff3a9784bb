import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { recordEvidence } from "@/data/memberships/evidence";
import { leaveOwn } from "@/data/memberships/leave";
import { offerEvidence } from "@/data/memberships/offers";
import { organizationStanding } from "@/data/memberships/queries";
import { admitContact } from "@/data/organizations/contacts";
import { leaveContact, offerContact, setContactAdmin } from "@/data/organizations/own";
import { getOrganization } from "@/data/organizations/queries";
import type { ContactViewer } from "@/domain/viewer";
import { ofProject } from "@/tests/membership";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, mint, type Org, type World } from "@/tests/world";

/** The named contact of an organization, who keeps its entry. */
async function keeperOf(w: World, org: Org): Promise<ContactViewer> {
  const { contactId, userId } = org.person;
  await setContactAdmin(w.ada, { organizationId: org.id, contactId, admin: "true" }, at(1));
  return (await mint(userId, { role: "contact", contactId })) as ContactViewer;
}
const role = (org: Org) => ({ kind: "role", email: `psirt-${org.id}@kestrel.example`, name: null });

describe("who keeps an organization's entry", () => {
  test("adds a contact that gets nothing before its mailbox confirmed itself and a member admitted it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const keeper = await keeperOf(w, org);
    const { contactId } = await offerContact(keeper, role(org), at(2));
    const stateOf = async () =>
      (await getOrganization(w.ada, org.id)).contacts.find((c) => c.id === contactId)?.state;
    expect(await stateOf()).toBe("proposed");
    await mailboxConfirms(contactId, at(3));
    expect(await stateOf()).toBe("proposed");
    await admitContact(w.ben, { organizationId: org.id, contactId }, at(4));
    expect(await stateOf()).toBe("admitted");
  });

  test("ends a contact at once, and its sessions with it (scenario S4)", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const keeper = await keeperOf(w, org);
    await leaveContact(keeper, { contactId: org.roleContact }, at(2));
    const { contacts } = await getOrganization(w.ada, org.id);
    expect(contacts.find((c) => c.id === org.roleContact)).toMatchObject({
      state: "ended",
      endedBecause: "Ended by Person of the organization".replace("Person", keeper.name),
    });
  });

  test("offers newer evidence, which counts for nothing before a member looked at it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const keeper = await keeperOf(w, org);
    const offered = {
      projectId: w.projectId,
      criterion: "ships",
      link: "https://www.kestrel.example/packages",
      note: "our package list names it",
      datedOn: "2027-01-03",
    };
    await offerEvidence(keeper, { ...offered, note: "an older text" }, at(2));
    await offerEvidence(keeper, offered, at(3));
    const of = async () =>
      (await organizationStanding(w.ada, org.id)).projects.find((p) => p.id === w.projectId);
    expect((await of())?.offers.map((o) => o.note)).toEqual(["our package list names it"]);
    expect((await of())?.criteria.find((c) => c.id === "ships")?.standing).toBe("needs_person");
    await recordEvidence(w.ben, { ...ofProject(w, org), ...offered, verdict: "met" }, at(4));
    expect((await of())?.offers).toEqual([]);
    expect((await of())?.criteria.find((c) => c.id === "ships")?.standing).toBe("met");
  });

  test("does nothing of it for another organization, nor does a contact who keeps no entry", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const keeper = await keeperOf(w, org);
    await expect(leaveContact(keeper, { contactId: other.roleContact }, at(2))).rejects.toMatchObject({
      code: "not_found",
    });
    const offered = { projectId: w.projectId, criterion: "ships", note: "see there", datedOn: "2027-01-03" };
    for (const attempt of [
      () => offerContact(other.person, role(other), at(2)),
      () => leaveContact(other.person, { contactId: other.roleContact }, at(2)),
      () => offerEvidence(other.person, offered, at(2)),
    ])
      await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
    await leaveContact(other.person, { contactId: other.person.contactId }, at(3));
    expect(
      (await getOrganization(w.ada, other.id)).contacts.find((c) => c.id === other.person.contactId)?.state,
    ).toBe("ended");
  });
});

test("an organization leaves by itself, at once, and is told of nothing new", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const leaving = { projectId: w.projectId, reason: "we stopped shipping it" };
  await expect(leaveOwn(org.person, leaving, at(1))).rejects.toMatchObject({ code: "not_found" });
  const keeper = await keeperOf(w, org);
  await leaveOwn(keeper, leaving, at(2));
  const { memberships } = await getOrganization(w.ada, org.id);
  expect(memberships.map((m) => [m.state, m.changes[0]?.reason])).toEqual([
    ["left", "we stopped shipping it"],
  ]);
  await expect(leaveOwn(keeper, leaving, at(3))).rejects.toMatchObject({ code: "not_found" });
});

test("a role address never keeps an entry, whoever says so", async () => {
  const w = await makeWorld();
  const org = await makeOrg(w);
  await expect(
    setContactAdmin(w.ada, { organizationId: org.id, contactId: org.roleContact, admin: "true" }, at(1)),
  ).rejects.toThrow("Only a named contact");
  await expect(
    asOwner((sql) => sql`update contacts set admin = true where id = ${org.roleContact}`),
  ).rejects.toThrow("contacts_admin_is_a_person");
});
