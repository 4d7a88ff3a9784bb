import { describe, expect, test } from "vitest";
import { getCase } from "@/data/cases/queries";
import { dispatchNotice, finishNotice } from "@/data/deliveries/commands";
import { dueWork } from "@/data/deliveries/queries";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { getNotice } from "@/data/notices/queries";
import type { OutgoingMail } from "@/lib/mail";
import { approve, deliveriesOf, publish, RELEASE, SEND, scheduled, send, told, written } from "@/tests/case";
import { asOwner } from "@/tests/sql";
import { at, makeOrg, makeWorld, type Org, type World, worker } from "@/tests/world";

/** Approved and due: the moment before a notice leaves. */
async function approved(w: World, orgs: Org[]) {
  const c = await scheduled(w);
  const noticeId = await written(w, c, orgs);
  await approve(w, c, noticeId);
  return { ...c, noticeId };
}

const accept = async (mail: OutgoingMail) => ({ outcome: "accepted" as const, providerId: mail.id });
const statesOf = async (noticeId: string) => (await deliveriesOf(noticeId)).map((d) => d.state).sort();

const orgsOf = async (_w: World, noticeId: string) =>
  [...new Set((await deliveriesOf(noticeId)).map((d) => d.organizationId))].map((id) => ({ id }) as Org);

describe("a second notice of the same version", () => {
  test("goes to the contacts that the first one did not reach, and to no other", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const n = await approved(w, [org]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await send(n.noticeId, SEND, (m) =>
      m.to === org.address
        ? { outcome: "accepted", providerId: m.id }
        : { outcome: "refused", because: "no such mailbox" },
    );
    const again = await written(w, n, [org]);
    await approve(w, n, again);
    expect((await deliveriesOf(again)).map((d) => d.address)).toEqual([org.person.email]);
  });

  test("that was approved before the first one left sends nothing twice", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    const again = await written(w, n, await orgsOf(w, n.noticeId));
    await approve(w, n, again);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await dispatchNotice(worker, { noticeId: again }, at(SEND)).catch(() => {});
    expect(await send(n.noticeId)).toHaveLength(2);
    expect(await send(again)).toEqual([]);
    expect(new Set(await statesOf(again))).toEqual(new Set(["stopped"]));
  });
});

describe("at its instant a notice does not leave", () => {
  test("when the release passed meanwhile: it would tell vendors of an embargo that is over", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(RELEASE + 1));
    expect((await getNotice(w.ada, n.reference, n.noticeId)).state).toBe("void");
    expect(await send(n.noticeId, RELEASE + 1)).toEqual([]);
  });

  test("when who approved it has left the project: it waits for another approval", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    await asOwner((sql) => sql`update project_members set ended_at = now() where user_id = ${w.ben.userId}`);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    expect(await getNotice(w.ada, n.reference, n.noticeId)).toMatchObject({
      state: "in_review",
      approvedBy: null,
    });
    expect(await send(n.noticeId)).toEqual([]);
  });
});

describe("a worker that dies", () => {
  test("after freezing: the next one hands over the same bytes, once the lease is over and not before", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w, { contact: "none" })]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [d] = await deliveriesOf(n.noticeId);
    await beginDelivery(worker, d?.id ?? "", at(SEND));
    const frozen = (await deliveriesOf(n.noticeId))[0]?.payload;
    expect(await send(n.noticeId)).toEqual([]);
    await asOwner(
      (sql) =>
        sql`update deliveries set lease_until = now() - interval '1 second' where notice_id = ${n.noticeId}`,
    );
    expect(await send(n.noticeId, SEND + 1)).toHaveLength(1);
    expect((await deliveriesOf(n.noticeId))[0]?.payload).toEqual(frozen);
  });

  test("during the call: nothing is recorded as sent, and the message is tried again", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w, { contact: "none" })]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [d] = await deliveriesOf(n.noticeId);
    await beginDelivery(worker, d?.id ?? "", at(SEND));
    await expect(
      finishDelivery(worker, d?.id ?? "", () => Promise.reject(new Error("killed")), at(SEND)),
    ).rejects.toThrow("killed");
    expect(await statesOf(n.noticeId)).toEqual(["queued"]);
  });
});

describe("a notice ends with its last message", () => {
  test("not before, and also when the worker died before it said so", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    const noticeId = n.noticeId;
    await dispatchNotice(worker, { noticeId }, at(SEND));
    const [first, second] = await deliveriesOf(noticeId);
    for (const d of [first, second]) {
      await expect(finishNotice(worker, { noticeId }, at(SEND))).rejects.toThrow("still on its way");
      expect((await dueWork(worker)).finished).not.toContain(noticeId);
      await beginDelivery(worker, d?.id ?? "", at(SEND));
      await finishDelivery(worker, d?.id ?? "", accept, at(SEND));
    }
    expect((await dueWork(worker)).finished).toContain(noticeId);
    await finishNotice(worker, { noticeId }, at(SEND));
    expect((await getNotice(w.ada, n.reference, noticeId)).state).toBe("sent");
    await expect(finishNotice(worker, { noticeId }, at(SEND))).rejects.toThrow("not being sent");
  });

  test("a publication in the middle of a call waits for it: the message stays recorded, and the case is public", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w)]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    const [first] = await deliveriesOf(n.noticeId);
    const id = first?.id ?? "";
    await beginDelivery(worker, id, at(SEND));
    let answer = () => {};
    let begun = () => {};
    const calling = new Promise<void>((done) => {
      begun = done;
    });
    const handing = finishDelivery(
      worker,
      id,
      async (m) => {
        begun();
        await new Promise<void>((done) => {
          answer = done;
        });
        return accept(m);
      },
      at(SEND),
    );
    await calling;
    const publishing = publish(w, n, SEND + 1);
    await asOwner(async (sql) => {
      for (let waits = 0; waits === 0; ) {
        const [row] = await sql<{ n: number }[]>`select count(*)::int as n from pg_locks where not granted`;
        waits = row?.n ?? 0;
      }
    });
    answer();
    await Promise.all([handing, publishing]);
    expect((await getCase(w.ada, n.reference)).summary.state).toBe("public");
    expect((await deliveriesOf(n.noticeId)).map((d) => d.state).sort()).toEqual(["cancelled", "sent"]);
  });
});

describe("what the transport says", () => {
  test.each([
    ["retry", "deferred"],
    ["refused", "failed"],
    ["lost", "unknown"],
  ] as const)("%s becomes %s with the reason, never “sent”", async (outcome, state) => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w, { contact: "none" })]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await send(n.noticeId, SEND, () => ({ outcome, because: "the reason" }));
    expect((await deliveriesOf(n.noticeId))[0]).toMatchObject({
      state,
      reason: "the reason",
      acceptedAt: null,
    });
  });

  test("an unknown message is never tried again by itself", async () => {
    const w = await makeWorld();
    const n = await approved(w, [await makeOrg(w, { contact: "none" })]);
    await dispatchNotice(worker, { noticeId: n.noticeId }, at(SEND));
    await send(n.noticeId, SEND, () => ({ outcome: "lost", because: "no answer" }));
    expect(await send(n.noticeId)).toEqual([]);
  });
});

test("a message that was accepted stays accepted: the database refuses a second notice row for the same contact", async () => {
  const w = await makeWorld();
  const t = await told(w, [await makeOrg(w)]);
  const [d] = await deliveriesOf(t.noticeId);
  await expect(
    asOwner(
      (sql) =>
        sql`insert into deliveries (notice_id, case_id, organization_id, contact_id, kind, address) select notice_id, case_id, organization_id, contact_id, kind, address from deliveries where id = ${d?.id ?? ""}`,
    ),
  ).rejects.toThrow("deliveries_once_idx");
});
