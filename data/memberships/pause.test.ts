import { describe, expect, test } from "vitest";
import { visibleTo } from "@/data/cases/visibility";
import { dispatchNotice } from "@/data/deliveries/commands";
import { confirmPause, endPause, leaveProject, pauseOrganization } from "@/data/memberships/pause";
import { organizationStanding } from "@/data/memberships/queries";
import { confirmMembership, startMembership } from "@/data/memberships/start";
import { proposeWithdrawal } from "@/data/memberships/withdrawal";
import { inbox, vendorCase } from "@/data/readings/queries";
import { tieMember } from "@/data/teams/ties";
import { read } from "@/data/transaction";
import { cases } from "@/db/schema";
import type { ContactViewer } from "@/domain/viewer";
import { approve, SEND, scheduled, send, told, written } from "@/tests/case";
import { leaked, ofProject } from "@/tests/membership";
import { again, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy, wall, worker } from "@/tests/world";

const seen = (viewer: ContactViewer, hours: number) =>
  read(
    viewer,
    async (ctx) => (await ctx.tx.select({ id: cases.id }).from(cases).where(visibleTo(ctx))).length,
    at(hours),
  );
const why = { reason: "a rumour", told: "We heard something, and ask you to wait." };

describe("a pause", () => {
  test("by one member closes everything at once, tells the organization, and ends by itself after 72 hours", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await told(w, [org]);
    await pauseOrganization(w.ben, { ...ofProject(w, org), ...why }, at(30));
    expect(await seen(org.person, 30.1)).toBe(0);
    expect(await seen(org.person, 30 + 71.9)).toBe(0);
    expect(await seen(org.person, 30 + 72)).toBe(1);
    const mails = await asOwner(
      (sql) => sql`select state from deliveries where organization_id = ${org.id} and kind = 'paused'`,
    );
    expect(mails).toHaveLength(2);
  });

  test("that ends before a notice leaves keeps nothing from it: it is eligible again", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await pauseOrganization(w.ben, { ...ofProject(w, org), ...why }, at(3));
    await endPause(w.ben, { ...ofProject(w, org), reason: "unfounded" }, at(4));
    await dispatchNotice(worker, { noticeId }, at(SEND));
    expect(await send(noticeId)).toHaveLength(2);
  });

  test("is confirmed by a second member until a date, at most 30 days after it began", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await told(w, [org]);
    const of = ofProject(w, org);
    await pauseOrganization(w.ben, { ...of, ...why }, at(30));
    await expect(confirmPause(w.ben, { ...of, ...wall(100) }, at(31))).rejects.toThrow(
      "Another member confirms",
    );
    await expect(confirmPause(w.cyd, { ...of, ...wall(30 + 24 * 31) }, at(31))).rejects.toThrow(
      "30 days at most",
    );
    await expect(confirmPause(w.cyd, { ...of, ...wall(20) }, at(31))).rejects.toThrow("lies in the past");
    await confirmPause(w.cyd, { ...of, ...wall(24 * 20) }, at(31));
    expect(await seen(org.person, 24 * 19)).toBe(0);
    expect(await seen(org.person, 24 * 20)).toBe(1);
  });

  test("that ran out cannot be confirmed any more, and one that was ended opens what was told again", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    const of = ofProject(w, org);
    await pauseOrganization(w.ben, { ...of, ...why }, at(30));
    await expect(confirmPause(w.cyd, { ...of, ...wall(24 * 20) }, at(30 + 72))).rejects.toThrow(
      "not paused any more",
    );
    await pauseOrganization(w.ben, { ...of, ...why }, at(30 + 73));
    await endPause(w.ben, { ...of, reason: "unfounded" }, at(30 + 74));
    await expect(vendorCase(org.person, t.reference)).resolves.toMatchObject({ reference: t.reference });
    expect((await inbox(org.person)).items).toHaveLength(1);
  });

  test("and a withdrawal are for the members of the project: to others of the team there is nothing to decide", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const of = ofProject(w, org);
    await makeProject(w, vllmPolicy(), [w.cyd]);
    await asOwner(
      (sql) =>
        sql`update project_members set ended_at = now() where user_id = ${w.cyd.userId} and project_id = ${w.projectId}`,
    );
    const outside = await again(w.cyd);
    for (const decide of [
      () => pauseOrganization(outside, { ...of, ...why }, at(30)),
      () => confirmPause(outside, { ...of, ...wall(24 * 5) }, at(31)),
      () => endPause(outside, { ...of, reason: "fine" }, at(31)),
      () => leaveProject(outside, { ...of, reason: "fine" }, at(31)),
      () => proposeWithdrawal(outside, leaked(w, org), at(31)),
    ])
      await expect(decide()).rejects.toMatchObject({ code: "not_found" });
  });

  test("holds for the whole project: no membership in another group walks around it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const join = { organizationId: org.id, groupId: w.otherGroupId, reason: "it hosts, too" };
    const { id: proposalId } = await startMembership(w.ada, join, at(29));
    await pauseOrganization(w.ben, { ...ofProject(w, org), ...why }, at(30));
    await expect(confirmMembership(w.cyd, { proposalId }, at(31))).rejects.toThrow("paused in this project");
    await expect(startMembership(w.ada, join, at(31))).rejects.toThrow("paused in this project");
    await confirmMembership(w.cyd, { proposalId }, at(30 + 73));
  });

  test("is over when the organization leaves", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const of = ofProject(w, org);
    const far = at(0).at.add({ hours: 24 * 365 * 20 });
    await pauseOrganization(w.ben, { ...of, ...why }, { at: far });
    await leaveProject(w.ben, { ...of, reason: "asked to" }, { at: far });
    const standing = await organizationStanding(w.ada, org.id);
    expect(standing.projects[0]?.pause).toBeNull();
  });

  test("is neither begun, confirmed nor ended by a member who is tied to the organization", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const of = ofProject(w, org);
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id }, at(1));
    await expect(pauseOrganization(w.cyd, { ...of, ...why }, at(30))).rejects.toThrow("you take no part");
    await pauseOrganization(w.ben, { ...of, ...why }, at(30));
    await expect(confirmPause(w.cyd, { ...of, ...wall(24 * 5) }, at(31))).rejects.toThrow("you take no part");
    await expect(endPause(w.cyd, { ...of, reason: "fine" }, at(31))).rejects.toThrow("you take no part");
  });
});
