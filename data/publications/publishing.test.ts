import { describe, expect, test } from "vitest";
import { saveAdvisory } from "@/data/advisories/commands";
import { getPublished, listPublished, listVersions } from "@/data/advisories/queries";
import { closeCase } from "@/data/cases/commands";
import { getCase } from "@/data/cases/queries";
import { today } from "@/data/duties/queries";
import { getNotice, listNotices } from "@/data/notices/queries";
import { confirmPublication, proposePublication, withdrawPublication } from "@/data/publications/commands";
import { publicViewer } from "@/data/viewer";
import { approve, deliveriesOf, publish, RELEASE, scheduled, send, told, written } from "@/tests/case";
import { asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld } from "@/tests/world";

const newest = async (w: Awaited<ReturnType<typeof makeWorld>>, reference: string) =>
  (await listVersions(w.ada, reference)).versions[0]?.id;

describe("two members publish", () => {
  test("whoever proposed cannot confirm, in the command and in the database", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const { publicationId } = await proposePublication(
      w.ada,
      { caseId: c.caseId, versionId: await newest(w, c.reference) },
      at(RELEASE + 1),
    );
    await expect(
      confirmPublication(w.ada, { caseId: c.caseId, publicationId }, at(RELEASE + 1)),
    ).rejects.toThrow("You proposed this publication");
    await expect(
      asOwner((sql) => sql`update publications set confirmed_by = proposed_by where id = ${publicationId}`),
    ).rejects.toThrow("publications_two_people");
    await expect(getPublished(publicViewer(), c.reference)).rejects.toMatchObject({ code: "not_found" });
  });

  test("what was proposed is what is published, though the text changed meanwhile", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const [v] = (await listVersions(w.ada, c.reference)).versions;
    const { publicationId } = await proposePublication(
      w.ada,
      { caseId: c.caseId, versionId: v?.id },
      at(RELEASE + 1),
    );
    await saveAdvisory(
      w.cyd,
      { caseId: c.caseId, base: 1, ...v?.content, impact: "slipped in" },
      at(RELEASE + 1),
    );
    await confirmPublication(w.ben, { caseId: c.caseId, publicationId }, at(RELEASE + 1));
    expect(await getPublished(publicViewer(), c.reference)).toMatchObject({
      number: 1,
      text: { impact: "" },
    });
  });

  test("before the instant only with the reference typed out, by both", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const versionId = await newest(w, c.reference);
    await expect(proposePublication(w.ada, { caseId: c.caseId, versionId }, at(5))).rejects.toMatchObject({
      fields: { typedReference: expect.stringContaining(c.reference) },
    });
    const { publicationId } = await proposePublication(
      w.ada,
      { caseId: c.caseId, versionId, typedReference: c.reference },
      at(5),
    );
    await expect(
      confirmPublication(w.ben, { caseId: c.caseId, publicationId, typedReference: "yes" }, at(5)),
    ).rejects.toMatchObject({ fields: { typedReference: expect.anything() } });
    await confirmPublication(w.ben, { caseId: c.caseId, publicationId, typedReference: c.reference }, at(5));
  });

  test("one member takes a proposal back", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    const { publicationId } = await proposePublication(
      w.ada,
      { caseId: c.caseId, versionId: await newest(w, c.reference) },
      at(RELEASE + 1),
    );
    await withdrawPublication(w.cyd, { caseId: c.caseId }, at(RELEASE + 1));
    await expect(
      confirmPublication(w.ben, { caseId: c.caseId, publicationId }, at(RELEASE + 1)),
    ).rejects.toMatchObject({ code: "stale" });
  });
});

describe("going public", () => {
  test("is not blocked by a notice that waits or a vendor that never answered, and voids what would still open the case", async () => {
    const w = await makeWorld();
    const [told1, late] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [told1]);
    const waiting = await written(w, t, [late]);
    await approve(w, t, waiting);
    await publish(w, t);
    expect((await getNotice(w.ada, t.reference, waiting)).state).toBe("void");
    expect((await deliveriesOf(waiting)).map((d) => d.state)).toEqual(["cancelled", "cancelled"]);
    expect((await getCase(w.ada, t.reference)).summary).toMatchObject({ state: "public" });
  });

  test("sends the lift to everybody who was told, paused and withdrawn too, and to nobody else", async () => {
    const w = await makeWorld();
    const [kept, paused, withdrawn, untold] = [
      await makeOrg(w),
      await makeOrg(w),
      await makeOrg(w),
      await makeOrg(w),
    ];
    const t = await told(w, [kept, paused, withdrawn]);
    await setMembership(paused.membershipIds[0] ?? "", "paused");
    await setMembership(withdrawn.membershipIds[0] ?? "", "withdrawn");
    await publish(w, t);
    const lift = (await listNotices(w.ada, t.reference)).find((n) => n.kind === "lift");
    const mails = await send(lift?.id ?? "", RELEASE + 1);
    expect(mails.map((m) => m.to).sort()).toEqual(
      [kept, paused, withdrawn].flatMap((o) => [o.address, o.person.email]).sort(),
    );
    expect(mails.map((m) => m.to)).not.toContain(untold.address);
    expect(mails[0]?.text).toContain(`/advisories/${t.reference}`);
  });

  test("the advisory stays public when the case is closed", async () => {
    const w = await makeWorld();
    const c = await scheduled(w);
    await publish(w, c);
    await closeCase(
      w.ada,
      { caseId: c.caseId, revision: (await getCase(w.ada, c.reference)).revision, reason: "done" },
      at(RELEASE + 2),
    );
    expect((await getPublished(publicViewer(), c.reference)).reference).toBe(c.reference);
    expect((await listPublished(publicViewer())).map((p) => p.reference)).toContain(c.reference);
  });
});

test("a case past its date and unpublished is the first duty of every member", async () => {
  const w = await makeWorld();
  const c = await scheduled(w);
  await asOwner((sql) => sql`update cases set release_at = '2026-01-01T00:00:00Z' where id = ${c.caseId}`);
  const [now] = (await today(w.cyd)).groups;
  expect(now?.title).toBe("Now");
  expect(now?.duties[0]).toMatchObject({
    tone: "danger",
    text: expect.stringContaining("is overdue"),
    action: { href: `/cases/${c.reference}/publish` },
  });
});
