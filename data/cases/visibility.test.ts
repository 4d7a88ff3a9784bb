import { and, eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { caseActivity } from "@/data/activity/queries";
import { saveAdvisory } from "@/data/advisories/commands";
import { getPublished, listVersions } from "@/data/advisories/queries";
import { confirmCase } from "@/data/cases/commands";
import { listCases } from "@/data/cases/list";
import { getCase } from "@/data/cases/queries";
import { visibleTo } from "@/data/cases/visibility";
import { dispatchNotice } from "@/data/deliveries/commands";
import { beginDelivery } from "@/data/deliveries/sending";
import { cancelNotice, writeNotice } from "@/data/notices/commands";
import { getNotice, listNotices } from "@/data/notices/queries";
import { answerTerms } from "@/data/readings/commands";
import { inbox, vendorCase } from "@/data/readings/queries";
import { readinessBoard } from "@/data/statements/readiness";
import { read } from "@/data/transaction";
import { publicViewer } from "@/data/viewer";
import { cases } from "@/db/schema";
import { maySeeCase } from "@/domain/case/visibility";
import { MEMBERSHIP_STATES } from "@/domain/organization/membership";
import type { Viewer } from "@/domain/viewer";
import { approve, deliveriesOf, publish, SEND, scheduled, told, written } from "@/tests/case";
import { lateContact } from "@/tests/late";
import { withdraw } from "@/tests/membership";
import { asOwner, setMembership } from "@/tests/sql";
import { at, makeOrg, makeWorld, wall, worker } from "@/tests/world";

/** What the data layer says, and beside it a query without any `where`, which the database alone narrows down. */
const seenBy = (viewer: Viewer, caseId: string): Promise<boolean> =>
  read(
    viewer,
    async (ctx) => {
      const seen = await ctx.tx
        .select({ id: cases.id })
        .from(cases)
        .where(and(eq(cases.id, caseId), visibleTo(ctx)));
      const raw = (await ctx.tx.execute(sql`select id from cases`)) as unknown as { id: string }[];
      expect(
        raw.some((r) => r.id === caseId),
        `raw SQL as ${viewer.kind}`,
      ).toBe(seen.length > 0);
      return seen.length > 0;
    },
    at(48),
  );

describe("the pure rule, the data layer and raw SQL under row-level security give equal answers", () => {
  test("for every kind of viewer and every state of a membership", async () => {
    const w = await makeWorld();
    const elsewhere = await makeWorld();
    const org = await makeOrg(w);
    const untold = await makeOrg(w);
    const t = await told(w, [org]);
    const plain = { leftReadable: false, held: false, consent: "none" as const };
    const none = { ...plain, told: false, memberships: [] };
    for (const state of MEMBERSHIP_STATES) {
      await setMembership(org.membershipIds[0] ?? "", state);
      const viewers: [Viewer, Parameters<typeof maySeeCase>[1]["toViewer"]][] = [
        [w.ben, none],
        [elsewhere.ada, none],
        [org.person, { ...plain, told: true, memberships: [state] }],
        [untold.person, { ...plain, told: false, memberships: ["active"] }],
        [worker, none],
        [publicViewer(), none],
      ];
      for (const [viewer, toViewer] of viewers) {
        const pure = maySeeCase(viewer, { projectId: w.projectId, published: false, toViewer });
        expect(await seenBy(viewer, t.caseId), `${viewer.kind}, ${state}`).toBe(pure);
      }
    }
  });

  test("also where the time of a membership ran out and nobody recorded it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    expect(await seenBy(org.person, t.caseId)).toBe(true);
    const until = (at: string) =>
      asOwner((sql) => sql`update memberships set lapses_at = ${at} where organization_id = ${org.id}`);
    await until("2026-12-01T00:00:00Z");
    expect(await seenBy(org.person, t.caseId)).toBe(false);
    await until("2099-12-01T00:00:00Z");
    expect(await seenBy(org.person, t.caseId)).toBe(true);
  });

  test("also for a case that two left readable, and for a contact that waits for a second member", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const [kept, closed] = [await told(w, [org]), await told(w, [org])];
    const late = await lateContact(w.ben, org, 30);
    const reach = {
      told: true,
      memberships: ["active" as const],
      leftReadable: false,
      held: false,
      consent: "none" as const,
    };
    const both = async (viewer: Viewer, caseId: string, toViewer: typeof reach | object) => {
      const whole = { ...reach, ...toViewer };
      const pure = maySeeCase(viewer, { projectId: w.projectId, published: false, toViewer: whole });
      expect(await seenBy(viewer, caseId), JSON.stringify(whole)).toBe(pure);
    };
    await both(org.person, kept.caseId, {});
    await both(late, kept.caseId, { held: true });
    await withdraw(w, org, 40, { keepCaseId: kept.caseId, keepReason: "their fix is half done" });
    await both(org.person, kept.caseId, { memberships: ["withdrawn"], leftReadable: true });
    await both(org.person, closed.caseId, { memberships: ["withdrawn"] });
    await both(late, kept.caseId, { memberships: ["withdrawn"], leftReadable: true, held: true });
  });

  test("a vendor sees nothing while its message is planned or queued, and the case from the first attempt on", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    expect(await seenBy(org.person, c.caseId)).toBe(false);
    await approve(w, c, noticeId);
    expect(await seenBy(org.person, c.caseId)).toBe(false);
    await dispatchNotice(worker, { noticeId }, at(SEND));
    expect(await seenBy(org.person, c.caseId)).toBe(false);
    const [d] = await deliveriesOf(noticeId);
    await beginDelivery(worker, d?.id ?? "", at(SEND));
    expect(await seenBy(org.person, c.caseId)).toBe(true);
  });

  test("a vendor never sees the case of a notice that was cancelled before it left", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    await approve(w, c, noticeId);
    await cancelNotice(w.ben, { noticeId }, at(2));
    expect(await seenBy(org.person, c.caseId)).toBe(false);
  });

  test("active in another group than the one that was addressed is not in scope", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w, { groupIds: [w.groupId, w.otherGroupId] });
    const t = await told(w, [org]);
    await setMembership(org.membershipIds[0] ?? "", "left");
    expect(await seenBy(org.person, t.caseId)).toBe(false);
  });
});

describe("hidden and absent are the same answer", () => {
  const absent = { code: "not_found", message: "Not found." };

  test("for a member of another team: every read and every write of the case", async () => {
    const w = await makeWorld();
    const { ada: stranger } = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org]);
    const { revision } = await getCase(w.ada, c.reference);
    const content = (await listVersions(w.ada, c.reference)).versions[0]?.content;
    const tries = [
      () => getCase(stranger, c.reference),
      () => listVersions(stranger, c.reference),
      () => listNotices(stranger, c.reference),
      () => getNotice(stranger, c.reference, noticeId),
      () => readinessBoard(stranger, c.reference),
      () => caseActivity(stranger, c.reference),
      () => confirmCase(stranger, { caseId: c.caseId, revision }),
      () => cancelNotice(stranger, { noticeId }),
      () => saveAdvisory(stranger, { caseId: c.caseId, base: 1, ...content }),
      () =>
        writeNotice(stranger, {
          caseId: c.caseId,
          groupIds: [w.groupId],
          organizationIds: [org.id],
          ...wall(24),
        }),
      () => getCase(stranger, "VLLM-ZZZZZ"),
      () => getPublished(publicViewer(), c.reference),
      () => getPublished(publicViewer(), "VLLM-ZZZZZ"),
      () => getPublished(publicViewer(), "' or 1=1 --"),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject(absent);
    expect((await listCases(stranger)).cases).toEqual([]);
  });

  test("for a vendor that was not told: reading, consenting, its inbox, and every command of a member", async () => {
    const w = await makeWorld();
    const [toldOrg, other] = [await makeOrg(w), await makeOrg(w)];
    const t = await told(w, [toldOrg]);
    await expect(vendorCase(other.person, t.reference)).rejects.toMatchObject(absent);
    await expect(
      answerTerms(other.person, { reference: t.reference, answer: "accepted", termsVersion: "curfew-1" }),
    ).rejects.toMatchObject(absent);
    await expect(cancelNotice(other.person, { noticeId: t.noticeId })).rejects.toMatchObject(absent);
    await expect(confirmCase(toldOrg.person, { caseId: t.caseId, revision: 1 })).rejects.toMatchObject(
      absent,
    );
    expect((await inbox(other.person)).items).toEqual([]);
  });

  test("for a vendor that is withdrawn after it read: its case is gone on the next request, also once it is public", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const t = await told(w, [org]);
    expect((await vendorCase(org.person, t.reference)).content).toBeNull();
    await setMembership(org.membershipIds[0] ?? "", "withdrawn");
    await expect(vendorCase(org.person, t.reference)).rejects.toMatchObject(absent);
    await publish(w, t);
    await expect(vendorCase(org.person, t.reference)).rejects.toMatchObject(absent);
    expect((await getPublished(publicViewer(), t.reference)).reference).toBe(t.reference);
  });
});
