import { describe, expect, test } from "vitest";
import { appealApplication, saveApplication, takeBack } from "@/data/applications/apply";
import { advance, decide, markIncomplete, vote } from "@/data/applications/decide";
import { writeNote } from "@/data/applications/notes";
import { ownApplication } from "@/data/applications/own";
import { linkOrganization, markCriterion, recuse } from "@/data/applications/review";
import { reviewApplication } from "@/data/applications/review-view";
import { askVoucher, vouch, voucherQuestion } from "@/data/applications/vouchers";
import { today } from "@/data/duties/queries";
import { tieMember } from "@/data/teams/ties";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { begun, filledIn, mailsTo, submitAs, submitted, tokenIn, votes, web } from "@/tests/applying";
import { again } from "@/tests/project";
import { asApplication } from "@/tests/sql";
import { at, makeOrg, makeWorld, vllmPolicy } from "@/tests/world";

const asked = (id: string) => ({ applicationId: id });
const mark = { criterion: "ships", verdict: "met", reason: "Its page says so" };

/** Everything that a member could do with an application. */
const everything = (id: string): [string, (m: Member) => Promise<unknown>][] => [
  ["mark", (m) => markCriterion(m, { ...asked(id), ...mark }, at(9))],
  ["vote", (m) => vote(m, { ...asked(id), vote: "accept", reason: "Fine" }, at(9))],
  ["link", (m) => linkOrganization(m, { ...asked(id), organizationId: "new" }, at(9))],
  ["ask a voucher", (m) => askVoucher(m, { ...asked(id), name: "V", email: "v@v.example" }, at(9))],
  ["ask the applicant", (m) => writeNote(m, { ...asked(id), text: "And how?" }, at(9))],
  ["say that it is incomplete", (m) => markIncomplete(m, { ...asked(id), what: "A page" }, at(9))],
  ["take it on", (m) => advance(m, asked(id), at(9))],
  ["accept it", (m) => decide(m, { ...asked(id), decision: "accept", reason: "Fine" }, at(9))],
  ["decline it", (m) => decide(m, { ...asked(id), decision: "decline", reason: "No" }, at(9))],
];

describe("a member who is tied to the applicant (S14)", () => {
  test.each([null, "firewall", "implicitInclusion"] as const)(
    "takes no part whatever the insider rule %s says: not in one command, in any session of theirs, nor with a vote they gave",
    async (insiders) => {
      const w = await makeWorld({
        ...vllmPolicy(),
        insiders: insiders && { rule: insiders, text: null },
      } as unknown as Policy);
      const org = await makeOrg(w, { name: "Kestrel Linux", state: "none" });
      const a = await submitted(w, 1, { organizationName: "Kestrel Linux, Inc." });
      await votes(a.id, 2, "accept", w.ada, w.ben);
      await tieMember(w.ada, { userId: w.ada.userId, organizationId: org.id }, at(3));
      for (const session of [w.ada, await again(w.ada)])
        for (const [what, run] of everything(a.id))
          await expect(run(session), what).rejects.toThrow("Ask Ben or Cyd.");
      const page = await reviewApplication(w.ada, a.id);
      expect(page).toMatchObject({ organization: "Kestrel Linux, Inc.", state: "submitted", review: null });
      expect(page.recused?.ask).toBe("Ask Ben or Cyd.");
      expect(JSON.stringify(page)).not.toContain("400 of our machines");
      expect((await reviewApplication(w.cyd, a.id)).review?.tally).toEqual({ accept: 1, decline: 0 });
      await expect(
        decide(w.cyd, { ...asked(a.id), decision: "accept", reason: "You qualify." }, at(9)),
      ).rejects.toThrow("2 members");
      const duties = (await today(w.ada)).groups.flatMap((g) => g.duties.map((d) => d.id));
      expect(duties).not.toContain(`application-${a.id}`);
    },
  );

  test("is found by the address, as the applicant, and by the link that a member makes", async () => {
    const w = await makeWorld();
    const own = await begun(w, 1, w.ben.email);
    await submitAs(own, 2);
    await expect(votes(own.id, 3, "accept", w.ben)).rejects.toThrow("You applied");
    const named = await submitted(w, 3, { "contact-1-address": w.cyd.email, "contact-1-name": "Cyd" });
    await expect(votes(named.id, 4, "accept", w.cyd)).rejects.toThrow("names your address");
    const org = await makeOrg(w, { state: "none" });
    await tieMember(w.ada, { userId: w.ada.userId, organizationId: org.id }, at(3));
    const linked = await submitted(w, 4);
    await votes(linked.id, 5, "accept", w.ada, w.ben);
    await linkOrganization(w.cyd, { ...asked(linked.id), organizationId: org.id }, at(6));
    await expect(
      decide(w.cyd, { ...asked(linked.id), decision: "accept", reason: "You qualify." }, at(7)),
    ).rejects.toThrow("2 members");
  });

  test("may say so, or another member does, and it is never taken back", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    await votes(a.id, 2, "accept", w.ada, w.ben);
    await recuse(w.ada, { ...asked(a.id), userId: w.ben.userId }, at(3));
    await expect(votes(a.id, 4, "accept", w.ben)).rejects.toThrow("on record");
    await expect(recuse(w.ben, { ...asked(a.id), userId: w.ada.userId }, at(4))).rejects.toThrow("no part");
    await recuse(w.ben, { ...asked(a.id), userId: w.ben.userId }, at(4));
    await expect(asApplication((sql) => sql`delete from application_recusals`)).rejects.toThrow(
      "permission denied",
    );
    expect((await reviewApplication(w.cyd, a.id)).review?.recusedMembers).toEqual(["Ben"]);
  });
});

describe("somebody who applies twice", () => {
  test("or under another name is noticed, and what it looks like is named", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { name: "Kestrel Linux" });
    const first = await submitted(w, 1, { legalEntity: "Parent Holding GmbH" });
    const second = await submitted(w, 2, {
      organizationName: "Kestrel-Linux Ltd.",
      legalEntity: "PARENT Holding",
    });
    const seen = (await reviewApplication(w.ada, second.id)).review?.alike ?? [];
    expect(seen.map((s) => [s.kind, s.id, s.because])).toEqual(
      expect.arrayContaining([
        ["organization", org.id, ["the same name"]],
        ["application", first.id, ["the same legal entity"]],
      ]),
    );
    await votes(second.id, 3, "accept", w.ada, w.ben);
    await expect(
      decide(w.ada, { ...asked(second.id), decision: "accept", reason: "You qualify." }, at(4)),
    ).rejects.toMatchObject({ fields: { isNew: expect.stringContaining("Kestrel Linux") } });
  });
});

describe("somebody who is asked to vouch", () => {
  test("answers once, behind the link alone, and the page shows who speaks for whom", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    const email = "veteran@tern.example";
    await askVoucher(w.ada, { ...asked(a.id), name: "Vera", email, organization: "Tern" }, at(2));
    const [mail] = (await mailsTo(email)).slice(-1);
    const token = tokenIn(mail);
    expect(await voucherQuestion(web, token)).toMatchObject({ name: "Vera", group: "Distributors" });
    expect(JSON.stringify(await voucherQuestion(web, token))).not.toContain("400 of our machines");
    await vouch(web, { token, vouches: "yes", text: "We worked with them." }, at(3));
    await expect(vouch(web, { token, vouches: "no", text: "" }, at(4))).rejects.toThrow("answered already");
    expect((await reviewApplication(w.ben, a.id)).review?.vouchers).toMatchObject([
      { name: "Vera", vouches: "yes", text: "We worked with them.", askedBy: "Ada" },
    ]);
  });

  test("is never the applicant, nor of the same domain where the policy wants somebody independent", async () => {
    const policy = vllmPolicy();
    const vouching = {
      need: "required" as const,
      by: "A member",
      count: 1,
      independent: true,
      chain: null,
      text: null,
    };
    const application = policy.application;
    const w = await makeWorld({ ...policy, application: application && { ...application, vouching } });
    const a = await submitted(w, 1, { vouchers: "Vera of Tern" });
    const domain = a.email.split("@")[1];
    for (const email of [a.email, `boss@mail.${domain}`])
      await expect(askVoucher(w.ada, { ...asked(a.id), name: "V", email }, at(2))).rejects.toMatchObject({
        code: "invalid",
      });
  });
});

test("nobody but the project's members and the applicant sees anything of an application: not in the pages, not in SQL", async () => {
  const [w, other] = [await makeWorld(), await makeWorld()];
  const org = await makeOrg(w);
  const a = await submitted(w, 1);
  const stranger = await begun(w, 1);
  await votes(a.id, 2, "accept", w.ada);
  await markCriterion(w.ada, { ...asked(a.id), ...mark }, at(2));
  await writeNote(w.ada, { ...asked(a.id), text: "A question" }, at(2));
  await askVoucher(w.ada, { ...asked(a.id), name: "V", email: "v@v.example" }, at(2));
  await recuse(w.ada, { ...asked(a.id), userId: w.cyd.userId }, at(2));
  await expect(reviewApplication(other.ada, a.id)).rejects.toMatchObject({ code: "not_found" });
  await expect(ownApplication(stranger.applicant, a.id)).rejects.toMatchObject({ code: "not_found" });
  const answers = filledIn(a);
  for (const attempt of [
    () => takeBack(stranger.applicant, asked(a.id), at(3)),
    () => appealApplication(stranger.applicant, { ...asked(a.id), text: "Mine" }, at(3)),
    () => saveApplication(stranger.applicant, { ...asked(a.id), revision: 2, answers }, at(3)),
    () => writeNote(stranger.applicant, { ...asked(a.id), text: "Mine" }, at(3)),
    () => vote(other.ada, { ...asked(a.id), vote: "accept", reason: "Mine" }, at(3)),
  ])
    await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
  const tables = ["notes", "marks", "vouchers", "votes", "recusals"];
  const seen = (settings: Record<string, string>) =>
    asApplication((sql) =>
      sql.begin(async (tx) => {
        for (const [name, value] of Object.entries(settings))
          await tx`select set_config(${`curfew.${name}`}, ${value}, true)`;
        const counts: Record<string, number> = {};
        for (const table of tables)
          counts[table] = (
            await tx`select from ${tx(`application_${table}`)} where application_id = ${a.id}`
          ).length;
        counts["applications"] = (await tx`select from applications where id = ${a.id}`).length;
        counts["links"] = (await tx`select from application_links where email = ${a.email}`).length;
        return counts;
      }),
    );
  const nothing = { notes: 0, marks: 0, vouchers: 0, votes: 0, recusals: 0, applications: 0, links: 0 };
  const contact = {
    viewer: "contact",
    user: org.person.userId,
    organization: org.id,
    contact: org.person.contactId,
  };
  for (const who of [
    contact,
    { viewer: "applicant", user: stranger.applicant.userId },
    { viewer: "member", user: other.ada.userId, team: other.teamId, projects: other.projectId },
    { viewer: "public" },
  ])
    expect(await seen(who), who.viewer).toEqual(nothing);
  // The applicant: their own, and what the team wrote; never votes, marks, vouchers or who takes no part.
  expect(await seen({ viewer: "applicant", user: a.applicant.userId })).toEqual({
    ...nothing,
    applications: 1,
    notes: 1,
  });
});
