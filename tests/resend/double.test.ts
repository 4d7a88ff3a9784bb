import { Resend } from "resend";
import { describe, expect, test } from "vitest";
import { clock, DAY, mail, start } from "@/tests/resend/harness";
import type { Double } from "@/tests/resend/types";

const post = (double: Double, path: string, headers: Record<string, string>, body: unknown = mail) =>
  fetch(double.url + path, { method: "POST", headers, body: JSON.stringify(body) });
const name = async (answer: Response) => [answer.status, ((await answer.json()) as { name: string }).name];

describe("1: the interface", () => {
  test("a message that was sent can be fetched and listed, newest first", async () => {
    const { client } = await start();
    const first = await client.emails.send(mail);
    const second = await client.emails.send({ ...mail, tags: [{ name: "delivery", value: "x" }] });
    const got = await client.emails.get(String(second.data?.id));
    expect(got.data).toMatchObject({
      object: "email",
      to: [mail.to],
      last_event: "sent",
      created_at: "2027-01-12 17:00:00.000000+00",
      tags: [{ name: "delivery", value: "x" }],
    });
    const { data } = await client.emails.list({ limit: 1 });
    expect(data).toMatchObject({ has_more: true, data: [{ id: second.data?.id }] });
    const rest = await client.emails.list({ after: String(second.data?.id) });
    expect(rest.data?.data.map((m) => m.id)).toEqual([first.data?.id]);
    expect((await client.emails.get("nothing")).error).toMatchObject({ name: "not_found", statusCode: 404 });
  });

  test("an address that does not exist is 404, another method 405", async () => {
    const { double } = await start();
    const headers = { authorization: "Bearer re_test" };
    expect(await name(await post(double, "/mails", headers))).toEqual([404, "not_found"]);
    const deleted = await fetch(`${double.url}/emails`, { method: "DELETE", headers });
    expect(await name(deleted)).toEqual([405, "method_not_allowed"]);
  });
});

describe("2: who asks, and with what", () => {
  test("no key, an unknown key, and a sending key that wants to read", async () => {
    const { double } = await start({ keys: { full: ["re_full"], sendingOnly: ["re_sending"] } });
    const as = (key: string) => new Resend(key, { baseUrl: double.url });
    expect(await name(await post(double, "/emails", {}))).toEqual([401, "missing_api_key"]);
    expect((await as("re_other").emails.send(mail)).error?.name).toBe("invalid_api_key");
    expect((await as("re_sending").emails.send(mail)).error).toBeNull();
    expect((await as("re_sending").emails.list()).error?.name).toBe("restricted_api_key");
    expect((await as("re_full").emails.list()).data?.data).toHaveLength(1);
  });

  test("a request that does not say what it is comes from a robot", async () => {
    const { double } = await start();
    const answer = await post(double, "/emails", { authorization: "Bearer re_test", "user-agent": "" });
    expect([answer.status, await answer.text()]).toEqual([403, "error code: 1010"]);
  });

  test.each([
    ["no recipient", { to: [] as string[] }, 422, "missing_required_field"],
    ["no address", { to: "kestrel" }, 422, "invalid_parameter"],
    ["no sender", { from: "Curfew" }, 422, "invalid_from_address"],
    ["51 recipients", { to: Array(51).fill("a@kestrel.example") }, 400, "validation_error"],
    ["a tag with a space", { tags: [{ name: "a b", value: "x" }] }, 400, "validation_error"],
    ["a program", { attachments: [{ filename: "a.exe", content: "AA==" }] }, 422, "invalid_attachment"],
    ["an empty attachment", { attachments: [{ filename: "a.asc" }] }, 422, "invalid_attachment"],
    ["an unverified domain", { from: "a@other.example" }, 403, "validation_error"],
    ["the testing domain to a stranger", { from: "a@testing.example" }, 403, "validation_error"],
  ])("%s is refused by name", async (_what, change, statusCode, error) => {
    const { client, double } = await start({
      domains: { verified: ["curfew.example"], owner: "ada@curfew.example" },
    });
    expect((await client.emails.send({ ...mail, ...change })).error).toMatchObject({
      statusCode,
      name: error,
    });
    expect(double.accepted()).toEqual([]);
  });
});

describe("3: idempotency", () => {
  const keyed = { idempotencyKey: "delivery-1" };

  test("the same key and the same message are one message, until 24 hours have passed", async () => {
    const { client, double } = await start();
    const first = await client.emails.send(mail, keyed);
    clock.now += DAY - 1;
    expect((await client.emails.send(mail, keyed)).data).toEqual(first.data);
    expect(double.accepted()).toHaveLength(1);
    clock.now += 1;
    expect((await client.emails.send(mail, keyed)).data?.id).not.toBe(first.data?.id);
    expect(double.accepted()).toHaveLength(2);
  });

  test.each([
    ["text", { text: "another" }],
    ["a header", { headers: { "X-One": "2" } }],
    ["the content of an attachment", { attachments: [{ filename: "a.asc", content: "AA==" }] }],
    ["a tag", { tags: [{ name: "delivery", value: "y" }] }],
  ])("the same key with a difference in %s is refused", async (_what, change) => {
    const { client } = await start();
    const whole = { ...mail, attachments: [{ filename: "a.asc", content: "AQ==" }] };
    await client.emails.send(whole, keyed);
    const { error } = await client.emails.send({ ...whole, ...change }, keyed);
    expect(error).toMatchObject({ statusCode: 409, name: "invalid_idempotent_request" });
  });

  test("a second request while the first is under way is told so, and later gets its answer", async () => {
    const { client, double } = await start();
    const hold = double.hold({ key: "delivery-1" });
    const first = client.emails.send(mail, keyed);
    await hold.arrived;
    expect((await client.emails.send(mail, keyed)).error?.name).toBe("concurrent_idempotent_requests");
    hold.release();
    const { data } = await first;
    expect((await client.emails.send(mail, keyed)).data).toEqual(data);
    expect(double.accepted()).toHaveLength(1);
  });

  test("a key is 1 to 256 characters, and a refused message leaves its key free", async () => {
    const { client, double } = await start();
    expect((await client.emails.send(mail, { idempotencyKey: "k".repeat(257) })).error?.name).toBe(
      "invalid_idempotency_key",
    );
    expect((await client.emails.send({ ...mail, to: "kestrel" }, keyed)).error).not.toBeNull();
    expect((await client.emails.send(mail, keyed)).error).toBeNull();
    expect(double.accepted()).toHaveLength(1);
  });
});

describe("4: limits and batches", () => {
  test("more requests than a second holds are refused with the time to wait, and the next second is free", async () => {
    const { client } = await start({ rate: 2 });
    const [a, b, c] = [
      await client.emails.send(mail),
      await client.emails.send(mail),
      await client.emails.send(mail),
    ];
    expect([a.error, b.error, c.error?.name]).toEqual([null, null, "rate_limit_exceeded"]);
    expect(a.headers).toMatchObject({ "ratelimit-limit": "2", "ratelimit-remaining": "1" });
    expect(c.headers).toMatchObject({ "retry-after": "1", "ratelimit-policy": "2;w=1" });
    clock.now += 1000;
    expect((await client.emails.send(mail)).error).toBeNull();
  });

  test("quotas count messages of the day and of the month", async () => {
    const { client } = await start({ dailyQuota: 1, monthlyQuota: 2 });
    expect((await client.emails.send(mail)).headers).toMatchObject({ "x-resend-daily-quota": "1" });
    expect((await client.emails.send(mail)).error?.name).toBe("daily_quota_exceeded");
    clock.now += DAY;
    expect((await client.emails.send(mail)).error).toBeNull();
    clock.now += DAY;
    expect((await client.emails.send(mail)).error?.name).toBe("monthly_quota_exceeded");
  });

  test("a strict batch is all or nothing, a permissive one says which were left out", async () => {
    const { client, double } = await start();
    const two = [mail, { ...mail, to: "kestrel" }];
    expect((await client.batch.send(two)).error?.name).toBe("invalid_parameter");
    expect(double.accepted()).toEqual([]);
    const { data } = await client.batch.send(two, { batchValidation: "permissive" });
    expect(data?.data).toHaveLength(1);
    expect(data?.errors).toEqual([{ index: 1, message: "Invalid `to` field." }]);
  });

  test("a batch takes 100 messages and no 101, and no attachment", async () => {
    const { client, double } = await start();
    expect((await client.batch.send(Array(101).fill(mail))).error?.name).toBe("validation_error");
    expect((await client.batch.send(Array(100).fill(mail))).data?.data).toHaveLength(100);
    const attached = [{ ...mail, attachments: [{ filename: "a.asc", content: "AA==" }] }];
    expect(
      await name(await post(double, "/emails/batch", { authorization: "Bearer re_x" }, attached)),
    ).toEqual([422, "invalid_attachment"]);
  });
});

describe("5: faults", () => {
  test.each([
    ["500-before-accept", 500, 0],
    ["500-after-accept", 500, 1],
    ["drop-before-accept", null, 0],
    ["drop-after-accept", null, 1],
    ["broken-json", null, 1],
    ["503", 503, 0],
    ["429", 429, 0],
    ["401", 401, 0],
    ["403", 403, 0],
    ["quota-daily", 429, 0],
    ["quota-monthly", 429, 0],
  ] as const)(
    "%s looks like status %s and leaves %i messages; the next request works",
    async (kind, status, left) => {
      const { client, double } = await start();
      double.fault({ kind });
      expect((await client.emails.send(mail)).error?.statusCode).toBe(status);
      expect(double.accepted()).toHaveLength(left);
      expect((await client.emails.send(mail)).error).toBeNull();
    },
  );

  test("an answer that is slower than the caller's patience: the message was taken all the same", async () => {
    const { client, double } = await start();
    double.fault({ kind: "slow", ms: 60_000 });
    const hold = double.hold();
    const giveUp = new AbortController();
    const sent = client.emails.send(mail, { signal: giveUp.signal });
    await hold.arrived;
    hold.release();
    await new Promise(setImmediate);
    expect(double.accepted()).toHaveLength(1);
    giveUp.abort();
    expect((await sent).error?.statusCode).toBeNull();
    expect(double.requests()).toMatchObject([{ status: null }]);
  });

  test("a fault hits whom it is meant for, as often as it is meant to", async () => {
    const { client, double } = await start();
    double.fault({ kind: "503", to: "security@heron.example", count: 2 });
    const statuses: unknown[] = [];
    for (const to of [
      mail.to,
      "security@heron.example",
      "Heron <SECURITY@heron.example>",
      "security@heron.example",
    ])
      statuses.push((await client.emails.send({ ...mail, to })).error?.statusCode);
    expect(statuses).toEqual([undefined, 503, 503, undefined]);
  });
});
