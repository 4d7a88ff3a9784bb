import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { decideInFlight } from "@/data/memberships/in-flight";
import { organizationStanding } from "@/data/memberships/queries";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { recordTerms } from "@/data/memberships/terms";
import { confirmTransfer, proposeTransfer, takeBackTransfer } from "@/data/memberships/transfer";
import { approveNotice } from "@/data/notices/approval";
import { getNotice } from "@/data/notices/queries";
import { editOrganization } from "@/data/organizations/commands";
import { addContact, admitContact } from "@/data/organizations/contacts";
import { getOrganization } from "@/data/organizations/queries";
import { tieMember } from "@/data/teams/ties";
import type { ContactRules } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { scheduled, written } from "@/tests/case";
import { noticesTo } from "@/tests/letters";
import { ofProject } from "@/tests/membership";
import { at, makeOrg, makeWorld, type Org, vllmPolicy, type World } from "@/tests/world";

const statesOf = async (w: World, org: Org) =>
  (await getOrganization(w.ada, org.id)).memberships.map((m) => m.state);
const nameOf = (org: Org): string => org.person.organizationName;
const bought = (w: World, org: Org, by: Org) => ({
  ...ofProject(w, org),
  successor: nameOf(by),
  reason: "its own announcement of 4 January",
});

describe("a transfer", () => {
  test("ends the one organization and gives the other nothing but a proposal: terms and contacts are asked anew", async () => {
    const w = await makeWorld();
    const [old, heir] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
    const { transferId } = await proposeTransfer(w.ada, bought(w, old, heir), at(1));
    expect(await statesOf(w, old)).toEqual(["active"]);
    await expect(confirmTransfer(w.ada, { transferId }, at(2))).rejects.toThrow("Another member confirms");
    await confirmTransfer(w.ben, { transferId }, at(2));
    expect(await statesOf(w, old)).toEqual(["transferred"]);
    expect(await statesOf(w, heir)).toEqual([]);
    expect(await noticesTo(old.id)).toEqual(["transferred"]);
    const { projects } = await organizationStanding(w.ben, heir.id);
    const [proposal] = projects.find((p) => p.id === w.projectId)?.proposals ?? [];
    await confirmMembership(w.cyd, { proposalId: proposal?.id }, at(3));
    expect(await statesOf(w, heir)).toEqual(["accepted"]);
  });

  test("freezes the old addresses: nobody new is admitted there", async () => {
    const w = await makeWorld();
    const [old, heir] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
    const { transferId } = await proposeTransfer(w.ada, bought(w, old, heir), at(1));
    await confirmTransfer(w.ben, { transferId }, at(2));
    const another = {
      organizationId: old.id,
      kind: "role",
      email: `x-${old.id}@kestrel.example`,
      name: null,
    };
    await expect(addContact(w.ada, another, at(3))).rejects.toThrow("its addresses are frozen");
  });

  test("is decided by nobody who is tied to either of the two, and one who proposed it may take it back", async () => {
    const w = await makeWorld();
    const [old, heir] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: heir.id }, at(0));
    await expect(proposeTransfer(w.cyd, bought(w, old, heir), at(1))).rejects.toThrow("You are tied to");
    const { transferId } = await proposeTransfer(w.ada, bought(w, old, heir), at(1));
    await expect(confirmTransfer(w.cyd, { transferId }, at(2))).rejects.toThrow("You are tied to");
    await takeBackTransfer(w.ada, { transferId }, at(2));
    await expect(confirmTransfer(w.ben, { transferId }, at(3))).rejects.toThrow("taken back");
    expect(await statesOf(w, old)).toEqual(["active"]);
  });
});

describe("a limit of contacts (P12)", () => {
  const one: ContactRules = {
    kind: "any",
    min: null,
    maxPerOrganization: 3,
    perLegalEntity: true,
    mustConfirm: null,
    forbidForwardToPublic: null,
    declareReaders: null,
    automationDeclared: null,
    pgp: null,
    text: null,
  };
  test("that counts per legal entity is not got around by a second name of the same company", async () => {
    const w = await makeWorld({ ...vllmPolicy(), contactRules: one });
    const [first, second] = [await makeOrg(w), await makeOrg(w, { contact: "none" })];
    for (const [org, legalEntity] of [
      [first, "Kestrel Holding GmbH"],
      [second, "kestrel holding gmbh"],
    ] as const)
      await editOrganization(w.ada, { organizationId: org.id, name: `Name ${org.id}`, legalEntity }, at(1));
    // Two of the first, one of the second: three in all.
    const email = `new-${second.id}@kestrel.example`;
    const added = { organizationId: second.id, kind: "role", email, name: null };
    const { contactId } = await addContact(w.ada, added, at(2));
    await mailboxConfirms(contactId, at(3));
    await expect(admitContact(w.ben, { organizationId: second.id, contactId }, at(4))).rejects.toThrow(
      "with all names of its legal entity",
    );
  });
});

describe("who joins while a case runs (P43, scenario S11)", () => {
  const joins = async (w: World, org: Org, hours: number) => {
    const start = { organizationId: org.id, groupId: w.groupId, reason: "ships images" };
    const { id } = await startMembership(w.ada, start, at(hours));
    await confirmMembership(w.ben, { proposalId: id }, at(hours));
    const accepted = { ...ofProject(w, org), version: "curfew-1", name: "Pia", note: "a signed letter" };
    await recordTerms(w.ben, accepted, at(hours));
  };
  const previewOf = async (w: World, reference: string, noticeId: string) =>
    (await getNotice(w.ada, reference, noticeId)).preview;
  const byDecision: Policy = {
    ...vllmPolicy(),
    prenotification: {
      ...(vllmPolicy().prenotification as NonNullable<Policy["prenotification"]>),
      newMembersInFlight: "byDecision",
    },
  };

  test("is told nothing of it where the policy does not say otherwise, and no member can decide so", async () => {
    const w = await makeWorld();
    const [member, joining] = [await makeOrg(w), await makeOrg(w, { state: "none" })];
    const c = await scheduled(w);
    await joins(w, joining, 1);
    const noticeId = await written(w, c, [member, joining]);
    const { included, leftOut } = await previewOf(w, c.reference, noticeId);
    expect(included.map((r) => r.organizationId)).toEqual([member.id]);
    expect(leftOut.map((l) => l.reason)).toEqual([
      "Joined after this case was opened: new members are told of nothing that runs",
    ]);
    const decided = { caseId: c.caseId, organizationId: joining.id, reason: "it runs most of the nodes" };
    await expect(decideInFlight(w.ada, decided, at(2))).rejects.toThrow("leaves nobody a choice");
  });

  test("is told where the policy leaves it to a member and one decides so, who then does not approve it", async () => {
    const w = await makeWorld(byDecision);
    const joining = await makeOrg(w, { state: "none" });
    const c = await scheduled(w);
    await joins(w, joining, 1);
    const noticeId = await written(w, c, [joining]);
    expect((await previewOf(w, c.reference, noticeId)).leftOut.map((l) => l.reason)).toEqual([
      "Joined after this case was opened: told only if a member decides so",
    ]);
    const decided = { caseId: c.caseId, organizationId: joining.id, reason: "it runs most of the nodes" };
    await decideInFlight(w.cyd, decided, at(2));
    expect((await previewOf(w, c.reference, noticeId)).included).toHaveLength(1);
    const { revision, version } = await getNotice(w.cyd, c.reference, noticeId);
    await expect(approveNotice(w.cyd, { noticeId, revision, versionId: version?.id }, at(3))).rejects.toThrow(
      "the organizations",
    );
  });
});
