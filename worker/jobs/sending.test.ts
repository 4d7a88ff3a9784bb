import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { finishNotice } from "@/data/deliveries/commands";
import { queueState, resumeQueue, takeSlot } from "@/data/deliveries/queue";
import { beginDelivery, finishDelivery } from "@/data/deliveries/sending";
import { queueSignInMail } from "@/data/sign-in/lane";
import { systemViewer } from "@/data/viewer";
import type { OutgoingMail } from "@/lib/mail";
import { deliveriesOf } from "@/tests/case";
import { start } from "@/tests/resend/harness";
import { drain, leaving, openOf, passTime, transportTo } from "@/tests/resend/team";
import type { Double, FaultKind } from "@/tests/resend/types";
import { asOwner } from "@/tests/sql";
import { worker } from "@/tests/world";
import { sendDelivery } from "@/worker/jobs/send-delivery";
import { sendSignIn } from "@/worker/jobs/sweep";
import { unlessRefused } from "@/worker/jobs/unless-refused";
import { handOver, type Transport } from "@/worker/transports/transport";

const statesOf = async (noticeId: string) => (await deliveriesOf(noticeId)).map((d) => d.state);
const addresses = async (noticeId: string) => (await deliveriesOf(noticeId)).map((d) => d.address).sort();
const acceptedBy = (double: Double) => double.accepted().flatMap((m) => m.to);

/** A worker that is killed at a step: it does what comes before, and nothing after. */
class Killed extends Error {}
type Step = (id: string, transport: Transport) => Promise<void>;
const hand = (transport: Transport) => (mail: OutgoingMail) => handOver(transport, mail);
const begin = async (id: string, t: Transport) => {
  if (t.account) await takeSlot(worker, t.account, id);
  return beginDelivery(worker, id, { account: t.account?.account });
};
const finish = (id: string, t: Transport, call = hand(t)) =>
  finishDelivery(worker, id, call, { account: t.account?.account });

const STEPS: Record<string, Step> = {
  "after it reserved its turn": async (id, t) => {
    if (t.account) await takeSlot(worker, t.account, id);
    throw new Killed();
  },
  "after the message was frozen": async (id, t) => {
    await begin(id, t);
    throw new Killed();
  },
  "under the lock, before its request begins": async (id, t) => {
    if (await begin(id, t)) await finish(id, t, () => Promise.reject(new Killed()));
  },
  "after the provider accepted, before the answer is recorded": async (id, t) => {
    if (await begin(id, t))
      await finish(id, t, async (mail) => {
        await handOver(t, mail);
        throw new Killed();
      });
  },
  "after the answer is recorded, before the notice ends": async (id, t) => {
    if (await begin(id, t)) await finish(id, t);
    throw new Killed();
  },
};

describe("each recipient has exactly one accepted message, and the notice ends", () => {
  test.each(Object.entries(STEPS))("with one of two workers killed %s", async (_at, step) => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(2);
    for (const id of await openOf(n.noticeId))
      await step(id, transport).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
    await drain(n.noticeId, transport);
    await unlessRefused(() => finishNotice(worker, { noticeId: n.noticeId }));
    expect(acceptedBy(double).sort()).toEqual(await addresses(n.noticeId));
    expect(new Set(await statesOf(n.noticeId))).toEqual(new Set(["sent"]));
    const [row] = await asOwner((sql) => sql`select state from notices where id = ${n.noticeId}`);
    expect(row?.["state"]).toBe("sent");
  });

  const FAULTS: FaultKind[] = [
    "429",
    "503",
    "500-before-accept",
    "500-after-accept",
    "drop-before-accept",
    "drop-after-accept",
    "broken-json",
  ];
  test.each(FAULTS)("with %s on the first two requests of everybody", async (kind) => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(2);
    for (const to of await addresses(n.noticeId)) double.fault({ kind, to, count: 2 });
    await drain(n.noticeId, transport);
    expect(acceptedBy(double).sort()).toEqual(await addresses(n.noticeId));
    expect(new Set(await statesOf(n.noticeId))).toEqual(new Set(["sent"]));
    const bodies = new Map<string, Set<string>>();
    for (const r of double.requests()) {
      const key = r.headers["idempotency-key"] ?? "";
      bodies.set(key, (bodies.get(key) ?? new Set()).add(r.body));
    }
    expect([...bodies.values()].map((b) => b.size)).toEqual([1, 1, 1, 1]);
  });

  test("with two workers on the same messages at the same time", async () => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(3);
    const ids = await openOf(n.noticeId);
    await Promise.all([...ids, ...ids, ...ids].map((id) => sendDelivery(id, transport)));
    expect(double.requests()).toHaveLength(6);
    expect(acceptedBy(double).sort()).toEqual(await addresses(n.noticeId));
  });
});

describe("none is lost without a visible state", () => {
  test("one that the provider refuses for good has failed, with a reason, and the others go", async () => {
    const { double } = await start();
    const n = await leaving(2);
    const [first] = await addresses(n.noticeId);
    double.fault({
      kind: "answer",
      status: 422,
      body: { name: "invalid_parameter", statusCode: 422 },
      to: first ?? "",
    });
    await drain(n.noticeId, transportTo(double.url));
    const rows = await deliveriesOf(n.noticeId);
    expect(rows.find((d) => d.address === first)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("invalid_parameter"),
    });
    expect(rows.filter((d) => d.state === "sent")).toHaveLength(3);
  });

  test("one whose key is known with other content is unknown, and never tried again by itself", async () => {
    const { double } = await start();
    const n = await leaving(1);
    double.fault({
      kind: "answer",
      status: 409,
      body: { name: "invalid_idempotent_request", statusCode: 409 },
      count: 2,
    });
    const transport = transportTo(double.url);
    await drain(n.noticeId, transport);
    expect(await statesOf(n.noticeId)).toEqual(["unknown", "unknown"]);
    await drain(n.noticeId, transport);
    expect(double.requests()).toHaveLength(2);
  });

  test("one that was tried for 23 hours is unknown: at 24 the provider would forget our key and send it twice", async () => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(1);
    double.fault({ kind: "drop-after-accept", count: 2 });
    for (const id of await openOf(n.noticeId)) await sendDelivery(id, transport);
    expect(await statesOf(n.noticeId)).toEqual(["deferred", "deferred"]);
    await asOwner(
      (sql) =>
        sql`update deliveries set first_tried_at = now() - interval '23 hours' where notice_id = ${n.noticeId}`,
    );
    await drain(n.noticeId, transport);
    expect(await statesOf(n.noticeId)).toEqual(["unknown", "unknown"]);
    expect(double.requests()).toHaveLength(2);
  });

  test("without a transport messages wait with the reason, and nothing is frozen or begun", async () => {
    const { noTransport } = await import("@/worker/transports/none");
    const n = await leaving(1);
    for (const id of await openOf(n.noticeId)) await sendDelivery(id, noTransport);
    for (const d of await deliveriesOf(n.noticeId))
      expect(d).toMatchObject({
        state: "deferred",
        reason: "No mail transport is configured",
        payload: null,
        firstAttemptAt: null,
      });
  });
});

describe("the queue", () => {
  test.each([
    ["401", "key"],
    ["403", "key"],
    ["quota-daily", "day"],
    ["quota-monthly", "month"],
  ] as const)(
    "stops as a whole on %s, goes on when a person says so, and loses nothing",
    async (kind, word) => {
      const { double } = await start();
      const transport = transportTo(double.url);
      const n = await leaving(2);
      double.fault({ kind, count: 1 });
      const ids = await openOf(n.noticeId);
      for (const id of ids) await sendDelivery(id, transport);
      expect(double.requests()).toHaveLength(1);
      expect((await statesOf(n.noticeId)).sort()).toEqual(["deferred", "queued", "queued", "queued"]);
      const row = await asOwner(
        (sql) => sql`select * from mail_queue where account = ${transport.account?.account ?? ""}`,
      );
      expect(String(row[0]?.["stopped_because"]).toLowerCase()).toContain(word);
      expect(row[0]?.["resumes_at"] !== null).toBe(kind.startsWith("quota"));
      await resumeQueue(n.w.ada, {});
      await drain(n.noticeId, transport);
      expect(acceptedBy(double).sort()).toEqual(await addresses(n.noticeId));
    },
  );

  test("that stops between the two halves of a sending leaves the message waiting as if nobody had begun", async () => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(1);
    const [first, second] = await openOf(n.noticeId);
    for (const id of [first, second]) await begin(id ?? "", transport);
    double.fault({ kind: "401", count: 1 });
    for (const id of [first, second]) await finish(id ?? "", transport);
    expect(double.requests()).toHaveLength(1);
    expect((await deliveriesOf(n.noticeId)).find((d) => d.id === second)).toMatchObject({
      state: "queued",
      leaseUntil: null,
      attempts: 0,
    });
    await resumeQueue(n.w.ada, {});
    await drain(n.noticeId, transport);
    expect(acceptedBy(double).sort()).toEqual(await addresses(n.noticeId));
  });

  test("that is stopped stops no sign-in mail", async () => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(1);
    double.fault({ kind: "401", count: 1 });
    for (const id of await openOf(n.noticeId)) await sendDelivery(id, transport);
    expect((await queueState(n.w.ada)).stopped).not.toBeNull();
    const to = `lane-${n.reference.toLowerCase()}@vendor.example`;
    const letter = {
      from: "a@b.example",
      to,
      replyTo: null,
      subject: "s",
      text: "t",
      html: "h",
      date: "2027-01-01T00:00:00Z",
    };
    await queueSignInMail(systemViewer("sign-in"), letter);
    const [row] = await asOwner(
      (sql) => sql<{ id: string }[]>`select id from sign_in_mails where address = ${to}`,
    );
    await sendSignIn(row?.id ?? "", transport);
    expect(acceptedBy(double)).toEqual([to]);
    await resumeQueue(n.w.ada, {});
  });

  test("holds every worker back for as long as the provider asks", async () => {
    const { double } = await start();
    const transport = transportTo(double.url);
    const n = await leaving(2);
    double.fault({ kind: "429", retryAfter: 30, count: 1 });
    const ids = await openOf(n.noticeId);
    for (const id of ids) await sendDelivery(id, transport);
    await passTime(n.noticeId);
    for (const id of ids) await sendDelivery(id, transport);
    expect(double.requests()).toHaveLength(1);
    const waiting = (await deliveriesOf(n.noticeId)).filter((d) => d.state === "deferred");
    expect(waiting).toHaveLength(1);
  });

  test("gives out no more turns a second than the account has, whoever asks", async () => {
    const account = { account: `turns-${randomUUID()}`, perSecond: 10 };
    const n = await leaving(10);
    const turns = await Promise.all((await openOf(n.noticeId)).map((id) => takeSlot(worker, account, id)));
    const starts = turns.map((ms) => ms ?? Number.NaN).sort((a, b) => a - b);
    expect(starts[19]).toBeGreaterThan(1500);
    expect(starts[19]).toBeLessThan(2000);
  });
});
