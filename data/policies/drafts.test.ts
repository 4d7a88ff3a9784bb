import { describe, expect, test } from "vitest";
import { getCase } from "@/data/cases/queries";
import { startCase } from "@/data/cases/start";
import { today } from "@/data/duties/queries";
import { recordEvidence } from "@/data/memberships/evidence";
import { organizationStanding } from "@/data/memberships/queries";
import { adoptDraft, decideFate, reviewAfterChange } from "@/data/policies/adopt";
import { dropDraft, proposeDraft, saveDraft, sendBackDraft, startDraft } from "@/data/policies/drafts";
import { policyDesk, policyDraft } from "@/data/policies/queries";
import { projectIdBySlug } from "@/data/projects/queries";
import { tieMember } from "@/data/teams/ties";
import { lint } from "@/domain/policy/lint/lint";
import { removeValue, setValue } from "@/formats/policy/edit";
import { parsePolicy } from "@/formats/policy/read";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, type World, worker } from "@/tests/world";

const absent = { code: "not_found", message: "Not found." };
const slugOf = async (w: World) => {
  const [row] = await asOwner((sql) => sql`select slug from projects where id = ${w.projectId}`);
  return String(row?.["slug"]);
};
const draftOf = async (w: World, by = w.ada) => {
  const { draft } = await policyDraft(by, await slugOf(w));
  if (!draft) throw new Error("no draft is open");
  return draft;
};
const started = (w: World, from = "") => startDraft(w.ada, { projectId: w.projectId, from }, at(1));

/** Ada changes the draft's text. */
async function written(w: World, change: (source: string) => string): Promise<void> {
  const d = await draftOf(w);
  await saveDraft(w.ada, { draftId: d.id, revision: d.revision, source: change(d.source) }, at(1.1));
}
async function proposed(w: World, change: (source: string) => string = (s) => s) {
  await started(w, "vllm");
  await written(w, (s) => setValue(change(s), ["version"], "2"));
  const d = await draftOf(w);
  const found = lint(parsePolicy(d.source)).length > 0 ? { findings: "read" } : {};
  const input = { draftId: d.id, revision: d.revision, reason: "it was wrong", vote: "2 for", ...found };
  await proposeDraft(w.ada, input, at(2));
  return draftOf(w);
}
const adopt = async (w: World, by = w.ben, hours = 3) => {
  const d = await draftOf(w, by);
  return adoptDraft(by, { draftId: d.id, revision: d.revision }, at(hours));
};

describe("a draft", () => {
  test("begins from what is in force or from a shipped text, is one for a project, and changes nothing", async () => {
    const w = await makeWorld();
    await expect(startDraft(w.ada, { projectId: w.projectId, from: "nobody" })).rejects.toMatchObject({
      fields: { from: "Choose one of the list." },
    });
    await started(w, "openssl");
    expect((await draftOf(w)).policy?.title).toContain("OpenSSL");
    await expect(startDraft(w.ben, { projectId: w.projectId })).rejects.toThrow("A draft is open already");
    expect((await policyDesk(w.ben, await slugOf(w))).inForce).toMatchObject({ number: 1, version: "1" });
    await dropDraft(w.cyd, { draftId: (await draftOf(w)).id });
    await started(w);
    expect((await draftOf(w)).policy?.title).toContain("vLLM");
  });

  test("keeps whatever was written, also what is no policy, and two who write at once do not overwrite one another", async () => {
    const w = await makeWorld();
    await started(w);
    const d = await draftOf(w);
    await saveDraft(w.ben, { draftId: d.id, revision: d.revision, source: "a: [" });
    expect((await draftOf(w)).source).toBe("a: [");
    await expect(
      saveDraft(w.ada, { draftId: d.id, revision: d.revision, source: "mine" }),
    ).rejects.toMatchObject({ code: "stale" });
    const now = await draftOf(w);
    const over = { draftId: d.id, revision: d.revision, over: now.revision, source: "a: [ # knowingly" };
    await saveDraft(w.ada, over);
    await expect(saveDraft(w.ben, over)).rejects.toMatchObject({ code: "stale" });
    await expect(
      proposeDraft(w.ada, { draftId: now.id, revision: now.revision + 1, reason: "because" }),
    ).rejects.toThrow("It is no policy yet. line 1");
    const save = (source: string) => saveDraft(w.ada, { draftId: now.id, revision: now.revision, source });
    await expect(save("\0")).rejects.toMatchObject({ fields: { source: expect.any(String) } });
    await expect(save("x".repeat(200_001))).rejects.toMatchObject({ fields: { source: expect.any(String) } });
  });

  test("with findings is proposed only by somebody who says that they read them", async () => {
    const w = await makeWorld();
    await started(w, "vllm-omni-2");
    const d = await draftOf(w);
    const input = { draftId: d.id, revision: d.revision, reason: "the later text" };
    await expect(proposeDraft(w.ada, input)).rejects.toThrow("It has findings");
    await proposeDraft(w.ada, { ...input, findings: "read" });
    expect((await draftOf(w)).state).toBe("proposed");
  });

  test("that is proposed stands as it is, and is adopted by another member, here and in the database", async () => {
    const w = await makeWorld();
    const d = await proposed(w);
    await expect(
      saveDraft(w.ada, { draftId: d.id, revision: d.revision, source: "title: x" }),
    ).rejects.toThrow("send it back first");
    await expect(adopt(w, w.ada)).rejects.toThrow("Another member adopts it");
    expect((await today(w.ben)).groups.flatMap((g) => g.duties).map((x) => x.text)).toContainEqual(
      expect.stringContaining("waits for a second member"),
    );
    await adopt(w);
    const desk = await policyDesk(w.cyd, await slugOf(w));
    expect(desk.history[0]).toMatchObject({
      number: 2,
      version: "2",
      proposedBy: "Ada",
      adoptedBy: "Ben",
      reason: "it was wrong",
      vote: "2 for",
    });
    await expect(
      asOwner((sql) => sql`update project_policies set adopted_by = proposed_by where number = 2`),
    ).rejects.toThrow("project_policies_two_people");
  });

  test("can be sent back with a note to its author and dropped by anybody of the project, and an approval of what changed since is refused", async () => {
    const w = await makeWorld();
    const d = await proposed(w);
    await sendBackDraft(w.ben, { draftId: d.id, note: "the date" });
    expect(await draftOf(w)).toMatchObject({ state: "draft", sentBackNote: "the date" });
    await expect(adoptDraft(w.ben, { draftId: d.id, revision: d.revision })).rejects.toThrow(
      "Load the page again",
    );
    await expect(adopt(w)).rejects.toThrow("Propose it first");
    await dropDraft(w.cyd, { draftId: d.id });
    await expect(sendBackDraft(w.ben, { draftId: d.id })).rejects.toThrow("was dropped");
  });

  test("of a project that one does not work on does not exist", async () => {
    const [w, other] = [await makeWorld(), await makeWorld()];
    const d = await proposed(w);
    const stranger = other.ada;
    await expect(startDraft(stranger, { projectId: w.projectId })).rejects.toMatchObject(absent);
    for (const act of [adoptDraft, saveDraft, proposeDraft])
      await expect(
        act(stranger, { draftId: d.id, revision: d.revision, source: "x: 1", reason: "because" }),
      ).rejects.toMatchObject(absent);
    for (const act of [sendBackDraft, dropDraft])
      await expect(act(stranger, { draftId: d.id })).rejects.toMatchObject(absent);
    await expect(policyDraft(stranger, await slugOf(w))).rejects.toMatchObject(absent);
    await expect(policyDesk(stranger, await slugOf(w))).rejects.toMatchObject(absent);
  });

  test("adopted by two at the same moment is adopted once", async () => {
    const w = await makeWorld();
    await proposed(w);
    const both = await Promise.allSettled([adopt(w, w.ben), adopt(w, w.cyd)]);
    expect(both.map((b) => b.status).sort()).toEqual(["fulfilled", "rejected"]);
    expect((await policyDesk(w.ada, await slugOf(w))).history).toHaveLength(2);
  });
});

describe("an adopted version (P1)", () => {
  test("holds from its first day on: before, the one in force does", async () => {
    const w = await makeWorld();
    await proposed(w, (s) => setValue(s, ["effectiveFrom"], "2027-01-10"));
    await adopt(w);
    const before = await startCase(w.ada, { projectId: w.projectId, title: "a", summary: "" }, at(24 * 5));
    const after = await startCase(w.ada, { projectId: w.projectId, title: "b", summary: "" }, at(24 * 7));
    expect((await getCase(w.ada, before.reference)).summary.policy.version).toBe("1");
    expect((await getCase(w.ada, after.reference)).summary.policy.version).toBe("2");
  });

  test("never holds from before its adoption", async () => {
    const w = await makeWorld();
    await proposed(w, (s) => setValue(s, ["effectiveFrom"], "2020-01-01"));
    await adopt(w);
    const [version] = (await policyDesk(w.ada, await slugOf(w))).history;
    expect(version?.effectiveAt.toString()).toBe(at(3).at.toString());
  });

  test("is exported as the very text that was written, comments and all", async () => {
    const w = await makeWorld();
    const d = await proposed(w);
    await adopt(w);
    const rows = await asOwner(
      (sql) => sql`select source from project_policies where project_id = ${w.projectId} and number = 2`,
    );
    expect(rows[0]?.["source"]).toBe(d.source);
    expect(d.source).toContain("# Finding");
  });

  test("brings the groups that it names (P2), and takes none away", async () => {
    const w = await makeWorld();
    await started(w, "kubernetes");
    const d = await draftOf(w);
    const [name] = parsePolicy(d.source).groups.map((g) => g.name);
    await proposeDraft(w.ada, {
      draftId: d.id,
      revision: d.revision,
      reason: "another text",
      findings: "read",
    });
    await adopt(w);
    const rows = await asOwner((sql) => sql`select name from groups where project_id = ${w.projectId}`);
    expect(rows.map((r) => r["name"])).toEqual(expect.arrayContaining(["Distributors", "Hosted", name]));
  });
});

describe("members whom a new version would not let in", () => {
  const CRITERIA = ["eligibility", "criteria"];
  const strict = (s: string) =>
    setValue(removeValue(s, ["prenotification", "recipients"]), CRITERIA, {
      all: [{ id: "certified", text: "Holds the certificate" }],
    });

  /** An organization that meets vLLM's criteria, under a draft that asks for something else. */
  async function doubted(): Promise<[World, Org]> {
    const w = await makeWorld();
    const org = await makeOrg(w);
    for (const criterion of ["ships", "contributions"])
      await recordEvidence(
        w.ada,
        {
          organizationId: org.id,
          projectId: w.projectId,
          criterion,
          note: "seen in public",
          datedOn: "2027-01-01",
          verdict: "met",
        },
        at(1),
      );
    await proposed(w, strict);
    return [w, org];
  }
  const decide = async (w: World, org: Org, fate: string, by = w.cyd) =>
    decideFate(
      by,
      { draftId: (await draftOf(w)).id, organizationIds: org.id, fate, reason: "we looked at it" },
      at(2.5),
    );

  test("are named with the path that decides, and nothing is adopted before somebody said what becomes of them", async () => {
    const [w, org] = await doubted();
    const { lost } = await policyDraft(w.ben, await slugOf(w)).then((of) =>
      "lost" in of ? of : { lost: [] },
    );
    expect(lost).toMatchObject([
      { organizationId: org.id, before: { standing: "met" }, after: { standing: "needs_person" } },
    ]);
    await expect(adopt(w)).rejects.toThrow("Say first what becomes of the member");
    await decide(w, org, "keep");
    await adopt(w);
  });

  test("are reviewed where that was decided: it waits on Today until a member did", async () => {
    const [w, org] = await doubted();
    await decide(w, org, "review");
    await adopt(w);
    const duties = async () =>
      (await today(w.ada)).groups.flatMap((g) => g.duties).filter((d) => d.id.startsWith("review-"));
    expect(await duties()).toHaveLength(1);
    const [row] = await asOwner(
      (sql) => sql`select draft_id from policy_fates where organization_id = ${org.id}`,
    );
    const input = { draftId: row?.["draft_id"], organizationId: org.id, note: "it holds one" };
    await reviewAfterChange(w.ada, input);
    expect(await duties()).toEqual([]);
    await expect(reviewAfterChange(w.ada, input)).rejects.toThrow("reviewed already");
  });

  test("are never withdrawn by it: a withdrawal is proposed, and a second member confirms as ever", async () => {
    const [w, org] = await doubted();
    await decide(w, org, "withdraw");
    await adopt(w);
    const [project] = (await organizationStanding(w.ben, org.id)).projects;
    expect(project?.withdrawals).toMatchObject([
      { state: "proposed", why: "The policy was refined", proposedBy: "Cyd" },
    ]);
    const states = await asOwner(
      (sql) => sql`select state from memberships where organization_id = ${org.id}`,
    );
    expect(states).toMatchObject([{ state: "active" }]);
  });

  test("who are let in after all are neither withdrawn nor reviewed: what was decided of them has no effect", async () => {
    for (const fate of ["withdraw", "review"]) {
      const [w, org] = await doubted();
      await decide(w, org, fate);
      await sendBackDraft(w.ben, { draftId: (await draftOf(w)).id });
      await written(w, (s) => setValue(s, CRITERIA, { any: [{ id: "ships", text: "Ships vLLM" }] }));
      const d = await draftOf(w);
      const input = { draftId: d.id, revision: d.revision, reason: "milder", findings: "read" };
      await proposeDraft(w.ada, input, at(2.6));
      await adopt(w);
      const [project] = (await organizationStanding(w.ben, org.id)).projects;
      expect(project).toMatchObject({ withdrawals: [], reviews: [] });
    }
  });

  test("are decided about by nobody who is tied to them", async () => {
    const [w, org] = await doubted();
    await tieMember(w.cyd, { userId: w.cyd.userId, organizationId: org.id });
    await expect(decide(w, org, "keep")).rejects.toThrow("You are tied to");
  });
});

test("who asks on the terminal finds the project by its short name", async () => {
  const w = await makeWorld();
  expect(await projectIdBySlug(worker, await slugOf(w))).toBe(w.projectId);
});
