import { isoCBOR } from "@simplewebauthn/server/helpers";
import { TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { limitKey } from "@/data/limits/key";
import { addContact, admitContact, endContact } from "@/data/organizations/contacts";
import { linkAccount, mayLink, signInWithAccount } from "@/data/sign-in/accounts";
import { beginAuthenticator, confirmAuthenticator, proveAuthenticator } from "@/data/sign-in/authenticators";
import { listFactors, removeFactor } from "@/data/sign-in/factors";
import { issueLink, useCode, useLink } from "@/data/sign-in/links";
import {
  addPasskey,
  authenticationOptions,
  provePasskey,
  registrationOptions,
} from "@/data/sign-in/passkeys";
import { resetFactors } from "@/data/sign-in/resets";
import { findSession, renewToken, type Session } from "@/data/sign-in/sessions";
import { addMember } from "@/data/teams/commands";
import { endMember } from "@/data/teams/members";
import { systemViewer } from "@/data/viewer";
import { WRONG_CODES_IN_A_ROW } from "@/domain/sign-in/factor";
import { realNow } from "@/lib/clock";
import { hashToken, newToken } from "@/lib/random";
import { softAuthenticator } from "@/tests/authenticator";
import { mailSession, mailsTo } from "@/tests/signing-in";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld } from "@/tests/world";

// What was tried against the door, and what it answers.

const signIn = systemViewer("sign-in");
const operator = systemViewer("cli");
const elsewhere = () => ({ subject: String(Math.floor(Math.random() * 1e12) + 1), login: "somebody" });
const thief = () => ({ name: "Firefox", deviceToken: newToken() });

async function enrol(session: Session, key = softAuthenticator()) {
  const { challenge } = await registrationOptions(session);
  await addPasskey(session, key.register({ challenge }), "Laptop");
  return key;
}
/** How often a refusal stands in the record: of this human; or of nobody known, among those of the same kind. */
const refusals = async (of: { userId: string } | { how: string }): Promise<number> => {
  const [row] = await asOwner(
    (sql) => sql<{ n: number }[]>`
      select count(*)::int as n from audit_entries
      where action in ('sign_in.refused', 'factor.refused') and facts @> ${sql.json(of)}`,
  );
  return row?.n ?? 0;
};

describe("an account at GitHub", () => {
  test("is linked with a factor that was just proved, and behind a mailbox alone not even where none is asked for", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const { session } = await mailSession(org.person.userId);
    await expect(mayLink(session)).rejects.toThrow("Set up a passkey");
    await expect(linkAccount(session, elsewhere())).rejects.toThrow("Set up a passkey");
    await enrol(session);
    await linkAccount(session, elsewhere());
  });

  test("that was linked before a reset lets nobody in after it", async () => {
    const { ada } = await makeWorld();
    const account = elsewhere();
    const { session } = await mailSession(ada.userId);
    await enrol(session);
    await linkAccount(session, account);
    expect(await signInWithAccount(account, newToken(), thief())).toBe(true);
    await resetFactors(operator, { address: ada.email });
    expect(await signInWithAccount(account, newToken(), thief())).toBe(false);
  });
});

describe("somebody who left, and whose address is let in again", () => {
  test("comes in by no passkey and no account of before: as a contact", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const [account, { session }] = [elsewhere(), await mailSession(org.person.userId)];
    await enrol(session);
    await linkAccount(session, account);
    await endContact(w.ada, { organizationId: org.id, contactId: org.person.contactId, reason: "left" });
    const other = await makeOrg(w);
    const { contactId } = await addContact(w.ada, {
      organizationId: other.id,
      kind: "person",
      email: org.person.email,
      name: "A successor",
    });
    await mailboxConfirms(contactId);
    await admitContact(w.ben, { organizationId: other.id, contactId });
    expect(await signInWithAccount(account, newToken(), thief())).toBe(false);
    expect((await listFactors({ userId: org.person.userId })).passkeys).toEqual([]);
  });

  test("comes in by no passkey and no account of before: as a member", async () => {
    const w = await makeWorld();
    const { session } = await mailSession(w.ben.userId);
    await enrol(session);
    await endMember(operator, { address: w.ben.email });
    await addMember(operator, { email: w.ben.email, name: "Ben" }).catch(() => {});
    expect((await listFactors({ userId: w.ben.userId })).passkeys).toEqual([]);
  });
});

describe("a flood of requests from elsewhere", () => {
  const from = (address: string, browser: string, device: string | null = null) =>
    issueLink(signIn, {
      address,
      token: newToken(),
      browserHash: hashToken(browser),
      deviceHash: device && hashToken(device),
    });

  test("keeps out neither a browser that its owner used before, nor the operator's terminal; a mailbox gets twenty and no more", async () => {
    const { ada } = await makeWorld();
    await mailSession(ada.userId, "ada's laptop");
    for (let i = 0; i < 20; i++) await from(ada.email, `stranger ${i}`);
    await expect(from(ada.email, "another stranger")).rejects.toThrow("Too many links");
    await expect(from(ada.email, "her laptop", "somebody's laptop")).rejects.toThrow("Too many links");
    await from(ada.email, "her laptop", "ada's laptop");
    await issueLink(operator, { address: ada.email, token: newToken(), browserHash: null });
  });
});

describe("a reset", () => {
  test("leaves no passkey behind that was being added at the same moment", async () => {
    for (let i = 0; i < 8; i++) {
      const { ada } = await makeWorld();
      const { session } = await mailSession(ada.userId);
      await enrol(session);
      const key = softAuthenticator();
      const { challenge } = await registrationOptions(session);
      await Promise.allSettled([
        addPasskey(session, key.register({ challenge }), "thief's"),
        resetFactors(operator, { address: ada.email }),
      ]);
      expect((await listFactors(session)).passkeys).toEqual([]);
    }
  });
});

test("a factor that is taken off takes every other session with it, and the one that did it stays", async () => {
  const { ada } = await makeWorld();
  const own = await mailSession(ada.userId);
  const key = await enrol(own.session);
  await enrol(own.session);
  const stolen = await mailSession(ada.userId);
  const { challenge } = await authenticationOptions(stolen.session);
  expect(await provePasskey(stolen.session, key.answer({ challenge }))).toBe(true);
  const [{ id } = { id: "" }] = (await listFactors(own.session)).passkeys;
  await removeFactor(own.session, id);
  expect(await findSession(stolen.token)).toBeNull();
  expect(await findSession(own.token)).not.toBeNull();
});

describe("wrong codes", () => {
  const app = async (session: Session) => {
    const { secret } = await beginAuthenticator(session);
    const totp = new TOTP({ secret });
    await confirmAuthenticator(session, totp.generate({ timestamp: realNow().epochMilliseconds - 30_000 }));
    return totp;
  };

  test("typed many at once count as many", async () => {
    const { ada } = await makeWorld();
    await app((await mailSession(ada.userId)).session);
    const { session } = await mailSession(ada.userId);
    await Promise.all(Array.from({ length: 25 }, () => proveAuthenticator(session, "000000")));
    const key = limitKey("codes of an hour", ada.userId);
    const [row] = await asOwner(
      (sql) => sql<{ used: number }[]>`select used from rate_limits where key = ${key}`,
    );
    expect(row?.used).toBe(10);
  });

  test("fifty in a row, however slowly, end codes until a passkey proves the human, and the team is told", async () => {
    const w = await makeWorld();
    const first = (await mailSession(w.ada.userId)).session;
    const key = await enrol(first);
    const totp = await app(first);
    const { session } = await mailSession(w.ada.userId);
    const before = await mailsTo(w.ben.email);
    for (let i = 0; i < WRONG_CODES_IN_A_ROW; i++) {
      await proveAuthenticator(session, "000000");
      if (i % 10 === 9)
        await asOwner(
          (sql) => sql`update rate_limits set until = now() where until < now() + interval '2 hours'`,
        );
    }
    const right = () =>
      proveAuthenticator(session, totp.generate({ timestamp: realNow().epochMilliseconds }));
    expect(await right()).toBe(false);
    expect(await mailsTo(w.ben.email)).toBe(before + 1);
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, key.answer({ challenge }))).toBe(true);
    expect(await right()).toBe(true);
  });
});

test("whatever is refused at the door stands in the record: a code, a link, an account, a passkey", async () => {
  const { ada } = await makeWorld();
  await enrol((await mailSession(ada.userId)).session);
  const { session } = await mailSession(ada.userId);
  const asking = { browserHash: hashToken("b"), browser: thief(), sessionToken: newToken() };
  const { challenge } = await authenticationOptions(session);
  const unknown: [string, () => Promise<boolean>][] = [
    ["code", () => useCode("0000-0000", asking)],
    ["link", () => useLink(ada.email, newToken(), asking)],
    ["github", () => signInWithAccount(elsewhere(), newToken(), thief())],
  ];
  for (const [how, attempt] of unknown) {
    const before = await refusals({ how });
    expect(await attempt()).toBe(false);
    // Others are refused at the same time.
    expect(await refusals({ how }), how).toBeGreaterThan(before);
  }
  const own = { userId: ada.userId };
  const foreign = softAuthenticator().answer({ challenge });
  for (const attempt of [() => provePasskey(session, foreign), () => proveAuthenticator(session, "000000")]) {
    const before = await refusals(own);
    expect(await attempt()).toBe(false);
    expect(await refusals(own)).toBe(before + 1);
  }
});

test("after a first proof the token of before opens nothing", async () => {
  const { ada } = await makeWorld();
  const { token, session } = await mailSession(ada.userId);
  const next = newToken();
  await renewToken(session, next);
  expect(await findSession(token)).toBeNull();
  expect((await findSession(next))?.id).toBe(session.id);
});

describe("a registration", () => {
  test("with an attestation that nobody asked for is refused unread", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    for (const fmt of ["tpm", "android-key", "android-safetynet", "apple", "fido-u2f", "packed"]) {
      const { challenge } = await registrationOptions(session);
      const plain = softAuthenticator().register({ challenge });
      const attestationObject = Buffer.from(
        isoCBOR.encode(
          new Map<string, unknown>([
            ["fmt", fmt],
            ["attStmt", new Map([["x5c", [new Uint8Array([1])]]])],
            ["authData", authDataOf(plain.response.attestationObject)],
          ]) as never,
        ),
      ).toString("base64url");
      const hostile = { ...plain, response: { ...plain.response, attestationObject } };
      await expect(addPasskey(session, hostile, "x"), fmt).rejects.toThrow("could not be checked");
    }
  });

  test("that failed used its question up", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    const { challenge } = await registrationOptions(session);
    const key = softAuthenticator();
    await expect(addPasskey(session, key.register({ challenge, verified: false }), "x")).rejects.toThrow();
    await expect(addPasskey(session, key.register({ challenge }), "x")).rejects.toThrow(
      "could not be checked",
    );
  });
});

function authDataOf(attestation: string): Uint8Array {
  const decoded = isoCBOR.decodeFirst(new Uint8Array(Buffer.from(attestation, "base64url"))) as Map<
    string,
    Uint8Array
  >;
  return decoded.get("authData") ?? new Uint8Array();
}
