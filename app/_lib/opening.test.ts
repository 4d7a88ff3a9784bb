import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { isOpening } from "@/app/_lib/opening";
import { env } from "@/lib/env";
import { proxy } from "@/proxy";

const asked = (method: string, sent: Record<string, string> = {}) => {
  const { host, origin } = new URL(env().url);
  const headers = { host, origin, "x-curfew-peer": "192.0.2.1", ...sent };
  return proxy(new NextRequest(`${origin}/inbox/VLLM-7K3QD`, { method, headers }));
};
/** The headers that a page finds, as `proxy.ts` hands them on. */
async function seenByPage(method: string, sent: Record<string, string> = {}): Promise<Headers> {
  const { headers } = await asked(method, sent);
  const name = "x-curfew-method";
  return new Headers({ [name]: headers.get(`x-middleware-request-${name}`) ?? "" });
}

test.each(["GET", "POST"])("a page that is rendered for a %s is read by a person", async (method) => {
  expect(isOpening(await seenByPage(method))).toBe(true);
});

test.each([
  ["HEAD", {}],
  ["HEAD", { "x-curfew-method": "GET" }],
])("a %s reads nothing, whatever is sent: %j", async (method, sent) => {
  expect(isOpening(await seenByPage(method, sent))).toBe(false);
});

test.each([
  { purpose: "prefetch" },
  { "sec-purpose": "prefetch;prerender" },
  { "x-moz": "prefetch" },
  { "next-router-prefetch": "1" },
  { "next-router-segment-prefetch": "/_tree" },
  { "x-curfew-ahead": "1" },
])(
  "what is fetched ahead of a click is answered with nothing, so that no header reads without a record: %j",
  async (sent) => {
    const answer = await asked("GET", sent as Record<string, string>);
    expect([answer.status, answer.body]).toEqual([204, null]);
    expect(answer.headers.get("x-middleware-next")).toBeNull();
  },
);
