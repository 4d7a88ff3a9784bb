import { describe, expect, test } from "vitest";
import { disownContact } from "@/data/organizations/confirmation";
import { endContact } from "@/data/organizations/contacts";
import { endProjectMember } from "@/data/projects/members";
import {
  chooseRole,
  endOwnSessions,
  endSession,
  findSession,
  listSessions,
  viewerOfSession,
} from "@/data/sign-in/sessions";
import { endMember, endMemberSessions } from "@/data/teams/members";
import { transact } from "@/data/transaction";
import { systemViewer } from "@/data/viewer";
import { contactConfirmations } from "@/db/schema";
import { ABSOLUTE_HOURS, IDLE_MINUTES } from "@/domain/sign-in/limits";
import { realNow } from "@/lib/clock";
import { hashToken, newToken } from "@/lib/random";
import { withdraw } from "@/tests/membership";
import { again, asAdmin } from "@/tests/project";
import { mailSession, mailsTo } from "@/tests/signing-in";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld } from "@/tests/world";

const proved = <T extends object>(session: T) => ({ ...session, provedAt: realNow() });

describe("a session", () => {
  test("is stored as a hash: what the database holds signs nobody in", async () => {
    const { ada } = await makeWorld();
    const { token } = await mailSession(ada.userId);
    const [row] = await asOwner(
      (sql) => sql<{ token_hash: string }[]>`select token_hash from sessions where user_id = ${ada.userId}`,
    );
    expect(row?.token_hash).not.toContain(token);
    expect(await findSession(row?.token_hash ?? "")).toBeNull();
    expect((await findSession(token))?.userId).toBe(ada.userId);
  });

  test.each([
    [`${IDLE_MINUTES} minutes without use`, "last_used_at", `${IDLE_MINUTES} minutes`],
    [`${ABSOLUTE_HOURS} hours, however much it is used`, "expires_at", `${ABSOLUTE_HOURS} hours`],
  ])("ends after %s, on the server", async (_name, column, by) => {
    const { ada } = await makeWorld();
    const { token } = await mailSession(ada.userId);
    await asOwner(
      (sql) =>
        sql`update sessions set ${sql(column)} = ${sql(column)} - ${by}::interval where user_id = ${ada.userId}`,
    );
    expect(await findSession(token)).toBeNull();
  });

  test("ends at sign-out, in the database", async () => {
    const { ada } = await makeWorld();
    const { token } = await mailSession(ada.userId);
    await endSession(token);
    expect(await findSession(token)).toBeNull();
  });

  test("never acts in a role that its human does not hold", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const contact = (await mailSession(org.person.userId)).session;
    const asMember = { role: "member", teamId: w.teamId } as const;
    expect(await viewerOfSession({ ...proved(contact), acting: asMember })).toBeNull();
    expect(await chooseRole(proved(contact), asMember)).toBe(false);
    const asContact = { role: "contact", contactId: org.person.contactId } as const;
    const member = (await mailSession(w.ada.userId)).session;
    expect(await viewerOfSession({ ...proved(member), acting: asContact })).toBeNull();
  });

  test("is listed to its owner with its device, and ended by them alone: one, or all but this", async () => {
    const { ada, ben } = await makeWorld();
    const [one, two, three] = [
      await mailSession(ada.userId),
      await mailSession(ada.userId),
      await mailSession(ada.userId),
    ];
    const foreign = await mailSession(ben.userId);
    const list = await listSessions(one.session);
    expect(list).toHaveLength(3);
    expect(list.every((s) => s.device === "Firefox on Linux")).toBe(true);
    expect(list.filter((s) => s.current).map((s) => s.id)).toEqual([one.session.id]);
    expect(await endOwnSessions(one.session, foreign.session.id)).toBe(0);
    expect(await endOwnSessions(one.session, two.session.id)).toBe(1);
    expect(await findSession(two.token)).toBeNull();
    await endOwnSessions(one.session, null);
    expect(await findSession(three.token)).toBeNull();
    expect(await findSession(one.token)).not.toBeNull();
    expect(await findSession(foreign.token)).not.toBeNull();
  });

  test("in a browser that was never used for it is told to its owner, and not again in the same one", async () => {
    const { ada } = await makeWorld();
    await mailSession(ada.userId, "laptop");
    expect(await mailsTo(ada.email)).toBe(0);
    await mailSession(ada.userId, "phone");
    expect(await mailsTo(ada.email)).toBe(1);
    await mailSession(ada.userId, "laptop");
    await mailSession(ada.userId, "phone");
    expect(await mailsTo(ada.email)).toBe(1);
  });
});

describe("every session ends in the same moment", () => {
  test("when a contact leaves, or its mailbox says that it is not theirs", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const [left, disowned] = [await mailSession(org.person.userId), await mailSession(other.person.userId)];
    await endContact(w.ada, { organizationId: org.id, contactId: org.person.contactId, reason: "left" });
    expect(await findSession(left.token)).toBeNull();
    const token = newToken();
    await transact(systemViewer("seed"), "write", (ctx) =>
      ctx.tx.insert(contactConfirmations).values({
        tokenHash: hashToken(token),
        contactId: other.person.contactId,
        askedAt: ctx.realNow,
        expiresAt: ctx.realNow.add({ hours: 1 }),
      }),
    );
    await asOwner((sql) => sql`update contacts set confirmed_at = null where id = ${other.person.contactId}`);
    await disownContact(systemViewer("web"), { token });
    expect(await findSession(disowned.token)).toBeNull();
  });

  test("when an organization is withdrawn, of all its contacts and of nobody else's", async () => {
    const w = await makeWorld();
    const [org, other] = [await makeOrg(w), await makeOrg(w)];
    const [gone, stays] = [await mailSession(org.person.userId), await mailSession(other.person.userId)];
    await withdraw(w, org, 1);
    expect(await findSession(gone.token)).toBeNull();
    expect(await findSession(stays.token)).not.toBeNull();
  });

  test("when a member's place in the team ends, with their place in every project", async () => {
    const w = await makeWorld();
    const admin = await asAdmin(w.ada);
    const { token } = await mailSession(w.ben.userId);
    await endMember(admin, { userId: w.ben.userId });
    expect(await findSession(token)).toBeNull();
    await expect(again(w.ben)).rejects.toThrow("no such viewer");
    const open = await asOwner(
      (sql) => sql`select 1 from project_members where user_id = ${w.ben.userId} and ended_at is null`,
    );
    expect(open).toHaveLength(0);
  });

  test("when an admin or the operator ends them; no other member can", async () => {
    const w = await makeWorld();
    const of = { userId: w.ben.userId };
    const { token } = await mailSession(w.ben.userId);
    await expect(endMemberSessions(w.cyd, of)).rejects.toMatchObject({ code: "not_found" });
    expect(await findSession(token)).not.toBeNull();
    await endMemberSessions(await asAdmin(w.ada), of);
    expect(await findSession(token)).toBeNull();
    const next = await mailSession(w.ben.userId);
    await endMemberSessions(systemViewer("cli"), { address: w.ben.email });
    expect(await findSession(next.token)).toBeNull();
  });
});

test("a team is never left without an admin, nobody ends their own place, and another team's members are nobody's", async () => {
  const w = await makeWorld();
  const admin = await asAdmin(w.ada);
  const operator = systemViewer("cli");
  await expect(endMember(admin, { userId: admin.userId })).rejects.toThrow("their own");
  await expect(endMember(operator, { address: admin.email })).rejects.toThrow("only admin");
  await expect(endMember(w.ben, { userId: w.cyd.userId })).rejects.toMatchObject({ code: "not_found" });
  const other = await makeWorld();
  await expect(endMember(admin, { userId: other.ada.userId })).rejects.toMatchObject({ code: "not_found" });
});

test("a project that a member left answers nothing on their next request", async () => {
  const w = await makeWorld();
  await endProjectMember(await asAdmin(w.ada), { projectId: w.projectId, userId: w.ben.userId });
  expect((await again(w.ben)).projectIds).toEqual([]);
});
