import { NextRequest } from "next/server";
import { expect, test } from "vitest";
import { isOpening } from "@/app/_lib/opening";
import { proxy } from "@/proxy";

/** What a page gets to see of a request, after the proxy. */
function seenByPage(method: string, sent: Record<string, string> = {}): Headers {
  const answer = proxy(new NextRequest("http://localhost/inbox/VLLM-22222", { method, headers: sent }));
  const names = (answer.headers.get("x-middleware-override-headers") ?? "").split(",");
  return new Headers(names.map((n) => [n, answer.headers.get(`x-middleware-request-${n}`) ?? ""]));
}

test("a person who opens a page opens it", () => {
  expect(isOpening(seenByPage("GET"))).toBe(true);
});

test.each([
  ["a HEAD", "HEAD", {}],
  ["a HEAD that calls itself a GET", "HEAD", { "x-curfew-method": "GET" }],
  ["a POST", "POST", {}],
  ["the router's prefetch", "GET", { "next-router-prefetch": "1" }],
  ["the browser's prefetch", "GET", { "sec-purpose": "prefetch" }],
  ["an older browser's", "GET", { purpose: "prefetch" }],
])("%s opens nothing, so nothing counts as seen", (_name, method, sent) => {
  expect(isOpening(seenByPage(method, sent))).toBe(false);
});
