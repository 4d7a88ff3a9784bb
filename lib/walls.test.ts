import { expect, test } from "vitest";
import { contentPolicy, newNonce, wallsOf } from "@/lib/walls";

test("nothing in a page runs without its nonce, and no page loads, frames or posts to anything elsewhere", () => {
  const policy = contentPolicy("abc");
  expect(policy).not.toMatch(/https?:|\*|unsafe-eval/);
  expect(policy.split("; ").filter((rule) => rule.includes("unsafe"))).toEqual([
    "style-src-attr 'unsafe-inline'",
  ]);
  for (const rule of [
    "default-src 'self'",
    "script-src 'self' 'nonce-abc' 'strict-dynamic'",
    "style-src 'self' 'nonce-abc'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ])
    expect(policy.split("; ")).toContain(rule);
});

test("a nonce is 128 random bits, another for every answer", () => {
  const all = new Set(Array.from({ length: 1000 }, newNonce));
  expect(all.size).toBe(1000);
  for (const nonce of all) expect(Buffer.from(nonce, "base64").length).toBe(16);
});

test("browsers are told to keep to https where Curfew is served over it, and nowhere else", () => {
  const name = "strict-transport-security";
  expect(wallsOf("https://curfew.example.org")[name]).toBe("max-age=63072000; includeSubDomains");
  expect(wallsOf("http://localhost:3000")[name]).toBeUndefined();
});
