import { describe, expect, test } from "vitest";
import { dispatchNotice } from "@/data/deliveries/commands";
import { mailboxConfirms } from "@/data/demo/seeding";
import { recordEvidence } from "@/data/memberships/evidence";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { acceptTerms, recordTerms } from "@/data/memberships/terms";
import { getNotice } from "@/data/notices/queries";
import { addContact, admitContact } from "@/data/organizations/contacts";
import { getOrganization } from "@/data/organizations/queries";
import { tieMember } from "@/data/teams/ties";
import { read } from "@/data/transaction";
import { termsAcceptances } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import { approve, deliveriesOf, SEND, scheduled, send, written } from "@/tests/case";
import { ofProject } from "@/tests/membership";
import { adopted, withQuorum } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, vllmPolicy, type World, worker } from "@/tests/world";

const statesOf = async (w: World, org: Org) =>
  (await getOrganization(w.ada, org.id)).memberships.map((m) => m.state);

/** Ada proposes, Ben confirms. */
async function accept(w: World, org: Org, hours: number, groupId = w.groupId) {
  const start = { organizationId: org.id, groupId, reason: "ships images" };
  const { id } = await startMembership(w.ada, start, at(hours));
  return confirmMembership(w.ben, { proposalId: id }, at(hours));
}
const ours = (w: World) => ({ projectId: w.projectId, version: "curfew-1" });
const recorded = (w: World, org: Org) => ({
  ...ours(w),
  organizationId: org.id,
  name: "Pia Person",
  note: "a signed letter of 3 January",
});

describe("an accepted organization", () => {
  test("is active only once its contact is confirmed and a person of it accepted the terms", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    await accept(w, org, 1);
    expect(await statesOf(w, org)).toEqual(["accepted"]);
    await acceptTerms(org.person, ours(w), at(2));
    expect(await statesOf(w, org)).toEqual(["active"]);
    await expect(acceptTerms(org.person, ours(w), at(3))).rejects.toThrow("accepted already");
  });

  test("is active with the contact, where the terms were accepted before: in a letter that a member recorded", async () => {
    const roleOnly = { kind: "roleAlias", ...NO_RULES } as const;
    const w = await makeWorld({ ...vllmPolicy(), contactRules: roleOnly });
    const org = await makeOrg(w, { state: "none", contact: "none" });
    await accept(w, org, 1);
    await recordTerms(w.cyd, recorded(w, org), at(2));
    expect(await statesOf(w, org)).toEqual(["accepted"]);
    const role = {
      organizationId: org.id,
      kind: "role",
      email: `psirt-${org.id}@kestrel.example`,
      name: null,
    };
    const { contactId } = await addContact(w.ada, role, at(3));
    await mailboxConfirms(contactId, at(4));
    expect(await statesOf(w, org)).toEqual(["accepted"]);
    await admitContact(w.ben, { organizationId: org.id, contactId }, at(5));
    expect(await statesOf(w, org)).toEqual(["active"]);
    const [row] = await read(w.ada, (ctx) => ctx.tx.select().from(termsAcceptances));
    expect(row).toMatchObject({ how: "recorded", name: "Pia Person", version: "curfew-1" });
  });

  test("accepts no other version of the terms than the one that is asked for", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    await accept(w, org, 1);
    const older = { ...ours(w), version: "curfew-0" };
    await expect(acceptTerms(org.person, older, at(2))).rejects.toThrow("The terms changed");
    await expect(recordTerms(w.ada, { ...recorded(w, org), ...older }, at(2))).rejects.toThrow(
      "The terms changed",
    );
    expect(await statesOf(w, org)).toEqual(["accepted"]);
  });

  test("has its letter recorded by no member who is tied to it (rule 14)", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { state: "none" });
    await accept(w, org, 1);
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(1));
    await expect(recordTerms(w.cyd, recorded(w, org), at(2))).rejects.toThrow("You are tied to");
  });

  test("is proposed and not accepted by one member alone, though its criteria are met, unless the policy says one", async () => {
    const begun = async (policy: Policy) => {
      const w = await makeWorld(policy);
      const org = await makeOrg(w, { state: "none" });
      for (const criterion of ["ships", "contributions"]) {
        const shown = { criterion, note: "seen in public", datedOn: "2027-01-01", verdict: "met" };
        await recordEvidence(w.ada, { ...ofProject(w, org), ...shown }, at(0));
      }
      const start = { organizationId: org.id, groupId: w.groupId, reason: "ships images" };
      return (await startMembership(w.ada, start, at(1))).proposed;
    };
    expect(await begun(vllmPolicy())).toBe(true);
    expect(await begun(withQuorum(vllmPolicy(), 1))).toBe(false);
  });

  test("is not let in without an application, where the policy asks for three members (P10)", async () => {
    const w = await makeWorld(withQuorum(vllmPolicy(), 3));
    const org = await makeOrg(w, { state: "none" });
    const start = { organizationId: org.id, groupId: w.groupId, reason: "ships images" };
    await expect(startMembership(w.ada, start, at(1))).rejects.toThrow("Enter an application");
  });
});

test("of twenty that are confirmed at once as many are accepted as there are places, and no more", async () => {
  const eligibility = {
    criteria: null,
    exclusions: [],
    capacity: { max: 7, appliesTo: "Distributors" },
    applicants: [],
    text: null,
  };
  const w = await makeWorld({ ...vllmPolicy(), eligibility });
  const orgs = await Promise.all(Array.from({ length: 20 }, () => makeOrg(w, { state: "none" })));
  const proposals = [];
  for (const org of orgs) {
    const start = { organizationId: org.id, groupId: w.groupId, reason: "ships images" };
    proposals.push((await startMembership(w.ada, start, at(1))).id);
  }
  const settled = await Promise.allSettled(
    proposals.map((proposalId, i) => confirmMembership(i % 2 ? w.ben : w.cyd, { proposalId }, at(2))),
  );
  expect(settled.filter((s) => s.status === "fulfilled")).toHaveLength(7);
  for (const s of settled)
    if (s.status === "rejected") expect(String(s.reason)).toContain("All 7 places of Distributors are taken");
  const states = (await Promise.all(orgs.map((o) => statesOf(w, o)))).flat();
  expect(states).toHaveLength(7);
});

describe("terms (P13) in a new version", () => {
  const newTerms: Policy = {
    ...vllmPolicy(),
    terms: { version: "2027-2", text: "Tell nobody but your own team.", by: null, when: "join" },
  };

  test("hold every notice to a member until somebody of it accepted them, and the notice says so", async () => {
    const w = await makeWorld();
    const [behind, ready] = [await makeOrg(w), await makeOrg(w)];
    await adopted(w.projectId, newTerms);
    const version = { projectId: w.projectId, version: "2027-2" };
    await acceptTerms(ready.person, version, at(1));
    const c = await scheduled(w);
    const noticeId = await written(w, c, [behind, ready]);
    const { preview } = await getNotice(w.ada, c.reference, noticeId);
    expect(preview.included.map((r) => r.organizationId)).toEqual([ready.id]);
    expect(preview.leftOut.map((l) => [l.organizationId, l.reason])).toEqual([
      [behind.id, "Has not accepted the terms (version 2027-2)"],
    ]);
    await acceptTerms(behind.person, version, at(2));
    const after = await getNotice(w.ada, c.reference, noticeId);
    expect(after.preview.included).toHaveLength(2);
  });

  test("stop what is on its way, where they begin to hold after it was queued", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    await adopted(w.projectId, newTerms);
    expect(await send(noticeId)).toEqual([]);
    expect((await deliveriesOf(noticeId)).map((d) => [d.state, d.reason])).toEqual([
      ["stopped", "Has not accepted the terms (version 2027-2)"],
      ["stopped", "Has not accepted the terms (version 2027-2)"],
    ]);
  });

  test("let a member that joined before acceptances were recorded go on until the version changes", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await asOwner(
      (sql) =>
        sql`update memberships set joined_under = 'curfew-1', accepted_at = null where organization_id = ${org.id}`,
    );
    await asOwner((sql) => sql`delete from terms_acceptances where organization_id = ${org.id}`);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    const included = async () =>
      (await getNotice(w.ada, c.reference, noticeId)).preview.included.map((r) => r.organizationId);
    expect(await included()).toEqual([org.id]);
    await adopted(w.projectId, newTerms);
    expect(await included()).toEqual([]);
  });
});

const NO_RULES = {
  min: null,
  maxPerOrganization: null,
  perLegalEntity: null,
  mustConfirm: null,
  forbidForwardToPublic: null,
  declareReaders: null,
  automationDeclared: null,
  pgp: null,
  text: null,
};
