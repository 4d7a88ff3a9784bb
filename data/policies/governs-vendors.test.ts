import { describe, expect, test } from "vitest";
import { deliveryBoard } from "@/data/deliveries/board";
import { dispatchNotice } from "@/data/deliveries/commands";
import { recordEvidence } from "@/data/memberships/evidence";
import { startMembership } from "@/data/memberships/start";
import { getNotice } from "@/data/notices/queries";
import { remindSilent } from "@/data/notices/remind";
import { answerTerms } from "@/data/readings/commands";
import { vendorCase } from "@/data/readings/queries";
import type { Eligibility, Predicate } from "@/domain/policy/parts/eligibility";
import type { Policy } from "@/domain/policy/policy";
import { inUtc } from "@/domain/time";
import { approve, RELEASE, SEND, scheduled, send, told, written } from "@/tests/case";
import { withQuorum } from "@/tests/policy";
import { at, makeOrg, makeWorld, type Org, T0, vllmPolicy, type World, worker } from "@/tests/world";

// What a policy decides about who is a member and what vendors get; `governs.test.ts` has what it decides about cases.

const statement = (id: string): Predicate => ({
  id,
  text: `It ${id}`,
  kind: "judgement",
  threshold: null,
  evidence: null,
});
const asking = (more: Partial<Eligibility>): Policy => ({
  ...vllmPolicy(),
  prenotification: null,
  eligibility: { criteria: null, exclusions: [], capacity: null, applicants: [], text: null, ...more },
});

describe("whether a membership begins at once", () => {
  const judged = (w: World, org: Org, criterion: string, verdict: "met" | "not_met") =>
    recordEvidence(
      w.ada,
      {
        organizationId: org.id,
        projectId: w.projectId,
        criterion,
        note: "seen in public",
        datedOn: "2027-01-03",
        verdict,
      },
      at(1),
    );
  const start = async (w: World, org: Org) =>
    (
      await startMembership(
        w.ada,
        { organizationId: org.id, groupId: w.groupId, reason: "it applied" },
        at(2),
      )
    ).proposed;
  const stranger = (w: World) => makeOrg(w, { state: "none" });

  test("goes by the criteria (P3), where the policy lets one decide: not met, or judged by nobody, is for two members", async () => {
    const w = await makeWorld(
      withQuorum(asking({ criteria: { all: [statement("ships"), statement("fixes")] } }), 1),
    );
    const [met, lost, open] = [await stranger(w), await stranger(w), await stranger(w)];
    for (const org of [met, lost, open]) await judged(w, org, "ships", "met");
    await judged(w, met, "fixes", "met");
    await judged(w, lost, "fixes", "not_met");
    expect([await start(w, met), await start(w, lost), await start(w, open)]).toEqual([false, true, true]);
  });

  test("is refused to whom an exclusion fits, or may fit, whatever else is met (P5)", async () => {
    const asked = asking({ criteria: statement("ships"), exclusions: [statement("scans")] });
    const w = await makeWorld(withQuorum(asked, 1));
    const [free, excluded, unknown] = [await stranger(w), await stranger(w), await stranger(w)];
    for (const org of [free, excluded, unknown]) await judged(w, org, "ships", "met");
    await judged(w, free, "scans", "not_met");
    await judged(w, excluded, "scans", "met");
    expect([await start(w, free), await start(w, excluded), await start(w, unknown)]).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe("the terms (P13)", () => {
  const answer = (org: Org, reference: string, termsVersion: string) =>
    answerTerms(org.person, { reference, answer: "accepted", termsVersion }, at(SEND + 1));

  test("are the policy's own, by their version; without any a vendor accepts a text that is said to be ours", async () => {
    const terms = { version: "2026-1", text: "Keep it to yourself.", by: null, when: null };
    const [w, silent] = [await makeWorld({ ...vllmPolicy(), terms }), await makeWorld()];
    const [org, other] = [await makeOrg(w), await makeOrg(silent)];
    const [t, u] = [await told(w, [org]), await told(silent, [other])];
    expect((await vendorCase(org.person, t.reference)).terms).toEqual({
      version: "2026-1",
      text: "Keep it to yourself.",
      ours: false,
    });
    await expect(answer(org, t.reference, "curfew-1")).rejects.toMatchObject({ code: "stale" });
    await answer(org, t.reference, "2026-1");
    expect((await vendorCase(org.person, t.reference)).content).not.toBeNull();
    expect((await vendorCase(other.person, u.reference)).terms).toMatchObject({
      version: "curfew-1",
      ours: true,
    });
  });
});

describe("plain mail (P23)", () => {
  const texts = async (mailSaysDate: boolean) => {
    const policy = vllmPolicy();
    const w = await makeWorld({
      ...policy,
      prenotification: policy.prenotification && { ...policy.prenotification, mailSaysDate },
    });
    const c = await scheduled(w);
    const noticeId = await written(w, c, [await makeOrg(w)]);
    await approve(w, c, noticeId);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    return (await send(noticeId)).map((m) => m.text);
  };

  test("names the release instant where the policy lets it, and never else", async () => {
    const instant = inUtc(T0.add({ hours: RELEASE }));
    const [open, closed] = [await texts(true), await texts(false)];
    expect([open.length > 0, closed.length > 0]).toEqual([true, true]);
    expect(open.every((t) => t.includes(instant))).toBe(true);
    expect(closed.some((t) => t.includes(instant))).toBe(false);
  });
});

describe("the duty to acknowledge (P27)", () => {
  const acknowledge = {
    type: "acknowledge",
    within: { amount: 3, upTo: null, unit: "days" },
    anchor: "advisorySent",
    evidence: null,
    consequence: null,
    text: "Acknowledge what was sent.",
  } as const;
  const board = async (policy: Policy) => {
    const w = await makeWorld(policy);
    const t = await told(w, [await makeOrg(w)]);
    const { silence } = await deliveryBoard(w.ada, t.reference, t.noticeId);
    const { revision } = await getNotice(w.ada, t.reference, t.noticeId);
    const remind = (hours: number) =>
      remindSilent(w.ben, { noticeId: t.noticeId, revision }, at(SEND + hours));
    return { silence, remind };
  };

  test("says after how long an organization is silent; where the policy has none it is ours, and said to be", async () => {
    const { silence, remind } = await board({ ...vllmPolicy(), duties: [acknowledge] });
    expect(silence).toEqual({ hours: 72, ours: false });
    await expect(remind(71)).rejects.toMatchObject({ code: "refused" });
    expect(await remind(73)).toMatchObject({ organizations: 1 });
    expect((await board({ ...vllmPolicy(), duties: [] })).silence).toEqual({ hours: 24, ours: true });
  });
});
