import { describe, expect, test } from "vitest";
import { clock, DAY, mail, NEXT_SECRET, receiver, SECRET, START, start } from "@/tests/resend/harness";

describe("6: what becomes of a message", () => {
  test("it can be scheduled, moved and cancelled, and leaves when its time comes", async () => {
    const { client } = await start();
    const at = (ms: number) => new Date(clock.now + ms).toISOString();
    const first = String((await client.emails.send({ ...mail, scheduledAt: at(DAY) })).data?.id);
    const second = String((await client.emails.send({ ...mail, scheduledAt: "in 1 min" })).data?.id);
    expect((await client.emails.get(first)).data?.last_event).toBe("scheduled");
    expect((await client.emails.update({ id: first, scheduledAt: at(2 * DAY) })).data?.id).toBe(first);
    expect((await client.emails.cancel(first)).data?.id).toBe(first);
    expect((await client.emails.update({ id: first, scheduledAt: at(DAY) })).error?.name).toBe(
      "validation_error",
    );
    clock.now += 60_000;
    expect((await client.emails.get(second)).data?.last_event).toBe("sent");
    expect((await client.emails.cancel(second)).error?.name).toBe("validation_error");
  });

  test("30 days ahead is the furthest", async () => {
    const { client } = await start();
    const send = async (ms: number) =>
      (await client.emails.send({ ...mail, scheduledAt: new Date(clock.now + ms).toISOString() })).error
        ?.name;
    expect(await send(30 * DAY)).toBeUndefined();
    expect(await send(30 * DAY + 1000)).toBe("validation_error");
  });

  test.each([
    ["delivered+kestrel", ["email.sent", "email.delivered"], "delivered"],
    ["bounced+kestrel", ["email.sent", "email.bounced"], "bounced"],
    ["complained", ["email.sent", "email.delivered", "email.complained"], "complained"],
    ["suppressed", ["email.suppressed"], "suppressed"],
    ["suppressed+kestrel", [], "sent"],
    ["somebody", [], "sent"],
  ])("%s at the testing mailboxes", async (local, types, last) => {
    const hook = await receiver();
    const { client, double } = await start({ auto: true, webhook: { url: hook.url, secret: SECRET } });
    const { data } = await client.emails.send({ ...mail, to: `${local}@mailbox.example` });
    await double.settled();
    expect(hook.got.map((g) => JSON.parse(g.body).type)).toEqual(types);
    expect((await client.emails.get(String(data?.id))).data?.last_event).toBe(last);
  });

  test("whoever bounced or complained gets nothing of the account's any more", async () => {
    const { client, double } = await start();
    const mailId = String((await client.emails.send(mail)).data?.id);
    const hook = await receiver();
    double.setWebhook({ url: hook.url, secret: SECRET });
    await double.emit(mailId, "complained");
    const next = await client.emails.send(mail);
    expect((await client.emails.get(String(next.data?.id))).data?.last_event).toBe("suppressed");
  });
});

describe("7: webhooks", () => {
  async function sent(status?: number) {
    const hook = await receiver(status);
    const { client, double } = await start({ webhook: { url: hook.url, secret: SECRET } });
    const { data } = await client.emails.send({ ...mail, tags: [{ name: "delivery", value: "d-1" }] });
    return { hook, double, id: String(data?.id) };
  }

  test("are signed, carry the tags as an object, and report what the receiver answered", async () => {
    const { hook, double, id } = await sent(503);
    expect(
      await double.emit(id, "bounced", { data: { bounce: { type: "Transient", subType: "MailboxFull" } } }),
    ).toBe(503);
    const [got] = hook.got;
    expect(got && hook.valid(got)).toBe(true);
    expect(JSON.parse(String(got?.body))).toMatchObject({
      type: "email.bounced",
      data: { email_id: id, tags: { delivery: "d-1" }, bounce: { subType: "MailboxFull" } },
    });
    expect(double.webhooks()).toMatchObject([{ emailId: id, status: 503 }]);
  });

  test("arrive twice with one id, or late and out of order, when a test wants it", async () => {
    const { hook, double, id } = await sent();
    await double.emit(id, "delivered", { duplicate: true, id: "msg_1" });
    await double.emit(id, "sent", { createdAt: START - 60_000 });
    expect(hook.got.map((g) => g.headers["svix-id"]).slice(0, 2)).toEqual(["msg_1", "msg_1"]);
    expect(JSON.parse(String(hook.got[2]?.body)).created_at).toBe("2027-01-12T16:59:00.000Z");
  });

  test.each([
    ["tampered with", { tampered: true }],
    ["signed too long ago", { signedAt: START - 301_000 }],
    ["signed in the future", { signedAt: START + 301_000 }],
    ["unsigned", { unsigned: true }],
    ["signed with another secret", { secrets: [NEXT_SECRET] }],
  ])("one that was %s does not verify", async (_what, extra) => {
    const { hook, double, id } = await sent();
    await double.emit(id, "delivered", extra);
    expect(hook.got.map((g) => hook.valid(g))).toEqual([false]);
  });

  test("during a rotation one verifies with either secret", async () => {
    const { hook, double, id } = await sent();
    await double.emit(id, "delivered", { secrets: [NEXT_SECRET, SECRET] });
    expect(hook.got.flatMap((g) => [hook.valid(g), hook.valid(g, NEXT_SECRET)])).toEqual([true, true]);
  });

  test("a receiver that is not there is status 0", async () => {
    const { double, id } = await sent();
    double.setWebhook({ url: "http://127.0.0.1:1/", secret: SECRET });
    expect(await double.emit(id, "delivered")).toBe(0);
  });
});

describe("8: inspection", () => {
  test("shows each request as it came, in order, with its answer and its time", async () => {
    const { client, double } = await start();
    await client.emails.send(mail, { idempotencyKey: "delivery-1" });
    clock.now += 5;
    double.fault({ kind: "drop-before-accept" });
    await client.emails.send(mail);
    const [first, second] = double.requests();
    expect(first).toMatchObject({ method: "POST", path: "/emails", status: 200, at: START });
    expect(first?.headers["idempotency-key"]).toBe("delivery-1");
    expect(JSON.parse(String(first?.body))).toMatchObject(mail);
    expect(second).toMatchObject({ status: null, at: START + 5 });
    expect(double.accepted()).toMatchObject([
      { idempotencyKey: "delivery-1", to: [mail.to], order: 1, at: START, body: mail },
    ]);
  });

  test("lists what a scanner on the way would fetch", async () => {
    const { client, double } = await start();
    const { data } = await client.emails.send(mail);
    expect(double.links(String(data?.id))).toEqual([
      "https://curfew.example/inbox/VLLM-1?a=1&b=2",
      "https://curfew.example/x.png",
      "https://curfew.example/inbox/VLLM-1",
    ]);
  });

  test("can be forgotten, and is offered to other processes only when asked for", async () => {
    const { client, double } = await start({ control: true });
    await client.emails.send(mail);
    const ask = async (path: string, body?: unknown) => {
      const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
      return (await fetch(`${double.url}/_double/${path}`, init)).json();
    };
    expect(await ask("accepted")).toHaveLength(1);
    expect(await ask("requests")).toHaveLength(1);
    await ask("fault", { kind: "503" });
    expect((await client.emails.send(mail)).error?.statusCode).toBe(503);
    await ask("reset", {});
    expect(await ask("accepted")).toEqual([]);
    const { double: closed } = await start();
    expect((await fetch(`${closed.url}/_double/accepted`)).status).toBe(404);
  });
});
