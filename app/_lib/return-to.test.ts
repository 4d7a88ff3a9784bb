import { describe, expect, test } from "vitest";
import { returnTo } from "./return-to";

describe("returnTo", () => {
  test.each(["/", "/inbox/VLLM-7K3QD", "/organizations?q=kestrel", "/policy#terms", "/a//b"])(
    "keeps %j",
    (path) => expect(returnTo(path)).toBe(path),
  );

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
    `/${"a".repeat(2000)}`,
    null,
    undefined,
    7,
    ["/today"],
  ])("refuses %j", (path) => expect(returnTo(path, "/today")).toBe("/today"));
});
