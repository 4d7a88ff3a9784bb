import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import { queueSignInMail, sendLaneMail, waitingLaneMails } from "@/data/sign-in/lane";
import { issueLink, linkState, useCode, useLink } from "@/data/sign-in/links";
import { systemViewer } from "@/data/viewer";
import { hashToken, newToken } from "@/lib/random";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, worker } from "@/tests/world";

const signIn = systemViewer("sign-in");
const browser = hashToken("this browser");

const asking = (browserHash: string | null) => ({
  browserHash,
  browser: { name: "Firefox on Linux", deviceToken: "this browser" },
  sessionToken: newToken(),
});

async function link(email: string, browserHash: string | null = browser) {
  const token = newToken();
  const { code } = await issueLink(signIn, { address: email, token, browserHash });
  return {
    token,
    code,
    use: (from: string | null = browser) => useLink(email, token, asking(from)),
    type: (typed: string, from: string | null = browser) => useCode(typed, asking(from)),
  };
}

describe("a sign-in link", () => {
  test("works once, and looking at it does not use it up", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    for (let i = 0; i < 3; i++) expect(await linkState(signIn, ada.email, l.token, browser)).toBe("usable");
    expect(await l.use()).toBe(true);
    expect(await l.use()).toBe(false);
    expect(await linkState(signIn, ada.email, l.token, browser)).toBe("gone");
  });

  test("works only in the browser that asked; trying elsewhere leaves it usable", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    expect(await linkState(signIn, ada.email, l.token, hashToken("another"))).toBe("other_browser");
    expect(await l.use(hashToken("another"))).toBe(false);
    expect(await l.use(null)).toBe(false);
    expect(await l.use()).toBe(true);
  });

  test("is dead after ten minutes", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    await asOwner(
      (sql) =>
        sql`update sign_in_tokens set expires_at = expires_at - interval '10 minutes' where email = ${ada.email}`,
    );
    expect(await l.use()).toBe(false);
  });

  test("used by two requests at once signs in one of them", async () => {
    const { ada } = await makeWorld();
    const l = await link(ada.email);
    const both = await Promise.all([l.use(), l.use()]);
    expect(both.filter(Boolean)).toHaveLength(1);
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

describe("the code of the message", () => {
  const own = () => hashToken(newToken());

  test("signs in the browser that asked, however it is typed, and uses the link up with it", async () => {
    const { ada } = await makeWorld();
    const from = own();
    const l = await link(ada.email, from);
    expect(await l.type(` ${l.code.toLowerCase().replace("-", " ")}`, from)).toBe(true);
    expect(await l.type(l.code, from)).toBe(false);
    expect(await l.use(from)).toBe(false);
  });

  test("signs in no other browser, and none that asked for nothing", async () => {
    const { ada } = await makeWorld();
    const from = own();
    const l = await link(ada.email, from);
    expect(await l.type(l.code, own())).toBe(false);
    expect(await l.type(l.code, null)).toBe(false);
    expect(await l.type(l.code, from)).toBe(true);
  });

  test("is void after five wrong ones, and its link is not", async () => {
    const { ada } = await makeWorld();
    const from = own();
    const l = await link(ada.email, from);
    for (let i = 0; i < 5; i++) expect(await l.type("0000-0000", from)).toBe(false);
    expect(await l.type(l.code, from)).toBe(false);
    expect(await l.use(from)).toBe(true);
  });

  test("is dead after ten minutes", async () => {
    const { ada } = await makeWorld();
    const from = own();
    const l = await link(ada.email, from);
    await asOwner((sql) => sql`update sign_in_tokens set expires_at = now() where browser_hash = ${from}`);
    expect(await l.type(l.code, from)).toBe(false);
  });

  test("lets nobody in whose role ended since it was sent", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const from = own();
    const l = await link(org.person.email, from);
    await endContact(w.ada, { organizationId: org.id, contactId: org.person.contactId, reason: "left" });
    expect(await l.type(l.code, from)).toBe(false);
    expect(await l.use(from)).toBe(false);
  });
});
