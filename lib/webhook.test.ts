import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { Temporal } from "temporal-polyfill";
import { expect, test } from "vitest";
import { verifyWebhook } from "@/lib/webhook";

// The example of Standard Webhooks' documentation.
const example = {
  secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
  timestamp: "1614265330",
  signature: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  body: '{"test": 2432232314}',
};
const at = (seconds: number) => Temporal.Instant.fromEpochMilliseconds(seconds * 1000);
const THEN = Number(example.timestamp);
const other = new Webhook(`whsec_${Buffer.from("another secret of 32 bytes......").toString("base64")}`).sign(
  example.id,
  new Date(THEN * 1000),
  example.body,
);

test("the example of the standard verifies in its own time", () => {
  expect(verifyWebhook({ ...example, now: at(THEN) })).toBe(true);
});

test("the example of the standard is refused today", () => {
  expect(verifyWebhook(example)).toBe(false);
});

test.each([
  ["five minutes late", 300, true],
  ["later", 301, false],
  ["five minutes early", -300, true],
  ["earlier", -301, false],
])("a signature that arrives %s", (_what, seconds, holds) => {
  expect(verifyWebhook({ ...example, now: at(THEN + seconds) })).toBe(holds);
});

test("while secrets are rotated one of several signatures is enough", () => {
  const now = at(THEN);
  expect(verifyWebhook({ ...example, signature: `${other} ${example.signature}`, now })).toBe(true);
  expect(verifyWebhook({ ...example, signature: `${example.signature} ${other}`, now })).toBe(true);
  expect(verifyWebhook({ ...example, signature: other, now })).toBe(false);
});

test.each([
  ["the body", { body: '{"test": 2432232315}' }],
  ["the body's spaces", { body: '{"test":2432232314}' }],
  ["the id", { id: "msg_p5jXN8AQM9LWM0D4loKWxJel" }],
  ["the time", { timestamp: "1614265331" }],
  ["the secret", { secret: `whsec_${"A".repeat(32)}` }],
])("a change to %s is noticed", (_what, change) => {
  expect(verifyWebhook({ ...example, ...change, now: at(THEN) })).toBe(false);
});

test.each([
  ["no id", { id: null }],
  ["an empty id", { id: "" }],
  ["no time", { timestamp: null }],
  ["a time with letters after it", { timestamp: `${example.timestamp}abc` }],
  ["a time that is none", { timestamp: "now" }],
  ["a negative time", { timestamp: `-${example.timestamp}` }],
  ["a time beyond all times", { timestamp: "9".repeat(400) }],
  ["no signature", { signature: null }],
  ["an empty signature", { signature: "" }],
  ["half a signature", { signature: example.signature.slice(0, -8) }],
  ["a longer signature", { signature: `${example.signature}=` }],
  ["a signature without a version", { signature: example.signature.slice(3) }],
  ["a signature of another version", { signature: `v2${example.signature.slice(2)}` }],
  ["a version alone", { signature: "v1," }],
  ["spaces", { signature: "   " }],
  ["letters of two bytes", { signature: `v1,${"é".repeat(44)}` }],
  ["a secret that is none", { secret: "whsec_%%%" }],
  ["no secret", { secret: "" }],
])("%s: refused without an error", (_what, change) => {
  expect(verifyWebhook({ ...example, ...change, now: at(THEN) })).toBe(false);
});

test("whatever else is sent, nothing but our own signature holds, and nothing throws", () => {
  const secret = `whsec_${Buffer.from("a secret of ours, 32 bytes long!").toString("base64")}`;
  const header = fc.option(
    fc.oneof(
      fc.string(),
      fc.base64String().map((s) => `v1,${s}`),
    ),
  );
  const time = fc.option(fc.oneof(fc.constant(String(THEN)), fc.integer().map(String), fc.string()));
  fc.assert(
    fc.property(header, time, header, fc.string(), fc.string(), (id, timestamp, signature, body, other) => {
      const now = at(THEN);
      for (const key of [secret, other])
        expect(verifyWebhook({ secret: key, id, timestamp, signature, body, now })).toBe(false);
    }),
  );
  const word = fc.string({ minLength: 1 }).map((s) => s.toWellFormed());
  fc.assert(
    fc.property(word, word, fc.nat(), (id, body, where) => {
      const signature = new Webhook(secret).sign(id, new Date(THEN * 1000), body);
      const sent = { secret, id, timestamp: example.timestamp, signature, body, now: at(THEN) };
      expect(verifyWebhook(sent)).toBe(true);
      const cut = where % signature.length;
      expect(verifyWebhook({ ...sent, signature: signature.slice(0, cut) })).toBe(false);
      expect(verifyWebhook({ ...sent, body: `${body} ` })).toBe(false);
    }),
  );
});
