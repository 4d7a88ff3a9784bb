import fc from "fast-check";
import { expect, test } from "vitest";
import { attestationOf } from "@/data/confirming";

test("what no browser hands over is no passkey, and what one does is kept to what is known of it", () => {
  const whole = {
    id: "a",
    rawId: "a",
    type: "public-key",
    clientExtensionResults: {},
    response: { clientDataJSON: "x", attestationObject: "y", transports: ["usb"] },
  };
  expect(attestationOf({ ...whole, more: 1 })).toEqual(whole);
  const value = fc.oneof(fc.anything(), fc.constant("x".repeat(20_001)));
  const like = fc.record(
    { id: value, rawId: value, type: value, clientExtensionResults: value, response: value },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(fc.oneof(fc.anything(), like), (raw) => {
      expect(attestationOf(raw) ?? null).toBeNull();
    }),
  );
  const field = fc.constantFrom("id", "rawId", "type", "response");
  fc.assert(
    fc.property(field, fc.anything(), (name, put) => {
      const read = attestationOf({ ...whole, [name]: put });
      if (read) expect(typeof put).toBe("string");
    }),
  );
});
