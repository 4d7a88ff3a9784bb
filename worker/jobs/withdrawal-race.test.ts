import { describe, expect, test } from "vitest";
import { dispatchNotice } from "@/data/deliveries/commands";
import { pauseOrganization } from "@/data/memberships/pause";
import { confirmWithdrawal, proposeWithdrawal } from "@/data/memberships/withdrawal";
import { approveNotice } from "@/data/notices/approval";
import { haltNotice } from "@/data/notices/halt";
import { getNotice } from "@/data/notices/queries";
import { deliveriesOf, scheduled, written } from "@/tests/case";
import { leaked, ofProject } from "@/tests/membership";
import { start } from "@/tests/resend/harness";
import { drain, leaving, openOf, transportTo } from "@/tests/resend/team";
import { at, makeOrg, makeWorld, worker } from "@/tests/world";
import { sendDelivery } from "@/worker/jobs/send-delivery";

const ROUNDS = 12;
/** Lets the other side go first by some turns of the event loop, so that both orders happen. */
const turns = async (n: number) => {
  for (let i = 0; i < n; i++) await new Promise((done) => setImmediate(done));
};

describe("a withdrawal and a send in the same instant", () => {
  test(`no request is begun after the withdrawal committed, and what was accepted is on record (${ROUNDS} times, both ways)`, async () => {
    const { double } = await start();
    const n = await leaving(ROUNDS);
    let stopped = 0;
    for (const [round, org] of n.orgs.entries()) {
      const transport = transportTo(double.url);
      const { withdrawalId } = await proposeWithdrawal(n.w.ben, leaked(n.w, org), at(30));
      const own = (await deliveriesOf(n.noticeId)).filter((d) => d.organizationId === org.id);
      const addressed = () =>
        double.requests().filter((r) => own.some((d) => r.body.includes(d.address))).length;
      let atCommit = -1;
      const withdrawing = (async () => {
        await turns(round % 2 === 0 ? 0 : round * 3);
        await confirmWithdrawal(n.w.cyd, { withdrawalId }, at(31));
        atCommit = addressed();
      })();
      const sending = (async () => {
        await turns(round % 2 === 0 ? round * 3 : 0);
        await Promise.all(own.map((d) => sendDelivery(d.id, transport)));
      })();
      await Promise.all([withdrawing, sending]);
      await drain(n.noticeId, transport, 1).catch(() => {});
      expect(addressed(), `round ${round}`).toBe(atCommit);
      const after = (await deliveriesOf(n.noticeId)).filter((d) => d.organizationId === org.id);
      const accepted = double.accepted().flatMap((m) => m.to);
      for (const d of after)
        expect([d.address, d.state]).toEqual([d.address, accepted.includes(d.address) ? "sent" : "stopped"]);
      stopped += after.filter((d) => d.state === "stopped").length;
    }
    // Both orders happened, or the test proves only half.
    expect(stopped).toBeGreaterThan(0);
    expect(double.accepted().length).toBeGreaterThan(0);
  });

  test("a call that is under way when it is confirmed ends first, and is recorded; none begins after", async () => {
    const { double } = await start();
    const n = await leaving(1);
    const transport = transportTo(double.url);
    const [org] = n.orgs;
    if (!org) throw new Error("no organization");
    const { withdrawalId } = await proposeWithdrawal(n.w.ben, leaked(n.w, org), at(30));
    const [first, second] = await openOf(n.noticeId);
    const gate = double.hold();
    const sending = sendDelivery(first ?? "", transport);
    await gate.arrived;
    let confirmed = false;
    const withdrawing = confirmWithdrawal(n.w.cyd, { withdrawalId }, at(31)).then(() => {
      confirmed = true;
    });
    await turns(50);
    expect(confirmed).toBe(false);
    gate.release();
    await Promise.all([sending, withdrawing]);
    await sendDelivery(second ?? "", transport);
    expect(double.requests()).toHaveLength(1);
    expect((await deliveriesOf(n.noticeId)).map((d) => d.state).sort()).toEqual(["sent", "stopped"]);
  });

  test("a pause and a halt in the middle of a send stop what was not handed over, and never each other", async () => {
    const { double } = await start();
    const n = await leaving(3);
    const transport = transportTo(double.url);
    const [org] = n.orgs;
    if (!org) throw new Error("no organization");
    const [first] = await openOf(n.noticeId);
    const gate = double.hold();
    const sending = sendDelivery(first ?? "", transport);
    await gate.arrived;
    const stopping = Promise.all([
      pauseOrganization(
        n.w.ben,
        { ...ofProject(n.w, org), reason: "a rumour", told: "Please wait." },
        at(31),
      ),
      haltNotice(n.w.cyd, { noticeId: n.noticeId }, at(31)),
    ]);
    await turns(50);
    gate.release();
    await Promise.all([sending, stopping]);
    await drain(n.noticeId, transport);
    expect(double.requests()).toHaveLength(1);
    expect((await deliveriesOf(n.noticeId)).filter((d) => d.state === "stopped")).toHaveLength(5);
    expect((await getNotice(n.w.ada, n.reference, n.noticeId)).state).toBe("halted");
  });

  test("two members who withdraw and approve in the same second: the notice leaves without it", async () => {
    const w = await makeWorld();
    const org = await makeOrg(w);
    const c = await scheduled(w);
    const noticeId = await written(w, c, [org, await makeOrg(w)]);
    const { withdrawalId } = await proposeWithdrawal(w.ada, leaked(w, org), at(1.5));
    const n = await getNotice(w.ben, c.reference, noticeId);
    const both = await Promise.allSettled([
      approveNotice(w.ben, { noticeId, revision: n.revision, versionId: n.version?.id }, at(2)),
      confirmWithdrawal(w.cyd, { withdrawalId }, at(2)),
    ]);
    expect(both.map((r) => r.status)).toEqual(["fulfilled", "fulfilled"]);
    await dispatchNotice(worker, { noticeId }, at(24));
    const own = (await deliveriesOf(noticeId)).filter((d) => d.organizationId === org.id);
    for (const d of own) expect(d.state).toBe("stopped");
  });
});
