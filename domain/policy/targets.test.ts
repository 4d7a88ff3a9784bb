import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hrefOf } from "@/domain/policy/targets";

describe("a target becomes a link", () => {
  test.each([
    ["https://example.org/report?x=1#y", "https://example.org/report?x=1#y"],
    [" http://example.org ", "http://example.org/"],
    ["https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"],
    ["security@example.org", "mailto:security@example.org"],
    ["mailto:security@example.org?subject=Hi", "mailto:security@example.org"],
    ["tel:+1-201-555-0123", "tel:+1-201-555-0123"],
  ])("%s", (target, href) => expect(hrefOf(target)).toBe(href));

  test.each([
    null,
    "",
    "[security contact email]",
    "[security contact - replace with actual email]",
    "javascript:alert(1)",
    "JavaScript://example.org/%0aalert(1)",
    "data:text/html,x",
    "//example.org",
    "/policy",
    "https://",
    "https://github.com@evil.example/",
    "https://a:b@evil.example/",
    "https://example.org/\r\nContact: x",
    "https://example.org/ x",
    'https://example.org/"onclick',
    "https:\\\\example.org",
    "irc://irc.example.org/security",
    "security@example.org, other@example.org",
    "security@localhost",
    "mailto:security@example.org\nBcc: x@example.org",
    "tel:call me",
    "security at example dot org",
  ])("and stays text where it is %j", (target) => expect(hrefOf(target)).toBeNull());

  test("of one of four schemes and of visible ASCII, or of none, whatever is written", () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), fc.emailAddress(), fc.string({ unit: "binary" })), (target) => {
        const href = hrefOf(target);
        if (href !== null) expect(href).toMatch(/^(?:https?:\/\/|mailto:|tel:)[!-~]+$/);
      }),
    );
  });
});
