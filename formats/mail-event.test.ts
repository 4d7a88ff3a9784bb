import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseMailEvent } from "@/formats/mail-event";

const DELIVERY = "3f1f9d0e-0000-4000-8000-000000000001";
const body = (type: string, data: Record<string, unknown> = {}, more: Record<string, unknown> = {}) =>
  JSON.stringify({
    type,
    created_at: "2027-01-12T17:00:00.000Z",
    data: {
      email_id: "56761188-7520-42d8-8898-ff6fc54ce618",
      created_at: "2027-01-12T16:59:00.000Z",
      from: "Curfew <curfew@curfew.example>",
      to: ["security@kestrel.example"],
      subject: "something waits",
      tags: { delivery: DELIVERY },
      ...data,
    },
    ...more,
  });

function eventOf(text: string) {
  const result = parseMailEvent(text);
  if (!result.ok) throw new Error(result.problems.join("; "));
  return result.event.type === "ignored" ? result.event : { ...result.event, at: result.event.at.toString() };
}
const problemsOf = (text: string) => {
  const result = parseMailEvent(text);
  return result.ok ? [] : result.problems;
};

test("what became of a message: which one, when it happened, and nothing of its content", () => {
  expect(eventOf(body("email.delivered"))).toEqual({
    type: "delivered",
    emailId: "56761188-7520-42d8-8898-ff6fc54ce618",
    deliveryId: DELIVERY,
    at: "2027-01-12T17:00:00Z",
    detail: null,
    permanent: false,
  });
});

test.each([
  ["email.sent", "sent", false],
  ["email.delivery_delayed", "deferred", false],
  ["email.complained", "complained", true],
  ["email.suppressed", "suppressed", true],
  ["email.failed", "failed", false],
  ["email.bounced", "bounced", false],
])("%s is %s", (name, type, permanent) => {
  expect(eventOf(body(name))).toMatchObject({ type, permanent });
});

describe("a bounce", () => {
  test.each([
    [{ type: "Permanent", subType: "General" }, "bounced", "permanent: general", true],
    [{ type: "Transient", subType: "MailboxFull" }, "bounced", "transient: mailbox full", false],
    [{ type: "Undetermined", subType: "Undetermined" }, "bounced", "undetermined: undetermined", false],
    [{ type: "Permanent", subType: "Suppressed" }, "suppressed", "permanent: suppressed", true],
    [
      { type: "Permanent", subType: "OnAccountSuppressionList" },
      "suppressed",
      "permanent: on account suppression list",
      true,
    ],
    [{}, "bounced", null, false],
    [{ type: 7, subType: ["x"] }, "bounced", null, false],
  ])("%j", (bounce, type, detail, permanent) => {
    expect(eventOf(body("email.bounced", { bounce }))).toMatchObject({ type, detail, permanent });
  });

  test("tells nothing of what the other server wrote", () => {
    const bounce = {
      type: "Permanent security@kestrel.example",
      subType: "x".repeat(41),
      message: "550 security@kestrel.example: something waits",
      diagnosticCode: ["smtp; 550 something waits"],
    };
    expect(eventOf(body("email.bounced", { bounce }))).toMatchObject({ detail: null });
    const failed = { reason: "could not reach security@kestrel.example" };
    expect(eventOf(body("email.failed", { failed }))).toMatchObject({ detail: null });
  });

  test("a failure and a suppression name their reason in words", () => {
    expect(eventOf(body("email.failed", { failed: { reason: "reached_daily_quota" } }))).toMatchObject({
      detail: "reached daily quota",
    });
    const suppressed = { type: "OnAccountSuppressionList", message: "…" };
    expect(eventOf(body("email.suppressed", { suppressed }))).toMatchObject({
      detail: "on account suppression list",
    });
  });
});

describe("the delivery is named by the tag", () => {
  test.each([
    ["as an object", { tags: { delivery: DELIVERY } }, DELIVERY],
    [
      "as a list",
      {
        tags: [
          { name: "a", value: "b" },
          { name: "delivery", value: DELIVERY },
        ],
      },
      DELIVERY,
    ],
    ["not at all", { tags: undefined }, null],
    ["by null", { tags: null }, null],
    ["among others'", { tags: { category: "newsletter" } }, null],
    ["by something that is no delivery", { tags: { delivery: "1; drop table" } }, null],
    ["by something that is no text", { tags: { delivery: 7 } }, null],
  ])("%s", (_what, data, deliveryId) => {
    expect(eventOf(body("email.sent", data))).toMatchObject({ deliveryId });
  });
});

test.each([
  "email.opened",
  "email.clicked",
  "email.received",
  "email.scheduled",
  "contact.created",
  "domain.updated",
  "suppression.added",
  "constructor",
  "something.new",
])("%s concerns nobody here, whatever it holds", (type) => {
  expect(eventOf(JSON.stringify({ type, data: 7 }))).toEqual({ type: "ignored" });
});

test("the provider's other form of a time is understood", () => {
  expect(eventOf(body("email.sent", {}, { created_at: "2026-04-03 22:13:42.674981+00" }))).toMatchObject({
    at: "2026-04-03T22:13:42.674981Z",
  });
});

test.each([
  ["no JSON", "{", ["The body is not JSON"]],
  ["a list", "[]", ["The body must be one JSON object"]],
  ["nothing", "null", ["The body must be one JSON object"]],
  ["no type", "{}", ["type must be text"]],
  ["no data", JSON.stringify({ type: "email.sent" }), ["created_at is missing", "data is missing"]],
  ["no id", body("email.sent", { email_id: undefined }), ["data.email_id is missing"]],
  ["an id that is none", body("email.sent", { email_id: "../x" }), ["data.email_id is not an id"]],
  ["no time", body("email.sent", {}, { created_at: "yesterday" }), ["created_at is not a time"]],
  ["tags that are none", body("email.sent", { tags: 7 }), ["data.tags must be an object or a list"]],
])("%s is refused with every place that is wrong", (_what, text, problems) => {
  expect(problemsOf(text)).toEqual(problems);
});

test("no body makes it throw, and a refusal quotes nothing of it", () => {
  const canary = "zqxcanaryvwk";
  const value = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(canary), fc.string());
  const types = ["email.sent", "email.bounced", "email.suppressed", "__proto__", "constructor", canary];
  const data = fc.record(
    { email_id: value, tags: value, bounce: value, suppressed: value, failed: value },
    { requiredKeys: [] },
  );
  const event = fc.record(
    { type: fc.oneof(fc.constantFrom(...types), value), created_at: value, data: fc.oneof(data, value) },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.oneof(
        event.map((e) => JSON.stringify(e)),
        fc.json(),
        fc.string(),
      ),
      (text) => {
        const read = parseMailEvent(text);
        if (!read.ok) expect(read.problems.join()).not.toContain(canary);
        else if (read.event.type !== "ignored") expect(read.event.emailId).toMatch(/^[\w-]{1,100}$/);
      },
    ),
    { numRuns: 500 },
  );
});
