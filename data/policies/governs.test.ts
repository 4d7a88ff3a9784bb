import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { setRelease } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { deliveryBoard } from "@/data/deliveries/board";
import { recordMailReport } from "@/data/deliveries/reports";
import { today } from "@/data/duties/queries";
import { recordEvidence } from "@/data/memberships/evidence";
import { pauseOrganization } from "@/data/memberships/pause";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { getNotice } from "@/data/notices/queries";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import { getOrganization } from "@/data/organizations/queries";
import { answerTerms } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import { systemViewer } from "@/data/viewer";
import type { ContactRules, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { type Case, deliveriesOf, told } from "@/tests/case";
import { withQuorum } from "@/tests/policy";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, vllmPolicy, type World, wall } from "@/tests/world";

const contacts = (change: Partial<ContactRules>): Policy => ({
  ...vllmPolicy(),
  contactRules: {
    kind: "any",
    min: null,
    maxPerOrganization: null,
    perLegalEntity: null,
    mustConfirm: null,
    forbidForwardToPublic: null,
    declareReaders: null,
    automationDeclared: null,
    pgp: null,
    text: null,
    ...change,
  },
});
const form = async (w: World, c: Case) => ({
  caseId: c.caseId,
  revision: (await getCase(w.ada, c.reference)).revision,
});

describe("contacts (P12)", () => {
  test("a policy that wants a role address sends to nothing else, and says so where there is none", async () => {
    const w = await makeWorld(contacts({ kind: "roleAlias" }));
    const [org, bare] = [await makeOrg(w), await makeOrg(w, { contact: "none" })];
    const t = await told(w, [org, bare]);
    expect((await deliveriesOf(t.noticeId)).map((d) => d.address)).toEqual([org.address]);
    const { preview } = await getNotice(w.ada, t.reference, t.noticeId);
    expect(preview.leftOut).toContainEqual(
      expect.objectContaining({
        organizationId: bare.id,
        reason: "No role address: the policy sends to nothing else",
      }),
    );
  });

  test("no more are admitted than the policy takes of an organization", async () => {
    const w = await makeWorld(contacts({ maxPerOrganization: 2 }));
    const org = await makeOrg(w);
    const { contactId } = await addContact(
      w.ada,
      { organizationId: org.id, kind: "role", email: `more@${randomUUID()}.example` },
      at(1),
    );
    await asOwner((sql) => sql`update contacts set confirmed_at = now() where id = ${contactId}`);
    await expect(admitContact(w.ada, { organizationId: org.id, contactId }, at(2))).rejects.toThrow(
      "The policy takes 2 contacts of an organization",
    );
  });
});

describe("mailboxes that refuse for good (P44)", () => {
  const bounce = async (w: World, org: Org) => {
    const t = await told(w, [org]);
    const d = (await deliveriesOf(t.noticeId)).find((x) => x.address === org.address);
    await recordMailReport(
      systemViewer("web"),
      {
        eventId: randomUUID(),
        deliveryId: d?.id ?? null,
        emailId: randomUUID(),
        report: "bounced",
        detail: null,
        permanent: true,
        at: "2027-01-05T09:00:00Z",
      },
      at(25),
    );
    const { contacts: all } = await getOrganization(w.ada, org.id);
    return {
      role: all.find((c) => c.kind === "role"),
      board: await deliveryBoard(w.ada, t.reference, t.noticeId),
    };
  };

  test("end a contact as often as the policy says", async () => {
    const w = await makeWorld({ ...vllmPolicy(), bounces: { hardBounces: 1, action: "endContact" } });
    expect((await bounce(w, await makeOrg(w))).role?.state).toBe("ended");
    const patient = await makeWorld({ ...vllmPolicy(), bounces: { hardBounces: 3, action: "endContact" } });
    const org = await makeOrg(patient);
    await bounce(patient, org);
    expect((await bounce(patient, org)).role?.state).toBe("admitted");
  });

  const duties = async (w: World) =>
    (await today(w.cyd)).groups.flatMap((g) => g.duties).filter((d) => d.id.startsWith("bounced-"));

  test("end nobody where the policy leaves it to a member: it waits on Today until somebody did", async () => {
    const w = await makeWorld({ ...vllmPolicy(), bounces: { hardBounces: 1, action: "duty" } });
    const org = await makeOrg(w);
    const { role, board } = await bounce(w, org);
    expect(role?.state).toBe("admitted");
    expect(board.line).toContain("1 of 1 organization reached");
    expect(await duties(w)).toHaveLength(1);
    await endContact(w.ada, { organizationId: org.id, contactId: role?.id, reason: "nobody reads it" });
    expect(await duties(w)).toEqual([]);
  });

  test("have a member pause the organization where the policy says so; nothing is paused by itself", async () => {
    const w = await makeWorld({ ...vllmPolicy(), bounces: { hardBounces: 1, action: "suspend" } });
    const org = await makeOrg(w);
    expect((await bounce(w, org)).role?.state).toBe("ended");
    expect(await duties(w)).toMatchObject([{ urgent: true }]);
    await pauseOrganization(
      w.ada,
      { organizationId: org.id, projectId: w.projectId, reason: "refused", told: "Your mailbox refuses." },
      at(26),
    );
    expect(await duties(w)).toEqual([]);
  });
});

describe("consent (P45)", () => {
  const rule = {
    when: "perCase",
    lapsesOnRevision: true,
    answerWithin: { amount: 7, upTo: null, unit: "days" },
  } as const;
  const accept = (org: Org, reference: string, hours: number) =>
    answerTerms(org.person, { reference, answer: "accepted", termsVersion: "curfew-1" }, at(hours));

  test("lapses when the date moves, where the policy says so: nothing is read before it is given again", async () => {
    const w = await makeWorld({ ...vllmPolicy(), consent: rule });
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await accept(org, t.reference, 26);
    expect((await vendorCase(org.person, t.reference)).content).not.toBeNull();
    await setRelease(w.ada, { ...(await form(w, t)), ...wall(300), reason: "the fix is late" }, at(30));
    expect(await vendorCase(org.person, t.reference)).toMatchObject({
      content: null,
      consent: { state: "lapsed" },
    });
    await accept(org, t.reference, 31);
    expect((await vendorCase(org.person, t.reference)).content).not.toBeNull();
  });

  test("stands when the date moves, where the policy does not say so", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    await accept(org, t.reference, 26);
    await setRelease(w.ada, { ...(await form(w, t)), ...wall(300), reason: "the fix is late" }, at(30));
    expect((await vendorCase(org.person, t.reference)).consent).toMatchObject({ state: "accepted" });
  });

  test("is asked for by the policy's time, and by none where it names none", async () => {
    const [w, silent] = [await makeWorld({ ...vllmPolicy(), consent: rule }), await makeWorld()];
    const [org, other] = [await makeOrg(w), await makeOrg(silent)];
    const [t, u] = [await told(w, [org]), await told(silent, [other])];
    expect((await vendorCase(org.person, t.reference)).answerBy?.toString()).toBe(
      at(24 + 7 * 24).at.toString(),
    );
    expect((await vendorCase(other.person, u.reference)).answerBy).toBeNull();
  });
});

describe("what a vendor may do (P24 to P26)", () => {
  test("is the policy's, beside the text that it reads; the label for sharing is the policy's too", async () => {
    const handling = {
      maySay: ["existence", "date"],
      deployDefault: "no",
      deploy: [{ artifact: "patch", scope: "hosted", answer: "allowed", text: null }],
      share: ["ownTeam"],
      needToKnow: true,
      acceptTermsFirst: null,
      tlp: "RED",
      text: null,
    } as const;
    const w = await makeWorld({ ...vllmPolicy(), handling });
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    expect(await vendorCase(org.person, t.reference)).toMatchObject({ handling, tlp: "RED" });
  });
});

describe("evidence (P4)", () => {
  const page: Predicate = {
    id: "page",
    text: "Publishes its fixes",
    kind: "evidenceUrl",
    threshold: null,
    evidence: {
      text: null,
      acceptHosts: [],
      refuseHosts: ["paste.example"],
      maxAge: { amount: 30, upTo: null, unit: "days" },
    },
  };
  const eligibility = { criteria: page, exclusions: [], capacity: null, applicants: [], text: null };
  const record = (w: World, org: Org, link: string, hours = 1) =>
    recordEvidence(
      w.ada,
      {
        organizationId: org.id,
        projectId: w.projectId,
        criterion: "page",
        link,
        note: "it does",
        datedOn: "2027-01-03",
        verdict: "met",
      },
      at(hours),
    );
  const start = (w: World, org: Org, hours: number) =>
    startMembership(w.ada, { organizationId: org.id, groupId: w.groupId, reason: "it applied" }, at(hours));

  test("that the policy does not count is refused with the reason, and what grew too old needs a person again", async () => {
    const w = await makeWorld(withQuorum({ ...vllmPolicy(), eligibility }, 1));
    const [org, late] = [await makeOrg(w, { state: "none" }), await makeOrg(w, { state: "none" })];
    await expect(record(w, org, "https://paste.example/x")).rejects.toMatchObject({
      fields: { link: expect.stringContaining("pages of paste.example do not count") },
    });
    await record(w, org, "https://vendor.example/security");
    await record(w, late, "https://vendor.example/security");
    expect(await start(w, org, 2)).toMatchObject({ proposed: false });
    expect(await start(w, late, 24 * 31)).toMatchObject({ proposed: true });
  });

  test("does not let more in than there are places (P6), however many members agree", async () => {
    const capacity = { max: 1, appliesTo: "Distributors" };
    const w = await makeWorld(withQuorum({ ...vllmPolicy(), eligibility: { ...eligibility, capacity } }, 1));
    const [one, two] = [await makeOrg(w, { state: "none" }), await makeOrg(w, { state: "none" })];
    for (const org of [one, two]) await record(w, org, "https://vendor.example/security");
    expect(await start(w, one, 2)).toMatchObject({ proposed: false });
    const { id: proposalId, proposed } = await start(w, two, 2);
    expect(proposed).toBe(true);
    await expect(confirmMembership(w.ben, { proposalId }, at(3))).rejects.toThrow("All 1 places");
  });
});
