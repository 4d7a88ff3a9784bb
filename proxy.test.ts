import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const url = "https://curfew.example.org";

/** The proxy of a deployment whose database does not answer. */
async function asked(path: string, sent: Record<string, string> = {}, method = "GET"): Promise<Response> {
  const { proxy } = await import("@/proxy");
  const headers = { host: "curfew.example.org", "x-curfew-peer": "192.0.2.1", accept: "text/html", ...sent };
  return proxy(new NextRequest(`http://web:3000${path}`, { method, headers }));
}

beforeEach(() => {
  vi.resetModules();
  for (const [name, value] of Object.entries({
    DATABASE_URL: "postgres://curfew@127.0.0.1:9/curfew",
    CURFEW_URL: url,
    CURFEW_SECRET: "q8Zt0VnGx2LrW5yKe7HdJ3mPc9SaUfBi",
    CURFEW_MASTER_KEY: "Uo3C1r1F0nq5Dk0u1bJgVY5mGmBq6z0mYw3nT1sQx8E=",
    CURFEW_CHECKPOINTS: "/var/lib/curfew/checkpoints.jsonl",
    LOG_LEVEL: "silent",
  }))
    vi.stubEnv(name, value);
});
afterEach(() => vi.unstubAllEnvs());

test("without its database nobody is let in, pages say so in words, and health is still asked", async () => {
  const answer = await asked("/advisories");
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "30"]);
  expect(await answer.text()).toContain("Curfew cannot reach its database.");
  expect((await asked("/sign-in", { origin: url }, "POST")).status).toBe(503);
  expect((await asked("/api/health", { host: "10.0.0.7" })).headers.get("x-middleware-next")).toBe("1");
});

test("a request that came in before the entrance was guarded is asked to come again", async () => {
  const { proxy } = await import("@/proxy");
  const early = new NextRequest(`${url}/advisories`, { headers: { host: "curfew.example.org" } });
  const answer = await proxy(early);
  expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
});

test("an address whose escapes are no text is absent, before anything looks for what it names", async () => {
  for (const path of ["/organizations/%ff", "/cases/%E0%A4%A", "/%"])
    expect((await asked(path)).status, path).toBe(404);
});

test("what a proxy took without TLS is not answered where people are to come by https", async () => {
  expect((await asked("/advisories", { "x-curfew-plain": "1" })).status).toBe(421);
});

test.each([
  [{ "next-action": "x" }, "text/plain"],
  [{ accept: "*/*" }, "text/plain"],
  [{}, "text/html; charset=utf-8"],
])("a refusal is a page for whoever opens one, and the sentence alone for %j", async (sent, type) => {
  const answer = await asked("/sign-in", { ...(sent as Record<string, string>), origin: "null" }, "POST");
  expect([answer.status, answer.headers.get("content-type")]).toEqual([403, type]);
  const text = await answer.text();
  const sentence = "This was not sent from Curfew's own address. Nothing was changed.";
  if (type === "text/plain") expect(text).toBe(sentence);
  else expect(text).toContain(`<p>${sentence}</p>`);
});
