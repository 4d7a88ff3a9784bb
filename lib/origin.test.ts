import { describe, expect, test } from "vitest";
import { isFromHere, mayChange } from "@/lib/origin";

const url = "https://curfew.example.org";
const from = (origin?: string) => new Headers(origin === undefined ? {} : { origin });

describe("isFromHere", () => {
  test("takes the configured origin, whatever path the address has", () => {
    expect(isFromHere(from("https://curfew.example.org"), "https://curfew.example.org")).toBe(true);
    expect(isFromHere(from("http://localhost:3000"), "http://localhost:3000/")).toBe(true);
  });

  test.each([
    undefined,
    "",
    "null",
    "https://evil.example",
    "http://curfew.example.org",
    "https://curfew.example.org:8443",
    "https://curfew.example.org.evil.example",
    "https://curfew.example.org/",
  ])("refuses %j", (origin) => expect(isFromHere(from(origin), url)).toBe(false));

  test.each(["cross-site", "same-site", "none", ""])("refuses what the browser calls %j", (site) =>
    expect(isFromHere(new Headers({ origin: url, "sec-fetch-site": site }), url)).toBe(false),
  );
});

test("without a page of ours only the routes on a closed list may change something, each by its own signature", () => {
  expect(mayChange("/api/webhooks/resend", from(), url)).toBe(true);
  for (const path of [
    "/api/webhooks/resend/",
    "/api/webhooks",
    "/api/webhooks/other",
    "/contact/confirm/answer",
    "/sign-in",
    "/",
  ])
    expect(mayChange(path, from(), url), path).toBe(false);
  expect(mayChange("/sign-in", from(url), url)).toBe(true);
});
