import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { startDouble } from "@/tests/resend/double";
import type { Double, Fault } from "@/tests/resend/types";
import { resendTransport } from "@/worker/transports/resend";
import type { Transport } from "@/worker/transports/transport";

const HOUR = 3600 * 1000;
const START = Date.parse("2027-01-12T17:00:00Z");
const mail = {
  id: "3f1f9d0e-0000-4000-8000-000000000001",
  from: "Curfew <curfew@curfew.example>",
  to: "security@kestrel.example",
  replyTo: "answers@curfew.example",
  subject: "something waits",
  text: "Sign in",
  html: "<p>Sign in</p>",
  date: "2027-01-12T17:00:00Z",
};

let clock = START;
let double: Double;
let transport: Transport;
beforeEach(async () => {
  clock = START;
  double = await startDouble({ now: () => clock, keys: { full: ["re_full"] } });
  transport = resendTransport({ apiKey: "re_full", baseUrl: double.url });
});
afterEach(() => {
  vi.restoreAllMocks();
  return double.close();
});

/** What the transport says when the provider has this wrong with it. */
async function through(fault: Fault) {
  double.fault(fault);
  return transport.hand(mail);
}
const says = (status: number, name: string, retryAfter?: number | string): Fault => ({
  kind: "answer",
  status,
  body: { statusCode: status, name, message: `${mail.to} is not allowed: ${mail.subject}` },
  ...(retryAfter === undefined ? {} : { retryAfter }),
});

test("a message is taken once, as it was written, under the delivery's own key and tag", async () => {
  const said = await transport.hand(mail);
  const [accepted] = double.accepted();
  expect(said).toEqual({ outcome: "accepted", providerId: accepted?.id });
  expect(accepted?.idempotencyKey).toBe(mail.id);
  expect(accepted?.body).toEqual({
    from: mail.from,
    to: mail.to,
    reply_to: mail.replyTo,
    subject: mail.subject,
    text: mail.text,
    html: mail.html,
    tags: [{ name: "delivery", value: mail.id }],
  });
});

test("without an address for answers none is sent", async () => {
  await transport.hand({ ...mail, replyTo: null });
  expect(double.accepted()[0]?.body).not.toHaveProperty("reply_to");
});

describe("an outcome that nobody knows is asked for again, with the same key and the same bytes, and arrives once", () => {
  test.each([
    "drop-after-accept",
    "500-after-accept",
    "broken-json",
    "drop-before-accept",
    "500-before-accept",
  ] as const)("%s", async (kind) => {
    expect(await through({ kind })).toMatchObject({ outcome: "retry" });
    clock += 23 * HOUR;
    expect(await transport.hand(structuredClone(mail))).toMatchObject({ outcome: "accepted" });
    const [first, second] = double.requests();
    expect(second?.body).toBe(first?.body);
    expect(second?.headers["idempotency-key"]).toBe(first?.headers["idempotency-key"]);
    expect(double.accepted()).toHaveLength(1);
  });

  test("a provider that keeps silent is given up before the lock on the membership is", async () => {
    const patience = new AbortController();
    const limit = vi.spyOn(AbortSignal, "timeout").mockReturnValueOnce(patience.signal);
    const hold = double.hold();
    const said = transport.hand(mail);
    await hold.arrived;
    expect(limit.mock.calls[0]?.[0]).toBeLessThan(10_000);
    patience.abort();
    expect(await said).toMatchObject({ outcome: "retry" });
    expect(await transport.hand(mail)).toMatchObject({
      outcome: "retry",
      because: expect.stringContaining("409 concurrent_idempotent_requests"),
    });
    hold.release();
    await new Promise(setImmediate);
    expect(await transport.hand(mail)).toMatchObject({ outcome: "accepted" });
    expect(double.accepted()).toHaveLength(1);
  });

  test("a provider that is not there", async () => {
    const nowhere = resendTransport({ apiKey: "re_full", baseUrl: "http://127.0.0.1:1" });
    expect(await nowhere.hand(mail)).toMatchObject({ outcome: "retry" });
  });

  test("after 24 hours the provider has forgotten the key, and would send a second message", async () => {
    expect(await through({ kind: "drop-after-accept" })).toMatchObject({ outcome: "retry" });
    clock += 24 * HOUR;
    expect(await transport.hand(mail)).toMatchObject({ outcome: "accepted" });
    expect(double.accepted()).toHaveLength(2);
  });
});

describe("what passes is waited for", () => {
  test.each([
    ["503", says(503, "service_unavailable")],
    ["an unknown 5xx", says(599, "something_new")],
    ["a gateway's page", { kind: "answer", status: 502, body: "<html>Bad Gateway</html>" } as const],
    ["a locked resource", says(409, "resource_locked")],
    ["another conflict", says(409, "something_new")],
    ["too many requests", says(429, "rate_limit_exceeded")],
    ["an answer that is no answer", { kind: "answer", status: 400, body: { oops: true } } as const],
    ["2xx without an id", { kind: "answer", status: 200, body: {} } as const],
    ["2xx with an id that is none", { kind: "answer", status: 200, body: { id: 7 } } as const],
    ["2xx with nothing", { kind: "answer", status: 200, body: "null" } as const],
  ])("%s", async (_what, fault) => {
    expect((await through(fault)).outcome).toBe("retry");
  });

  test("the account's rate, as long as the provider says", async () => {
    const slow = await startDouble({ now: () => clock, rate: 1 });
    const one = resendTransport({ apiKey: "re_full", baseUrl: slow.url });
    try {
      await one.hand(mail);
      expect(await one.hand(mail)).toEqual({
        outcome: "retry",
        because: "Resend takes no more requests this second (429 rate_limit_exceeded)",
        afterSeconds: 1,
      });
    } finally {
      await slow.close();
    }
  });

  test.each([
    ["seconds", 7, 7],
    ["a date, by the provider's own clock", new Date(START + 90_000).toUTCString(), 90],
    ["a date that has passed", new Date(START - 90_000).toUTCString(), 1],
    ["nothing", 0, 1],
    ["a year", 365 * 24 * 3600, 3600],
    ["nonsense", "soon", undefined],
    ["a negative number", "-5", undefined],
  ])("retry-after in %s", async (_what, retryAfter, seconds) => {
    const said = await through(says(429, "rate_limit_exceeded", retryAfter));
    expect(said.outcome === "retry" && said.afterSeconds).toBe(seconds);
  });
});

test("a key that was used for other content: nobody knows what was taken", async () => {
  await transport.hand({ ...mail, text: "written anew" });
  expect(await transport.hand(mail)).toMatchObject({
    outcome: "lost",
    because: expect.stringContaining("409 invalid_idempotent_request"),
  });
});

describe("an account that is refused stops everything, and fails no message", () => {
  test.each([
    ["no key", says(401, "missing_api_key"), "set RESEND_API_KEY"],
    ["a restricted key", { kind: "401" } as const, "sending access"],
    ["an unknown key", { kind: "403" } as const, "does not know the key"],
    ["a suspended key", says(403, "suspended_api_key"), "suspended"],
    ["a key without the right", says(403, "invalid_permission"), "right to send"],
    ["an unverified domain, or the testing one", says(403, "validation_error"), "MAIL_FROM"],
    ["an unknown 403", says(403, "something_new"), "refuses this account"],
    [
      "a firewall's page",
      { kind: "answer", status: 403, body: "error code: 1010" } as const,
      "refuses this account",
    ],
  ])("%s", async (_what, fault, because) => {
    expect(await through(fault)).toEqual({
      outcome: "halt",
      code: "credentials",
      because: expect.stringContaining(because),
    });
  });

  test("a domain that is not verified, by the provider itself", async () => {
    const strict = await startDouble({ domains: { verified: ["other.example"] } });
    try {
      const said = await resendTransport({ apiKey: "re_full", baseUrl: strict.url }).hand(mail);
      expect(said).toMatchObject({ outcome: "halt", code: "credentials" });
    } finally {
      await strict.close();
    }
  });

  test.each([
    ["the day's quota", { kind: "quota-daily", retryAfter: 7200 } as const, { afterSeconds: 7200 }],
    [
      "the month's quota",
      { kind: "quota-monthly", retryAfter: 30 * 24 * 3600 } as const,
      { afterSeconds: 24 * 3600 },
    ],
    ["a bill", says(402, "payment_required"), {}],
  ])("%s", async (_what, fault, more) => {
    expect(await through(fault)).toEqual({
      outcome: "halt",
      code: "quota",
      because: expect.any(String),
      ...more,
    });
  });
});

describe("an answer that speaks of our settings stops the queue, and fails no message", () => {
  test.each([
    [404, "not_found"],
    [405, "method_not_allowed"],
    [422, "invalid_from_address"],
  ])("%i %s", async (status, name) => {
    expect(await through(says(status, name))).toMatchObject({ outcome: "halt", code: "credentials" });
  });
});

describe("a message that the provider would refuse again has failed", () => {
  test.each([
    [400, "validation_error"],
    [400, "invalid_idempotency_key"],
    [422, "invalid_parameter"],
    [422, "missing_required_field"],
    [422, "invalid_attachment"],
    [418, "something_new"],
  ])("%i %s", async (status, name) => {
    expect(await through(says(status, name))).toEqual({
      outcome: "refused",
      because: expect.stringMatching(new RegExp(`^Resend .* \\(${status} ${name}\\)$`)),
    });
  });

  test("an address that is none, by the provider itself", async () => {
    expect(await transport.hand({ ...mail, to: "kestrel" })).toMatchObject({ outcome: "refused" });
  });
});

test("nothing that the provider writes is repeated but the name of its error", async () => {
  const answers = [
    says(422, "invalid_parameter"),
    says(403, "validation_error"),
    says(503, "service_unavailable"),
    says(422, `bad ${mail.to}`),
    says(422, "constructor"),
  ];
  for (const fault of answers) {
    const said = await through(fault);
    const because = said.outcome === "accepted" ? "" : said.because;
    expect(because).toMatch(/^Resend /);
    expect(because).not.toMatch(/kestrel|something waits|@/);
  }
});
