import { describe, expect, test } from "vitest";
import { appealApplication } from "@/data/applications/apply";
import { advance, decide, markIncomplete, vote } from "@/data/applications/decide";
import { ownApplication } from "@/data/applications/own";
import { howToApply } from "@/data/applications/queries";
import { reviewApplication } from "@/data/applications/review-view";
import { today } from "@/data/duties/queries";
import type { Application } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { begun, mailsTo, stateOf, submitAs, submitted, votes, web } from "@/tests/applying";
import { at, makeWorld, vllmPolicy, type World } from "@/tests/world";

const days = (amount: number) => ({ amount, upTo: null, unit: "days" as const });
const step = (quorum: number | null, within: number | null = null) => ({
  by: "The team",
  quorum,
  within: within === null ? null : days(within),
  discretion: false,
  text: null,
});
type Decision = NonNullable<Application["decision"]>;
const policyWith = (more: Partial<Application>, decision: Partial<Decision> = {}): Policy => {
  const policy = vllmPolicy();
  const application = policy.application as Application;
  return {
    ...policy,
    application: {
      ...application,
      ...more,
      decision: { steps: [step(null)], appeal: null, reasonsRequired: null, ...decision },
    },
  };
};

const accept = (w: World, id: string, hours: number, more: Record<string, unknown> = {}) =>
  decide(w.ada, { applicationId: id, decision: "accept", reason: "You qualify.", ...more }, at(hours));
const decline = (w: World, id: string, hours: number, more: Record<string, unknown> = {}) =>
  decide(
    w.cyd,
    { applicationId: id, decision: "decline", reason: "You use it, and ship nothing.", ...more },
    at(hours),
  );

describe("a decision", () => {
  test("takes a quorum of two where the policy names none, and a changed vote counts once", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    await votes(a.id, 2, "accept", w.ada, w.ada);
    await expect(accept(w, a.id, 3)).rejects.toThrow("2 members have to vote to accept");
    await votes(a.id, 3, "decline", w.ben);
    await expect(accept(w, a.id, 4)).rejects.toThrow("2 members");
    await votes(a.id, 4, "accept", w.ben);
    expect((await reviewApplication(w.cyd, a.id)).review).toMatchObject({
      tally: { accept: 2, decline: 0 },
      reached: "accept",
    });
    await accept(w, a.id, 5);
    expect(await stateOf(a.id)).toBe("accepted");
    expect((await reviewApplication(w.cyd, a.id)).review?.votes).toHaveLength(4);
    await expect(votes(a.id, 6, "decline", w.cyd)).rejects.toThrow("accepted already");
  });

  test("is taken once by two at once: the second hears what was decided, and by whom", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    await votes(a.id, 2, "decline", w.ada, w.ben);
    const both = await Promise.allSettled([
      decline(w, a.id, 3),
      decide(w.ben, { applicationId: a.id, decision: "decline", reason: "No, thank you." }, at(3)),
    ]);
    expect(both.filter((r) => r.status === "fulfilled")).toHaveLength(1);
    const [lost] = both.filter((r) => r.status === "rejected");
    expect(String(lost?.reason)).toMatch(/It was declined already, by (Ben|Cyd) on Mon 4 Jan 2027/);
  });

  test("goes through the steps of the policy (P10), each with its quorum and its time", async () => {
    const w = await makeWorld(policyWith({}, { steps: [step(1, 3), step(2, 10)] }));
    const a = await submitted(w, 1);
    const due = async () => (await reviewApplication(w.ada, a.id)).decideBy?.toString();
    expect(await due()).toBe("2027-01-07T10:00:00Z");
    await votes(a.id, 2, "accept", w.ada);
    await advance(w.ada, { applicationId: a.id }, at(24));
    expect(await due()).toBe("2027-01-15T09:00:00Z");
    await votes(a.id, 25, "accept", w.ada);
    await expect(accept(w, a.id, 26)).rejects.toThrow("2 members");
    await expect(advance(w.ada, { applicationId: a.id }, at(26))).rejects.toThrow();
    await votes(a.id, 26, "accept", w.ben);
    await accept(w, a.id, 27);
    expect(await stateOf(a.id)).toBe("accepted");
  });

  test("gives the applicant a reason, unless the policy gives none, and neither votes nor names", async () => {
    const w = await makeWorld();
    const a = await submitted(w, 1);
    await votes(a.id, 2, "decline", w.ada, w.ben);
    await expect(decline(w, a.id, 3, { reason: "" })).rejects.toMatchObject({ code: "invalid" });
    await mailsTo(a.email);
    await decline(w, a.id, 3);
    const own = await ownApplication(a.applicant, a.id);
    expect(own).toMatchObject({ state: "declined", decision: "You use it, and ship nothing." });
    for (const hidden of ["Ada", "Ben", "Cyd", "We decline it"])
      expect(JSON.stringify(own)).not.toContain(hidden);
    const [mail] = await mailsTo(a.email);
    expect(mail?.text).toContain("There is a decision");
    expect(`${mail?.subject}${mail?.text}`).not.toMatch(/declin|ship nothing/);
    const other = await makeWorld(policyWith({}, { reasonsRequired: false }));
    const b = await submitted(other, 1);
    await votes(b.id, 2, "decline", other.ada, other.ben);
    await decline(other, b.id, 3, { reason: "" });
    expect((await ownApplication(b.applicant, b.id)).decision).toBe("");
  });

  test("stands on the public page where the policy makes it public (P9), in words of its own, and nowhere else", async () => {
    for (const visibility of ["public", "applicant"] as const) {
      const w = await makeWorld(policyWith({ decisionVisibility: visibility }));
      const a = await submitted(w, 1);
      await votes(a.id, 2, "decline", w.ada, w.ben);
      await decline(w, a.id, 3, { publicText: "Declined: it ships nothing." });
      const { slug } = (await reviewApplication(w.ada, a.id)).project;
      const page = await howToApply(web, slug);
      expect(page.decisions.map((d) => d.text)).toEqual(
        visibility === "public" ? ["Declined: it ships nothing."] : [],
      );
      expect(JSON.stringify(page.decisions)).not.toContain("You use it");
    }
  });
});

describe("a form that lacks something", () => {
  const lacking = { "criterion-deployment": "" };

  test("is submitted as incomplete and waits for its applicant, where the policy holds it or says nothing", async () => {
    const w = await makeWorld();
    const fields = [{ id: "why", text: "Why early notice is needed", required: true, criterion: null }];
    for (const more of [{ incomplete: null }, { incomplete: "hold" as const, fields }]) {
      const v = await makeWorld(policyWith(more));
      const a = await begun(v, 1);
      expect(await submitAs(a, 2, more.incomplete ? {} : lacking)).toBe("incomplete");
      await expect(votes(a.id, 3, "accept", v.ada)).rejects.toThrow("waits for the applicant");
      expect(await mailsTo(v.ada.email)).toEqual([]);
      expect(await submitAs(a, 4, { "field-why": "We ship images." })).toBe("submitted");
    }
    const b = await submitted(w, 1);
    await votes(b.id, 2, "accept", w.ada);
    await markIncomplete(w.ben, { applicationId: b.id, what: "Which images are these?" }, at(3));
    expect((await ownApplication(b.applicant, b.id)).notes.map((n) => n.text)).toEqual([
      "Which images are these?",
    ]);
    expect(await submitAs(b, 4)).toBe("submitted");
    // What Ada voted on was another text.
    await votes(b.id, 5, "accept", w.ben);
    await expect(accept(w, b.id, 6)).rejects.toThrow("2 members");
  });

  test("cannot be submitted where the policy rejects it, and a reviewer's word declines it", async () => {
    const w = await makeWorld(policyWith({ incomplete: "reject" }));
    const a = await begun(w, 1);
    await expect(submitAs(a, 2, lacking)).rejects.toThrow("would be rejected");
    expect(await stateOf(a.id)).toBe("draft");
    await submitAs(a, 3);
    await markIncomplete(w.ada, { applicationId: a.id, what: "The page that you name is empty." }, at(4));
    expect(await ownApplication(a.applicant, a.id)).toMatchObject({
      state: "declined",
      decision: "The page that you name is empty.",
    });
  });

  test("is submitted where what is missing counts against it, and reviewers see what", async () => {
    const w = await makeWorld(policyWith({ incomplete: "countAgainst" }));
    const a = await begun(w, 1);
    expect(await submitAs(a, 2, lacking)).toBe("submitted");
    expect((await reviewApplication(w.ada, a.id)).review?.missing).toEqual([
      expect.stringMatching(/^One of: Substantial internal deployment/),
    ]);
    await expect(
      markIncomplete(w.ada, { applicationId: a.id, what: "Where does it run?" }, at(3)),
    ).rejects.toThrow("counts against it");
  });
});

describe("an appeal", () => {
  test("is decided by members who took no part before, and its decision is final", async () => {
    const w = await makeWorld(
      policyWith({}, { steps: [step(1)], appeal: { to: "The others", within: days(14) } }),
    );
    const a = await submitted(w, 1);
    await votes(a.id, 2, "decline", w.ada);
    await decide(w.ada, { applicationId: a.id, decision: "decline", reason: "Not for us." }, at(3));
    expect((await ownApplication(a.applicant, a.id)).appeal.open).toBe(true);
    await appealApplication(a.applicant, { applicationId: a.id, text: "We do ship it." }, at(24));
    expect((await reviewApplication(w.ben, a.id)).review).toMatchObject({
      appeal: "We do ship it.",
      mayDecide: [{ name: "Ben" }, { name: "Cyd" }],
    });
    await expect(votes(a.id, 25, "accept", w.ada)).rejects.toThrow("Ask Ben or Cyd");
    await votes(a.id, 25, "decline", w.ben);
    await expect(
      decide(w.ada, { applicationId: a.id, decision: "decline", reason: "Still not." }, at(26)),
    ).rejects.toThrow("took part");
    await decide(w.cyd, { applicationId: a.id, decision: "decline", reason: "Still not." }, at(26));
    await expect(
      appealApplication(a.applicant, { applicationId: a.id, text: "Once more." }, at(27)),
    ).rejects.toThrow("final");
  });

  test("names nobody where too few are left, and comes too late after its time", async () => {
    const w = await makeWorld(policyWith({}, { appeal: { to: "The others", within: days(14) } }));
    const a = await submitted(w, 1);
    await votes(a.id, 2, "decline", w.ada, w.ben);
    await decline(w, a.id, 3);
    const late = appealApplication(a.applicant, { applicationId: a.id, text: "We do ship it." }, at(24 * 15));
    await expect(late).rejects.toThrow("possible until");
    await appealApplication(a.applicant, { applicationId: a.id, text: "We do ship it." }, at(24 * 10));
    await expect(
      vote(w.ada, { applicationId: a.id, vote: "accept", reason: "Well" }, at(241)),
    ).rejects.toThrow("Nobody else in the project may decide it");
  });
});

test("Today shows what waits, by when, and in red once the promised time has passed", async () => {
  const w = await makeWorld(policyWith({}, { steps: [step(2, 30)] }));
  const a = await submitted(w, 1);
  const duties = async () =>
    (await today(w.ada)).groups.flatMap((g) => g.duties).filter((d) => d.id.startsWith("application"));
  // The tests' instants lie ahead of the domain's clock.
  expect(await duties()).toMatchObject([
    {
      text: expect.stringContaining("waits for review"),
      due: expect.anything(),
      action: { href: `/applications/${a.id}` },
    },
  ]);
  await votes(a.id, 2, "accept", w.ada, w.ben);
  expect(await duties()).toMatchObject([{ text: expect.stringContaining("enough voted to accept") }]);
  await accept(w, a.id, 3);
  expect(await duties()).toEqual([]);
});
