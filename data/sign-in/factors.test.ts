import { TOTP } from "otpauth";
import { describe, expect, test } from "vitest";
import { beginAuthenticator, confirmAuthenticator, proveAuthenticator } from "@/data/sign-in/authenticators";
import { listFactors, removeFactor } from "@/data/sign-in/factors";
import {
  addPasskey,
  authenticationOptions,
  provePasskey,
  registrationOptions,
} from "@/data/sign-in/passkeys";
import { makeRecoveryCodes, proveRecovery } from "@/data/sign-in/recovery";
import { recentResets, resetFactors } from "@/data/sign-in/resets";
import { findSession, type Session, viewerOfSession } from "@/data/sign-in/sessions";
import { systemViewer } from "@/data/viewer";
import { WRONG_CODES_AN_HOUR } from "@/domain/sign-in/factor";
import { realNow } from "@/lib/clock";
import { softAuthenticator } from "@/tests/authenticator";
import { asAdmin } from "@/tests/project";
import { age, mailSession, mailsTo } from "@/tests/signing-in";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld } from "@/tests/world";

const stepUp = { code: "step_up" };

async function enrol(session: Session, key = softAuthenticator()) {
  const { challenge } = await registrationOptions(session);
  await addPasskey(session, key.register({ challenge }), "Laptop");
  return key;
}
const codeFor = (secret: string, steps = 0) =>
  new TOTP({ secret }).generate({ timestamp: realNow().epochMilliseconds + steps * 30_000 });

async function app(session: Session) {
  const { secret } = await beginAuthenticator(session);
  await confirmAuthenticator(session, codeFor(secret, -1));
  return secret;
}

describe("a member", () => {
  test("is nobody behind a mailbox alone, and acts once a passkey is set up", async () => {
    const { ada } = await makeWorld();
    const { session, now } = await mailSession(ada.userId);
    expect(session.missing).toBe("factor");
    expect(await viewerOfSession(session)).toBeNull();
    await enrol(session);
    expect((await viewerOfSession(await now()))?.userId).toBe(ada.userId);
  });

  test("with a factor proves it at every sign-in, and is nobody until then", async () => {
    const { ada } = await makeWorld();
    const key = await enrol((await mailSession(ada.userId)).session);
    const { session, now } = await mailSession(ada.userId);
    expect(session.missing).toBe("proof");
    expect(await viewerOfSession(session)).toBeNull();
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, key.answer({ challenge }))).toBe(true);
    expect(await viewerOfSession(await now())).not.toBeNull();
  });

  test("who holds only a mailbox cannot add a second factor beside the first, nor take that off", async () => {
    const { ada } = await makeWorld();
    const first = (await mailSession(ada.userId)).session;
    await enrol(first);
    const [{ id } = { id: "" }] = (await listFactors(first)).passkeys;
    const thief = (await mailSession(ada.userId)).session;
    await expect(registrationOptions(thief)).rejects.toMatchObject(stepUp);
    await expect(beginAuthenticator(thief)).rejects.toMatchObject(stepUp);
    await expect(makeRecoveryCodes(thief)).rejects.toMatchObject(stepUp);
    await expect(removeFactor(thief, id)).rejects.toMatchObject(stepUp);
  });

  test("changes factors only with one proved within five minutes", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    await enrol(session);
    await age(session.id, 6);
    await expect(registrationOptions(session)).rejects.toMatchObject(stepUp);
  });

  test("keeps their last factor, whatever else they take off", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    await enrol(session);
    await app(session);
    const [{ id } = { id: "" }] = (await listFactors(session)).passkeys;
    await removeFactor(session, id);
    await expect(removeFactor(session, null)).rejects.toThrow("your last one");
  });

  test("is told by mail of each factor that is added or taken off", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    await enrol(session);
    expect(await mailsTo(ada.email)).toBe(1);
    await app(session);
    expect(await mailsTo(ada.email)).toBe(2);
    await removeFactor(session, null);
    expect(await mailsTo(ada.email)).toBe(3);
  });
});

describe("a passkey's answer", () => {
  const wrong = {
    "to an earlier question": (c: string) => ({ challenge: `${c.slice(0, -2)}AA` }),
    "given to another site": (challenge: string) => ({ challenge, origin: "https://curfew.evil.example" }),
    "for another site's key": (challenge: string) => ({ challenge, rpID: "evil.example" }),
    "without its owner's finger": (challenge: string) => ({ challenge, verified: false }),
  };
  test.each(Object.entries(wrong))("%s proves nothing", async (_name, say) => {
    const { ada } = await makeWorld();
    const key = await enrol((await mailSession(ada.userId)).session);
    const { session } = await mailSession(ada.userId);
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, key.answer(say(challenge)))).toBe(false);
  });

  test("works once, and only in the session that was asked", async () => {
    const { ada } = await makeWorld();
    const key = await enrol((await mailSession(ada.userId)).session);
    const [one, two] = [(await mailSession(ada.userId)).session, (await mailSession(ada.userId)).session];
    const { challenge } = await authenticationOptions(one);
    const answer = key.answer({ challenge });
    expect(await provePasskey(two, answer)).toBe(false);
    expect(await provePasskey(one, answer)).toBe(true);
    expect(await provePasskey(one, answer)).toBe(false);
  });

  test("of somebody else's passkey proves nothing", async () => {
    const { ada, ben } = await makeWorld();
    await enrol((await mailSession(ada.userId)).session);
    const foreign = await enrol((await mailSession(ben.userId)).session);
    const { session } = await mailSession(ada.userId);
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, foreign.answer({ challenge }))).toBe(false);
  });

  test("of a passkey that was taken off proves nothing", async () => {
    const { ada } = await makeWorld();
    const first = (await mailSession(ada.userId)).session;
    const key = await enrol(first);
    await app(first);
    const [{ id } = { id: "" }] = (await listFactors(first)).passkeys;
    await removeFactor(first, id);
    const { session } = await mailSession(ada.userId);
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, key.answer({ challenge }))).toBe(false);
  });
});

describe("a code", () => {
  test("of the app works once, however many sessions are tried", async () => {
    const { ada } = await makeWorld();
    const secret = await app((await mailSession(ada.userId)).session);
    const [one, two] = [(await mailSession(ada.userId)).session, (await mailSession(ada.userId)).session];
    const code = codeFor(secret);
    expect(await proveAuthenticator(one, code)).toBe(true);
    expect(await proveAuthenticator(two, code)).toBe(false);
  });

  test("used by two requests at once proves one of them", async () => {
    const { ada } = await makeWorld();
    const secret = await app((await mailSession(ada.userId)).session);
    const { session } = await mailSession(ada.userId);
    const code = codeFor(secret);
    const both = await Promise.all([proveAuthenticator(session, code), proveAuthenticator(session, code)]);
    expect(both.filter(Boolean)).toHaveLength(1);
  });

  test("after ten wrong ones even a right one is refused for an hour, and a passkey still works", async () => {
    const { ada } = await makeWorld();
    const first = (await mailSession(ada.userId)).session;
    const key = await enrol(first);
    const secret = await app(first);
    for (let i = 0; i < WRONG_CODES_AN_HOUR; i++) {
      const { session } = await mailSession(ada.userId);
      expect(await proveAuthenticator(session, "000000")).toBe(false);
    }
    const { session } = await mailSession(ada.userId);
    expect(await proveAuthenticator(session, codeFor(secret))).toBe(false);
    const { challenge } = await authenticationOptions(session);
    expect(await provePasskey(session, key.answer({ challenge }))).toBe(true);
    await asOwner((sql) => sql`update rate_limits set until = now()`);
    expect(await proveAuthenticator((await mailSession(ada.userId)).session, codeFor(secret))).toBe(true);
  });

  test("of recovery works once, in any spelling, and new ones void the old", async () => {
    const { ada } = await makeWorld();
    const { session, now } = await mailSession(ada.userId);
    await enrol(session);
    const [one = "", two = ""] = await makeRecoveryCodes(session);
    const again = (await mailSession(ada.userId)).session;
    expect(await proveRecovery(again, ` ${one.toLowerCase().replace("-", " ")} `)).toBe(true);
    expect(await proveRecovery(again, one)).toBe(false);
    await makeRecoveryCodes(await now());
    expect(await proveRecovery(again, two)).toBe(false);
  });

  test("is stored in no form that could be searched for it", async () => {
    const { ada } = await makeWorld();
    const { session } = await mailSession(ada.userId);
    const secret = await app(session);
    const codes = await makeRecoveryCodes(session);
    const rows = await asOwner(
      (sql) =>
        sql`select code_hash as text from recovery_codes union all select encode(secret, 'escape') from authenticators`,
    );
    const all = JSON.stringify(rows);
    for (const text of [secret, ...codes]) expect(all).not.toContain(text.replace("-", ""));
  });
});

describe("a reset", () => {
  test("takes every factor off, ends every session, and is shown to every member", async () => {
    const w = await makeWorld();
    const { token, session } = await mailSession(w.ada.userId);
    await enrol(session);
    const before = await mailsTo(w.ben.email);
    await resetFactors(systemViewer("cli"), { address: w.ada.email });
    expect(await findSession(token)).toBeNull();
    expect((await mailSession(w.ada.userId)).session.missing).toBe("factor");
    expect(await recentResets(w.cyd)).toMatchObject([{ name: "Ada", by: "the operator" }]);
    expect(await mailsTo(w.ben.email)).toBe(before + 1);
  });

  test("of a vendor's contact is shown to the team that it is a contact of, and to no other team", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    await resetFactors(systemViewer("cli"), { address: org.person.email });
    expect(await recentResets(w.cyd)).toMatchObject([{ name: org.person.name }]);
    expect(await recentResets((await makeWorld()).ada)).toEqual([]);
  });

  test("is no process's to make but the operator's", async () => {
    const { ada } = await makeWorld();
    for (const process of ["worker", "web", "sign-in"] as const)
      await expect(resetFactors(systemViewer(process), { address: ada.email })).rejects.toMatchObject({
        code: "not_found",
      });
  });

  test("is another admin's to make: no member's, no contact's, and nobody's own", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const admin = await asAdmin(w.ada);
    const of = { userId: w.ben.userId };
    for (const viewer of [w.ben, w.cyd, org.person])
      await expect(resetFactors(viewer, of)).rejects.toMatchObject({ code: "not_found" });
    await expect(resetFactors(admin, { userId: admin.userId })).rejects.toThrow("their own");
    await expect(resetFactors(admin, { userId: org.person.userId })).rejects.toMatchObject({
      code: "not_found",
    });
    await resetFactors(admin, of);
    expect(await recentResets(w.cyd)).toMatchObject([{ name: "Ben", by: "Ada" }]);
  });
});
