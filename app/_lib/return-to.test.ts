import { globSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PLACES, returnTo } from "./return-to";

describe("returnTo", () => {
  test.each([
    "/",
    "/inbox/VLLM-7K3QD",
    "/organizations?q=kestrel",
    "/policy#terms",
    "/?a=//b",
    "/inbox/%2e%2ex",
  ])("keeps %j", (path) => expect(returnTo(path)).toBe(path));

  test.each([
    "",
    "today",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\evil.example",
    "/a\\b",
    "/\t/evil.example",
    "/\n/evil.example",
    "/a\r\nSet-Cookie: x=1",
    "/a\u0000",
    "/a\u0085",
    " /today",
    "https://evil.example/",
    "javascript:alert(1)",
    `/inbox/${"a".repeat(2000)}`,
    "/a",
    "/api/health",
    "/sign-out",
    "/inboxes",
    "/inbox?back=\\evil.example",
    "/inbox//evil.example",
    "/inbox/../api/health",
    "/inbox/%2e%2e/api/health",
    "/./inbox",
    "/inbox/ü",
    "/;@evil.example",
    null,
    undefined,
    7,
    ["/today"],
  ])("refuses %j", (path) => expect(returnTo(path, "/today")).toBe("/today"));
});

test("whatever is asked for, a form leads to a place on the list, on this site", () => {
  const bits = fc.constantFrom(
    "/",
    "\\",
    "//",
    "..",
    "%2e",
    "%2f",
    "@",
    ":",
    "?",
    "#",
    "evil.example",
    "\t",
    "\n",
    ...PLACES,
  );
  const base = new URL("https://curfew.example.org");
  fc.assert(
    fc.property(
      fc.oneof(
        fc.array(bits).map((all) => all.join("")),
        fc.webUrl(),
        fc.string(),
      ),
      (value) => {
        const led = new URL(returnTo(value), base);
        expect(led.origin).toBe(base.origin);
        expect(PLACES).toContain(led.pathname.split("/")[1]);
      },
    ),
    { numRuns: 2000 },
  );
});

test("the list of places is that of the pages", () => {
  const firsts = globSync("app/**/page.tsx").map(
    (file) =>
      file
        .split("/")
        .slice(1, -1)
        .filter((part) => !part.startsWith("("))[0] ?? "",
  );
  expect([...new Set(firsts)].sort()).toEqual([...PLACES].sort());
});
