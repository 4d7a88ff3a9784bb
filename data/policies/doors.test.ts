import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { today } from "@/data/duties/queries";
import { confirmDoors, doorDuties } from "@/data/policies/doors";
import { listPublicPolicies, publicPolicy } from "@/data/policies/public";
import { read, transact } from "@/data/transaction";
import { publicViewer } from "@/data/viewer";
import { auditEntries } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import type { Member } from "@/domain/viewer";
import { adopted } from "@/tests/policy";
import { again, makeProject } from "@/tests/project";
import { asOwner } from "@/tests/sql";
import { makeWorld, omniPolicy, T0, vllmPolicy, type World, worker } from "@/tests/world";

const absent = { code: "not_found", message: "Not found." };
const after = (days: number) => ({ at: T0.add({ hours: 24 * days }) });
const slugOf = async (w: World): Promise<string> => {
  const [row] = await asOwner((sql) => sql`select slug from projects where id = ${w.projectId}`);
  return String(row?.["slug"]);
};
const dutiesOf = (m: Member, days: number) => transact(m, "read", doorDuties, after(days));

describe("the doors for reports (P46)", () => {
  test("are confirmed by a member of the project, which stands in its record", async () => {
    const w = await makeWorld();
    await confirmDoors(w.ada, { projectId: w.projectId }, after(10));
    const [row] = await asOwner(
      (sql) => sql`select doors_confirmed_at, doors_confirmed_by from projects where id = ${w.projectId}`,
    );
    expect(row?.["doors_confirmed_by"]).toBe(w.ada.userId);
    const entries = await read(worker, (ctx) => ctx.tx.select().from(auditEntries));
    expect(
      entries.filter((e) => e.streamId === w.projectId && e.action === "policy.doors_confirmed"),
    ).toMatchObject([{ facts: { number: 1, version: "1" } }]);
  });

  test("of a project of others do not exist for a member", async () => {
    const [w, other] = [await makeWorld(), await makeWorld()];
    const second = await makeProject(w, omniPolicy(), [w.ben]);
    await expect(confirmDoors(other.ada, { projectId: w.projectId })).rejects.toMatchObject(absent);
    await expect(confirmDoors(w.ada, { projectId: second })).rejects.toMatchObject(absent);
    await expect(confirmDoors(publicViewer(), { projectId: w.projectId })).rejects.toMatchObject(absent);
  });

  test("cannot be confirmed where the policy names none", async () => {
    const w = await makeWorld({ ...vllmPolicy(), reporting: null });
    await expect(confirmDoors(w.ada, { projectId: w.projectId })).rejects.toMatchObject({ code: "refused" });
  });
});

describe("security.txt on Today", () => {
  test("asks from thirty days before it expires, at once when it has, and no more once confirmed", async () => {
    const w = await makeWorld();
    const slug = await slugOf(w);
    expect(await dutiesOf(w.ada, 333)).toEqual([]);
    expect(await dutiesOf(w.ada, 352)).toMatchObject([
      {
        tone: "attention",
        urgent: false,
        text: expect.stringMatching(/^security\.txt of .* expires in 12 days$/),
        action: { href: `/policy?project=${slug}`, label: "Confirm" },
      },
    ]);
    expect(await dutiesOf(w.ada, 363)).toMatchObject([{ text: expect.stringContaining("in 1 day") }]);
    expect(await dutiesOf(w.ada, 364)).toMatchObject([
      { tone: "danger", urgent: true, text: expect.stringContaining("expired on") },
    ]);
    await confirmDoors(w.ben, { projectId: w.projectId }, after(364));
    expect(await dutiesOf(w.ada, 365)).toEqual([]);
    expect(await dutiesOf(w.ada, 364 + 334)).toHaveLength(1);
  });

  test("asks nothing where nothing is exported, and nobody of another project", async () => {
    const w = await makeWorld(omniPolicy());
    expect(await dutiesOf(w.ada, 500)).toEqual([]);
    const other = await makeWorld();
    await makeProject(other, vllmPolicy(), [other.ben]);
    expect((await dutiesOf(other.cyd, 364)).map((d) => d.id)).toHaveLength(1);
    expect((await dutiesOf(await again(other.ben), 364)).map((d) => d.id)).toHaveLength(2);
  });

  test("stands among the other duties", async () => {
    const w = await makeWorld(omniPolicy());
    await adopted(w.projectId, vllmPolicy());
    const { groups } = await today(w.ada);
    expect(groups.flatMap((g) => g.duties.map((d) => d.text))).toContainEqual(
      expect.stringMatching(/^security\.txt of .* expired on /),
    );
  });

  test("says where only a new version helps", async () => {
    const policy = vllmPolicy();
    const dated: Policy = {
      ...policy,
      reporting: policy.reporting && { ...policy.reporting, expires: "2027-02-01T00:00:00Z" },
    };
    const w = await makeWorld(dated);
    const [duty] = await dutiesOf(w.ada, 20);
    expect(duty?.detail).toContain("a version with a later one is needed");
  });
});

describe("a policy as everybody reads it", () => {
  test("names nobody who wrote or adopted it, by no field", async () => {
    const w = await makeWorld();
    const slug = await slugOf(w);
    await asOwner(
      (sql) =>
        sql`update project_policies set proposed_by = ${w.ada.userId}, adopted_by = ${w.ben.userId}, reason = 'Grown up', vote = '3-0' where project_id = ${w.projectId}`,
    );
    const of = await publicPolicy(publicViewer(), slug);
    const { policy: _, ...rest } = of;
    const said = JSON.stringify(rest);
    for (const m of [w.ada, w.ben, w.cyd]) {
      expect(said).not.toContain(m.userId);
      expect(said).not.toContain(m.email);
    }
    expect(of.history).toMatchObject([{ number: 1, version: "1", reason: "Grown up", vote: "3-0" }]);
    expect(of.team).toEqual([]);
  });

  test("is the version in force; an earlier and an announced one say so and when", async () => {
    const w = await makeWorld(omniPolicy());
    const slug = await slugOf(w);
    await adopted(w.projectId, vllmPolicy());
    await asOwner(
      (sql) =>
        sql`insert into project_policies (project_id, number, document, effective_at, adopted_at) select project_id, 3, document, '2999-01-01', adopted_at from project_policies where project_id = ${w.projectId} and number = 1`,
    );
    const now = await publicPolicy(publicViewer(), slug);
    const listed = (await listPublicPolicies(publicViewer())).find((p) => p.slug === slug);
    expect(listed).toMatchObject({ title: now.policy.title, effectiveAt: now.effectiveAt });
    expect(now).toMatchObject({ number: 2, standing: { state: "in force" }, exports: { ok: true } });
    expect(now.history.map((h) => [h.number, h.state])).toEqual([
      [3, "announced"],
      [2, "in force"],
      [1, "passed over"],
    ]);
    expect((await publicPolicy(publicViewer(), slug, 3)).standing).toEqual({
      state: "announced",
      from: Temporal.Instant.from("2999-01-01T00:00:00Z"),
    });
    const first = await publicPolicy(publicViewer(), slug, 1);
    expect(first).toMatchObject({ number: 1, exports: { ok: false } });
    expect(first.standing.state).not.toBe("in force");
  });

  test("of no project, or of a number that never was, is absent", async () => {
    const slug = await slugOf(await makeWorld());
    for (const [of, number] of [
      ["no-such-project", undefined],
      ["../x", undefined],
      [slug, 7],
      [slug, Number.NaN],
    ] as const)
      await expect(publicPolicy(publicViewer(), of, number)).rejects.toMatchObject(absent);
  });

  test("stands in the list with its version", async () => {
    const w = await makeWorld(omniPolicy());
    const slug = await slugOf(w);
    const listed = (await listPublicPolicies(publicViewer())).find((p) => p.slug === slug);
    expect(listed).toMatchObject({
      version: "1",
      title: "vLLM-Omni security policy",
      exports: { ok: false },
    });
  });
});
