import { describe, expect, test } from "vitest";
import { saveApplication, submitApplication, takeBack } from "@/data/applications/apply";
import { addressQuestion, askAddress, beginAsApplicant, confirmAddress } from "@/data/applications/ask";
import { enterApplication } from "@/data/applications/enter";
import { writeNote } from "@/data/applications/notes";
import { ownApplication, ownApplications } from "@/data/applications/own";
import { listApplications } from "@/data/applications/queries";
import { reviewApplication } from "@/data/applications/review-view";
import { rolesOfUser } from "@/data/sign-in/sessions";
import { newToken } from "@/lib/random";
import {
  begun,
  filledIn,
  mailsTo,
  newAddress,
  saveAs,
  stateOf,
  submitAs,
  submitted,
  tokenIn,
  web,
} from "@/tests/applying";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, omniPolicy } from "@/tests/world";

const BROWSER = { name: "A browser", deviceToken: "device" };

describe("an address", () => {
  test("is nobody's before it is confirmed: no account, no application, only the hash of a link", async () => {
    const w = await makeWorld();
    const email = newAddress();
    await askAddress(web, { groupId: w.groupId, address: email.toUpperCase() }, at(1));
    const count = () =>
      asOwner(
        (sql) => sql<{ n: number }[]>`select
          (select count(*) from users where email = ${email})::int
          + (select count(*) from applications where email = ${email})::int as n`,
      );
    expect((await count())[0]?.n).toBe(0);
    const token = tokenIn((await mailsTo(email))[0]);
    expect(await addressQuestion(web, token)).toMatchObject({ email, group: "Distributors" });
    expect((await count())[0]?.n).toBe(0);
    const stored = await asOwner(
      (sql) => sql`select token_hash from application_links where email = ${email}`,
    );
    expect(JSON.stringify(stored)).not.toContain(token);
    await confirmAddress(web, { token, name: "Pia" }, at(1));
    expect((await count())[0]?.n).toBe(2);
    await expect(confirmAddress(web, { token, name: "Pia" }, at(1))).rejects.toThrow("used already");
    expect(await addressQuestion(web, token)).toBeNull();
  });

  test("gets three messages a day at most, and the answer is always the same", async () => {
    const w = await makeWorld();
    const known = await makeOrg(w);
    for (const email of [newAddress(), known.person.email, w.ada.email]) {
      for (let i = 0; i < 5; i += 1)
        expect(await askAddress(web, { groupId: w.groupId, address: email }, at(1))).toEqual({ asked: true });
      expect(await mailsTo(email)).toHaveLength(3);
    }
  });

  test("cannot ask where the policy has no group", async () => {
    const w = await makeWorld(omniPolicy());
    await expect(askAddress(web, { groupId: w.groupId, address: newAddress() }, at(1))).rejects.toMatchObject(
      { code: "not_found" },
    );
  });

  test("that confirms starts a session as an applicant and as nothing else: whoever is more signs in as ever", async () => {
    const w = await makeWorld();
    const a = await begun(w, 1);
    expect(await beginAsApplicant(a.applicant.userId, newToken(), BROWSER)).toBe(true);
    expect((await rolesOfUser(a.applicant.userId)).map((r) => r.acting.role)).toEqual(["applicant"]);
    const org = await makeOrg(w);
    for (const who of [w.ben, org.person]) {
      const b = await begun(w, 2, who.email);
      expect(b.applicant.userId).toBe(who.userId);
      expect(await beginAsApplicant(who.userId, newToken(), BROWSER)).toBe(false);
    }
  });

  test("that asks again goes on with what is open, and begins anew only after an end", async () => {
    const w = await makeWorld();
    const a = await begun(w, 1);
    expect((await begun(w, 2, a.email)).id).toBe(a.id);
    await takeBack(a.applicant, { applicationId: a.id }, at(3));
    expect((await begun(w, 4, a.email)).id).not.toBe(a.id);
    expect((await ownApplications(a.applicant)).applications).toHaveLength(2);
  });
});

describe("a form", () => {
  test("is kept as it is typed, and an older page overwrites nothing", async () => {
    const w = await makeWorld();
    const a = await begun(w, 1);
    await saveAs(a, 2, { organizationName: "Osprey", "criterion-ships": "Yes" });
    const own = await ownApplication(a.applicant, a.id);
    expect(own).toMatchObject({
      revision: 2,
      answers: { organizationName: "Osprey", "criterion-ships": "Yes" },
    });
    await expect(
      saveApplication(a.applicant, { applicationId: a.id, revision: 1, answers: {} }, at(3)),
    ).rejects.toMatchObject({ code: "stale" });
    expect((await listApplications(w.ada)).applications).toEqual([]);
  });

  test("refuses what is too long or no https link, and keeps what looks like code as the text that it is", async () => {
    const w = await makeWorld();
    const a = await begun(w, 1);
    const save = (answers: Record<string, string>) => saveAs(a, 2, answers);
    await expect(save({ "criterion-ships": "x".repeat(5001) })).rejects.toMatchObject({
      fields: { "criterion-ships": "At most 5000 characters." },
    });
    await expect(save({ "criterion-ships": "x".repeat(500_000) })).rejects.toMatchObject({ code: "invalid" });
    await expect(save({ website: "javascript:alert(1)" })).rejects.toMatchObject({ code: "invalid" });
    await expect(save({ name: "Pia\u0000" })).rejects.toMatchObject({ code: "invalid" });
    await expect(
      save(Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`f${i}`, "x"]))),
    ).rejects.toMatchObject({ code: "invalid" });
    await save({ organizationName: "<script>alert(1)</script>", revision: "9", state: "accepted" });
    const own = await ownApplication(a.applicant, a.id);
    expect(own.answers).toEqual({ organizationName: "<script>alert(1)</script>" });
    expect(own.state).toBe("draft");
  });

  test("that is submitted reaches every member by a mail that holds no answer, and is closed to changes", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    for (const m of [w.ada, w.ben, w.cyd]) {
      const [mail, ...more] = await mailsTo(m.email);
      expect(more).toEqual([]);
      expect(mail?.text).toContain(`/applications/${a.id}`);
      expect(mail?.text).not.toContain("400 of our machines");
    }
    await expect(saveAs(a, 2, {})).rejects.toThrow("being looked at");
    expect((await listApplications(w.ada)).applications).toMatchObject([{ id: a.id, state: "submitted" }]);
  });

  test("is taken back by its applicant, and moves no more", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    await takeBack(a.applicant, { applicationId: a.id }, at(2));
    expect(await stateOf(a.id)).toBe("taken_back");
    await expect(submitAs(a, 3)).rejects.toThrow("taken back");
    await expect(
      writeNote(a.applicant, { applicationId: a.id, text: "One more thing" }, at(3)),
    ).rejects.toThrow("over");
  });
});

describe("what came by mail", () => {
  test("is entered by a member with the message as evidence, and becomes its applicant's once they confirm", async () => {
    const w = await makeWorld();
    const email = newAddress();
    const message = "Hello, we ship vLLM and would like to be told.";
    const { applicationId } = await enterApplication(
      w.ada,
      { groupId: w.groupId, message, email, answers: { name: "Pia", organizationName: "Osprey" } },
      at(1),
    );
    const { review } = await reviewApplication(w.ben, applicationId);
    expect(review).toMatchObject({ message, applicant: { email, confirmed: false } });
    const [sealed] = await asOwner(
      (sql) => sql`select message from applications where id = ${applicationId}`,
    );
    expect(Buffer.from(sealed?.["message"] as Uint8Array).toString("latin1")).not.toContain("Hello");
    const [mail] = await mailsTo(email);
    const said = await confirmAddress(web, { token: tokenIn(mail), name: "Pia Osprey" }, at(2));
    expect(said.applicationId).toBe(applicationId);
  });

  test("needs no address, and a group that the member works on", async () => {
    const [w, other] = [await makeWorld(), await makeWorld()];
    const entry = { message: "Please add us.", email: "", answers: { organizationName: "Osprey" } };
    const { applicationId } = await enterApplication(w.ada, { groupId: w.groupId, ...entry }, at(1));
    expect(await stateOf(applicationId)).toBe("submitted");
    await expect(enterApplication(w.ada, { groupId: other.groupId, ...entry }, at(1))).rejects.toMatchObject({
      code: "invalid",
    });
  });
});

test("questions and answers go both ways, and the applicant is told that one waits, not what it says nor by whom", async () => {
  const w = await makeWorld();
  const a = await submitted(w, 1);
  await mailsTo(a.email);
  await writeNote(w.ben, { applicationId: a.id, text: "How many machines exactly?" }, at(2));
  const [mail] = await mailsTo(a.email);
  expect(mail?.text).toContain("wrote about");
  for (const secret of ["How many", "Ben"])
    expect(`${mail?.subject}${mail?.text}${mail?.html}`).not.toContain(secret);
  await writeNote(a.applicant, { applicationId: a.id, text: "412." }, at(3));
  const own = await ownApplication(a.applicant, a.id);
  expect(own.notes.map((n) => [n.from, n.text])).toEqual([
    ["team", "How many machines exactly?"],
    ["applicant", "412."],
  ]);
  expect(JSON.stringify(own)).not.toContain("Ben");
});

test("a form that was sent twice is stale the second time, and nothing is submitted twice", async () => {
  const w = await makeWorld();
  const a = await begun(w, 1);
  const form = { applicationId: a.id, revision: 1, answers: filledIn(a) };
  const all = await Promise.allSettled([
    submitApplication(a.applicant, form, at(2)),
    submitApplication(a.applicant, form, at(2)),
  ]);
  expect(all.filter((r) => r.status === "fulfilled")).toHaveLength(1);
  expect(await mailsTo(w.ada.email)).toHaveLength(1);
});
