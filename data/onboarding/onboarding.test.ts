import { describe, expect, test } from "vitest";
import { mailboxConfirms } from "@/data/demo/seeding";
import { applyImport } from "@/data/imports/apply";
import { previewImport } from "@/data/imports/preview";
import { onboardingBoard } from "@/data/onboarding/board";
import { forMany } from "@/data/onboarding/many";
import { getOrganization } from "@/data/organizations/queries";
import { tieMember } from "@/data/teams/ties";
import { asOwner } from "@/tests/sql";
import { makeOrg, makeWorld, type World } from "@/tests/world";

/** Three organizations from a list, proposed by Ada for the first group. */
async function imported(w: World) {
  const text = ["A", "B", "C"].map((n) => `${n},security@${n.toLowerCase()}.example,Distributors`);
  const list = ["organization,role address,group", ...text].join("\n");
  const { digest } = await previewImport(w.ada, list);
  await applyImport(w.ada, { text: list, digest });
  const { rows } = await onboardingBoard(w.ada, w.groupId);
  return rows.map((r) => r.organizationId);
}
const board = async (w: World, by = w.ada) => (await onboardingBoard(by, w.groupId)).rows;

describe("the onboarding board", () => {
  test("shows who is proposed, accepted or active, what each lacks, and the one next step", async () => {
    const w = await makeWorld();
    await imported(w);
    await makeOrg(w, { name: "Running" });
    await makeOrg(w, { name: "Gone", state: "left" });
    await makeOrg(w, { name: "Waiting", state: "accepted", contact: "proposed" });
    await makeOrg(w, { name: "Elsewhere", groupIds: [w.otherGroupId] });
    const { counts, missing, rows } = await onboardingBoard(w.ben, w.groupId);
    expect(counts).toEqual({ all: 5, proposed: 3, accepted: 1, active: 1 });
    expect(missing).toMatchObject({ decision: 3, mailbox: 4, person: 3, terms: 3 });
    expect(rows.map((r) => [r.name, r.state, r.role, r.person])).toEqual([
      ["A", "proposed", "not asked", "none"],
      ["B", "proposed", "not asked", "none"],
      ["C", "proposed", "not asked", "none"],
      ["Running", "active", "admitted", "admitted"],
      ["Waiting", "accepted", "not asked", "admitted"],
    ]);
    expect(rows[0]?.next).toContain("Confirm the membership");
    expect((await board(w))[0]?.next).toContain("Ask the mailbox");
    expect((await onboardingBoard(w.ben, w.groupId, "decision")).rows).toHaveLength(3);
    const { ada: stranger } = await makeWorld();
    await expect(onboardingBoard(stranger, w.groupId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("takes many from asked to admitted to members, each with its result and none behind another's refusal", async () => {
    const w = await makeWorld();
    const [a = "", b = "", c = ""] = await imported(w);
    const all = { groupId: w.groupId, organizationIds: [a, b, c] };
    const asked = await forMany(w.ada, { ...all, what: "ask" });
    expect(asked.map((r) => `${r.name} ${r.ok} ${r.words}`).sort()).toEqual(
      ["A", "B", "C"].map((n) => `${n} true security@${n.toLowerCase()}.example was asked.`),
    );
    expect((await board(w)).map((r) => r.role)).toEqual(["asked", "asked", "asked"]);
    const ofA = (await getOrganization(w.ada, a)).contacts[0];
    await mailboxConfirms(ofA?.id ?? "");
    const admitted = await forMany(w.ada, { ...all, what: "admit" });
    expect(admitted.filter((r) => r.ok).map((r) => r.name)).toEqual(["A"]);
    expect(admitted.filter((r) => !r.ok).map((r) => r.words)).toEqual([
      "None of its contacts confirmed itself and waits.",
      "None of its contacts confirmed itself and waits.",
    ]);
    await tieMember(w.ben, { userId: w.ben.userId, organizationId: b });
    const own = await forMany(w.ada, { ...all, what: "confirm" });
    expect(own.every((r) => !r.ok && r.words.includes("Another member confirms"))).toBe(true);
    const confirmed = await forMany(w.ben, { ...all, what: "confirm" });
    const words = new Map(confirmed.map((r) => [r.name, r]));
    expect(words.get("A")).toMatchObject({ ok: true });
    expect(words.get("B")).toMatchObject({ ok: false, words: expect.stringContaining("You are tied to B") });
    expect(words.get("C")).toMatchObject({ ok: true });
    expect((await board(w)).map((r) => r.state)).toEqual(["accepted", "proposed", "accepted"]);
  });

  test("goes in the order of ids, acts once for a form that is sent twice, and asks a mailbox three times a day at most", async () => {
    const w = await makeWorld();
    const ids = await imported(w);
    const input = { groupId: w.groupId, what: "ask", all: "any" };
    const submission = crypto.randomUUID();
    const first = await forMany(w.ada, input, { submission });
    expect(first.map((r) => r.organizationId)).toEqual([...ids].sort());
    const asks = async () =>
      (
        await asOwner(
          (sql) =>
            sql`select 1 from contact_confirmations k join contacts c on c.id = k.contact_id where c.organization_id = any(${ids}::uuid[])`,
        )
      ).length;
    expect(await asks()).toBe(3);
    expect(await forMany(w.ada, input, { submission })).toEqual(first);
    expect(await asks()).toBe(3);
    await forMany(w.ada, input);
    await forMany(w.ada, input);
    const fourth = await forMany(w.ada, input);
    expect(fourth.every((r) => !r.ok && r.words.includes("3 times within a day"))).toBe(true);
    expect(await asks()).toBe(9);
  });

  test("acts on nothing outside the group, and on nothing at all for a contact or a stranger", async () => {
    const w = await makeWorld();
    await imported(w);
    const outside = await makeOrg(w, { state: "none", contact: "proposed" });
    const input = { groupId: w.groupId, what: "ask", organizationIds: [outside.id] };
    await expect(forMany(w.ada, input)).rejects.toThrow("Choose at least one organization");
    const { ada: stranger } = await makeWorld();
    await expect(forMany(stranger, { ...input, all: "any" })).rejects.toMatchObject({ code: "not_found" });
    await expect(forMany(w.ada, { groupId: w.groupId, what: "drop" })).rejects.toThrow("Choose what to do");
    await expect(forMany(stranger, { groupId: w.groupId, what: "drop" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("asks who they are before the first is touched", async () => {
    const w = await makeWorld();
    const [a = ""] = await imported(w);
    const stale = { ...w.ben, provedAt: null };
    await expect(
      forMany(stale, { groupId: w.groupId, what: "confirm", organizationIds: [a] }),
    ).rejects.toMatchObject({ code: "step_up" });
    expect((await board(w)).map((r) => r.state)).toEqual(["proposed", "proposed", "proposed"]);
  });
});
