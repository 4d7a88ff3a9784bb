import { expect, test } from "vitest";
import { configuredTransport } from "@/worker/transports/configured";

const without = { resend: null, from: "curfew@curfew.example", replyTo: null };
const account = { ...without, resend: { apiKey: "re_1", baseUrl: null, webhookSecret: "whsec_", rate: 2 } };

test("the demo's mail stays on the machine, even where an account is configured", () => {
  expect(configuredTransport({ demo: { mailbox: "mail" }, mail: account }).name).toBe("local");
});

test("mail leaves through the account, and waits without one", () => {
  expect(configuredTransport({ demo: null, mail: account }).name).toBe("resend");
  expect(configuredTransport({ demo: null, mail: without }).name).toBe("none");
});
