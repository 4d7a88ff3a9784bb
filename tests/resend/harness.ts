import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { type CreateEmailOptions, Resend } from "resend";
import { Temporal } from "temporal-polyfill";
import { afterEach } from "vitest";
import { verifyWebhook } from "@/lib/webhook";
import { startDouble } from "@/tests/resend/double";
import type { Double, DoubleOptions } from "@/tests/resend/types";

// What the tests of the double share: its clock, the real client, and a receiver of webhooks.

export const START = Date.parse("2027-01-12T17:00:00Z");
export const DAY = 24 * 3600 * 1000;
export const SECRET = `whsec_${Buffer.from("a secret of thirty-two bytes ok!").toString("base64")}`;
export const NEXT_SECRET = `whsec_${Buffer.from("the secret that comes after it..").toString("base64")}`;
export const mail = {
  from: "Curfew <curfew@curfew.example>",
  to: "security@kestrel.example",
  subject: "something waits",
  text: "Sign in at https://curfew.example/inbox/VLLM-1.",
  html: '<a href="https://curfew.example/inbox/VLLM-1?a=1&amp;b=2">Sign in</a><img src="https://curfew.example/x.png">',
} satisfies CreateEmailOptions;

/** The provider's time, in milliseconds; each test begins at START. */
export const clock = { now: START };
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  clock.now = START;
  for (const end of ends.splice(0).reverse()) await end();
});

/** A double and the real client that talks to it; both end with the test. */
export async function start(options: DoubleOptions = {}): Promise<{ double: Double; client: Resend }> {
  const double = await startDouble({ now: () => clock.now, rate: 1000, ...options });
  ends.push(double.close);
  return { double, client: new Resend("re_test", { baseUrl: double.url }) };
}

/** Keeps what it got, and answers what it is told. */
export async function receiver(status = 200) {
  const got: { headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += chunk;
    got.push({ headers: req.headers, body });
    res.writeHead(status).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  ends.push(async () => void (await new Promise((done) => server.close(done).closeAllConnections())));
  const valid = ({ headers, body }: (typeof got)[number], secret = SECRET) =>
    verifyWebhook({
      secret,
      id: headers["svix-id"] as string,
      timestamp: headers["svix-timestamp"] as string,
      signature: headers["svix-signature"] as string,
      body,
      now: Temporal.Instant.fromEpochMilliseconds(clock.now),
    });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`, got, valid };
}
