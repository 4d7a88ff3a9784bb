import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { today } from "@/data/duties/queries";
import { recordIncident } from "@/data/incidents/commands";
import { writeAppeal } from "@/data/memberships/appeals";
import { pauseOrganization } from "@/data/memberships/pause";
import { startMembership } from "@/data/memberships/start";
import { proposeWithdrawal } from "@/data/memberships/withdrawal";
import { addContact, admitContact } from "@/data/organizations/contacts";
import { tieMember } from "@/data/teams/ties";
import type { Member } from "@/domain/viewer";
import { told } from "@/tests/case";
import { leaked, ofProject, withdraw } from "@/tests/membership";
import { again, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy, wall } from "@/tests/world";

const duties = async (viewer: Member) => (await today(viewer)).groups.flatMap((g) => g.duties);
const texts = async (viewer: Member) => (await duties(viewer)).map((d) => d.text);

/** A world in which everything that can wait for a member waits. */
async function troubled() {
  const w = await makeWorld();
  const [gap, accused, paused, gone, late, mute, asks] = [
    await makeOrg(w, { name: `Gap ${w.teamId}` }),
    await makeOrg(w, { name: `Accused ${w.teamId}` }),
    await makeOrg(w, { name: `Paused ${w.teamId}` }),
    await makeOrg(w, { name: `Gone ${w.teamId}` }),
    await makeOrg(w, { name: `Late ${w.teamId}` }),
    await makeOrg(w, { name: `Mute ${w.teamId}` }),
    await makeOrg(w, { name: `Asks ${w.teamId}`, state: "none" }),
  ];
  const t = await told(w, [gap, accused, late]);
  await asOwner(
    (sql) =>
      sql`update deliveries set state = 'bounced', reason = 'no such mailbox' where organization_id = ${gap.id}`,
  );
  await asOwner((sql) => sql`update contacts set state = 'ended' where organization_id = ${mute.id}`);
  const contact = async (org: typeof late) => {
    const { contactId } = await addContact(w.ben, {
      organizationId: org.id,
      kind: "role",
      email: `x-${org.address}`,
    });
    await mailboxConfirms(contactId);
    return { organizationId: org.id, contactId };
  };
  await admitContact(w.ben, await contact(late));
  await contact(gap);
  await pauseOrganization(
    w.ben,
    { ...ofProject(w, paused), reason: "a rumour", told: "Please wait." },
    at(0),
  );
  await withdraw(w, gone, 1, { channels: "Upstream advisory" });
  await writeAppeal(gone.person, { projectId: w.projectId, text: "It was a mistake." });
  await proposeWithdrawal(w.ben, leaked(w, accused), at(2));
  await startMembership(w.ben, { organizationId: asks.id, groupId: w.groupId, reason: "well known" }, at(2));
  await recordIncident(
    w.ben,
    {
      caseId: t.caseId,
      what: "a changelog",
      where: "an index",
      broughtBy: "a reader",
      ...wall(1),
      publicElsewhere: "no",
    },
    at(2),
  );
  return { w, t, accused };
}

const EVERYTHING = [
  /a leak is suspected/,
  /1 organization not reached/,
  /a contact admitted after the approval waits for a second member/,
  /Accused .*: its withdrawal from .* waits for a second member/,
  /Paused .*: its pause in .* ends/,
  /Gone .* is withdrawn, and another channel to it is still open/,
  /Gone .* wrote, and waits for an answer/,
  /Asks .*: a proposed membership in .* waits for a second member/,
  /A contact of Gap .* waits to be admitted/,
  /Mute .* has no confirmed contact/,
];

describe("Today", () => {
  test("names everything that waits, each with one action that leads there", async () => {
    const { w } = await troubled();
    const said = await texts(w.cyd);
    for (const one of EVERYTHING)
      expect(
        said.filter((text) => one.test(text)),
        String(one),
      ).toHaveLength(1);
    for (const d of await duties(w.cyd)) {
      expect(d.action.href, d.text).toMatch(/^\//);
      expect(d.action.label.length).toBeGreaterThan(2);
    }
  });

  test("asks whoever proposed for nothing, and tells them that it waits for somebody else", async () => {
    const { w } = await troubled();
    const own = (await duties(w.ben)).filter((d) => /your proposed/.test(d.text));
    expect(own.map((d) => d.tone)).toEqual(["quiet", "quiet"]);
  });

  test("asks a member who is tied to an organization for no decision about it", async () => {
    const { w, accused } = await troubled();
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: accused.id });
    expect((await texts(w.cyd)).filter((text) => text.includes("Accused"))).toEqual([]);
  });

  test("asks to remind the silent, and not one that is paused and may receive nothing", async () => {
    const w = await makeWorld();
    const [quiet, paused] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [quiet, paused]);
    await asOwner(
      (sql) =>
        sql`update deliveries set accepted_at = now() - interval '90 days' where case_id = ${t.caseId}`,
    );
    const silent = async () =>
      (await texts(w.cyd))
        .filter((text) => /organizations? silent/.test(text))
        .map((text) => text.match(/\d+ org/)?.[0]);
    expect(await silent()).toEqual(["2 org"]);
    await pauseOrganization(
      w.ben,
      { ...ofProject(w, paused), reason: "a rumour", told: "Please wait." },
      at(0),
    );
    expect(await silent()).toEqual(["1 org"]);
  });

  test("says nothing of all that to a member of another project of the team", async () => {
    const { w } = await troubled();
    await makeProject(w, omniPolicy(), [w.cyd]);
    await asOwner(
      (sql) =>
        sql`update project_members set ended_at = now() where user_id = ${w.cyd.userId} and project_id = ${w.projectId}`,
    );
    const said = await texts(await again(w.cyd));
    // Contacts are shared by the team's projects; cases, incidents and memberships are not.
    expect(said.filter((text) => !/waits to be admitted|no mail leaves/i.test(text))).toEqual([]);
  });
});
