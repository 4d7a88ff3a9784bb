import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import { adapter } from "@/data/sign-in/adapter";
import { queueSignInMail, sendLaneMail, waitingLaneMails } from "@/data/sign-in/lane";
import { issueLink, linkState } from "@/data/sign-in/links";
import { ABSOLUTE_HOURS, endSession, IDLE_MINUTES, viewerOfSession } from "@/data/sign-in/sessions";
import { systemViewer } from "@/data/viewer";
import { env } from "@/lib/env";
import { hashToken, newToken } from "@/lib/random";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, worker } from "@/tests/world";

const signIn = systemViewer("sign-in");
const browser = hashToken("this browser");
const asNextAuthHashes = (token: string) =>
  createHash("sha256").update(`${token}${env().secret}`).digest("hex");

async function link(email: string, browserHash: string | null = browser) {
  const token = newToken();
  await issueLink(signIn, { address: email, token, browserHash });
  return {
    token,
    use: (from: string | null = browser) =>
      adapter(from).useVerificationToken?.({ identifier: email, token: asNextAuthHashes(token) }),
  };
}

async function session(userId: string) {
  const sessionToken = newToken();
  await adapter(null).createSession?.({ sessionToken, userId, expires: new Date() });
  return sessionToken;
}

const holder = (token: string) => adapter(null).getSessionAndUser?.(token);

describe("a sign-in link", () => {
  test("works once, and looking at it does not use it up", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    for (let i = 0; i < 3; i++) expect(await linkState(signIn, ada.email, l.token, browser)).toBe("usable");
    expect(await l.use()).not.toBeNull();
    expect(await l.use()).toBeNull();
    expect(await linkState(signIn, ada.email, l.token, browser)).toBe("gone");
  });

  test("works only in the browser that asked; trying elsewhere leaves it usable", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    expect(await linkState(signIn, ada.email, l.token, hashToken("another"))).toBe("other_browser");
    expect(await l.use(hashToken("another"))).toBeNull();
    expect(await l.use(null)).toBeNull();
    expect(await l.use()).not.toBeNull();
  });

  test("is dead after ten minutes", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    await asOwner(
      (sql) =>
        sql`update sign_in_tokens set expires_at = expires_at - interval '10 minutes' where email = ${ada.email}`,
    );
    expect(await l.use()).toBeNull();
  });

  test("used by two requests at once signs in one of them", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    const both = await Promise.all([l.use(), l.use()]);
    expect(both.filter((r) => r !== null)).toHaveLength(1);
  });

  test("is issued to members and named contacts alone: not to strangers, role addresses, or contacts that wait or ended", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { contactId } = await addContact(w.ada, {
      organizationId: org.id,
      kind: "person",
      email: `new-${org.address}`,
      name: "New",
    });
    const refused = { message: "Nobody of that address may sign in." };
    await expect(link("nobody@nowhere.example")).rejects.toMatchObject(refused);
    await expect(link(org.address)).rejects.toMatchObject(refused);
    await expect(link(`new-${org.address}`)).rejects.toMatchObject(refused);
    await mailboxConfirms(contactId);
    await admitContact(w.ben, { organizationId: org.id, contactId });
    await link(`new-${org.address}`);
    await endContact(w.ben, { organizationId: org.id, contactId, reason: "left" });
    await expect(link(`new-${org.address}`)).rejects.toMatchObject(refused);
  });

  test("a flood of requests for one address is cut off", async () => {
    const { ada } = await makeWorld();
    for (let i = 0; i < 5; i++) await link(ada.email);
    await expect(link(ada.email)).rejects.toThrow("Too many links");
  });

  test("its message is handed over once, and its text dropped then", async () => {
    const { ada } = await makeWorld();
    await queueSignInMail(signIn, {
      from: "a",
      to: ada.email,
      replyTo: null,
      subject: "s",
      text: "the link",
      html: "",
      date: "2027-01-01T00:00:00Z",
    });
    const ids = await asOwner(
      (sql) => sql<{ id: string }[]>`select id from sign_in_mails where address = ${ada.email}`,
    );
    const id = ids[0]?.id ?? "";
    expect(await waitingLaneMails(worker)).toContain(id);
    const handed: string[] = [];
    const hand = async (m: { text: string }) => {
      handed.push(m.text);
      return { outcome: "accepted" as const, providerId: "p" };
    };
    await Promise.all([sendLaneMail(worker, id, hand), sendLaneMail(worker, id, hand)]);
    expect(handed).toEqual(["the link"]);
    expect(
      (await asOwner((sql) => sql`select payload from sign_in_mails where id = ${id}`))[0]?.["payload"],
    ).toBeNull();
  });
});

describe("a session", () => {
  test("is stored as a hash: what the database holds signs nobody in", async () => {
    const { ada } = await makeWorld();
    const token = await session(ada.userId);
    const [row] = await asOwner(
      (sql) => sql<{ token_hash: string }[]>`select token_hash from sessions where user_id = ${ada.userId}`,
    );
    expect(row?.token_hash).not.toContain(token);
    expect(await holder(row?.token_hash ?? "")).toBeNull();
    expect((await holder(token))?.user.id).toBe(ada.userId);
  });

  test.each([
    [`${IDLE_MINUTES} minutes without use`, "last_used_at", `${IDLE_MINUTES} minutes`],
    [`${ABSOLUTE_HOURS} hours, however much it is used`, "expires_at", `${ABSOLUTE_HOURS} hours`],
  ])("ends after %s, on the server", async (_name, column, by) => {
    const { ada } = await makeWorld();
    const token = await session(ada.userId);
    await asOwner(
      (sql) =>
        sql`update sessions set ${sql(column)} = ${sql(column)} - ${by}::interval where user_id = ${ada.userId}`,
    );
    expect(await holder(token)).toBeNull();
  });

  test("ends at sign-out, in the database", async () => {
    const { ada } = await makeWorld();
    const token = await session(ada.userId);
    await endSession(token);
    expect(await holder(token)).toBeNull();
  });

  test("of an ended contact holds nothing on the next request", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const acting = { role: "contact", contactId: org.person.contactId } as const;
    expect(await viewerOfSession(org.person.userId, acting)).not.toBeNull();
    await endContact(w.ada, { organizationId: org.id, contactId: org.person.contactId, reason: "left" });
    expect(await viewerOfSession(org.person.userId, acting)).toBeNull();
  });

  test("never acts in a role that its human does not hold", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    expect(await viewerOfSession(org.person.userId, { role: "member", teamId: w.teamId })).toBeNull();
    expect(
      await viewerOfSession(w.ada.userId, { role: "contact", contactId: org.person.contactId }),
    ).toBeNull();
  });
});
