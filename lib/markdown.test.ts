import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "@/lib/markdown";

describe("hostile Markdown", () => {
  test.each([
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](//evil.example/a)",
    "[x](/account)",
    "<a href=account>x</a>",
    "![x](https://evil.example/pixel.png)",
    "<a href='javascript:alert(1)'>x</a>",
    "<svg/onload=alert(1)>",
    "<iframe src=https://evil.example></iframe>",
    "<form action=https://evil.example><input name=a></form>",
    "<style>body{display:none}</style>",
    "<math><mi//xlink:href='javascript:alert(1)'>",
    "`</code><script>alert(1)</script>`",
    "<p style='position:fixed;inset:0'>x</p>",
    "<p id=main class=fixed>x</p>",
  ])("%s runs nothing, loads nothing, and styles nothing", (text) => {
    const html = renderMarkdown(text);
    // Only what stands inside of tags can act; escaped text is text.
    const tags = html.match(/<[^>]*>/g)?.join("") ?? "";
    expect(tags).not.toMatch(
      /<(script|img|svg|iframe|form|input|style|math)|\son\w+=|javascript:|data:|style=|class=|id=|src=|href="(?!https?:|mailto:)/i,
    );
  });
});

test("text, lists, code, tables and links of the web survive, under the page's own headings", () => {
  const html = renderMarkdown("# Head\n\n- a `b`\n\n| x |\n|---|\n| y |\n\n<https://a.example>");
  expect(html).toContain("<h3>Head</h3>");
  expect(html).toContain("<code>b</code>");
  expect(html).toContain("<td>y</td>");
  expect(html).toContain('<a href="https://a.example" rel="noreferrer noopener nofollow">');
});

/** What of a rendered text can act: the inside of its tags. */
const tagsOf = (html: string): string[] => html.match(/<[^>]*>?/g) ?? [];
const TAGS =
  /^<\/?(p|br|strong|em|del|code|pre|ul|ol|li|blockquote|hr|h[3-6]|table|thead|tbody|tr|th|td|a)( \/)?>$/;
const WITH =
  /^<(a href="(https?:\/\/|mailto:)[^"<>]*" rel="noreferrer noopener nofollow"|t[hd] align="(left|right|center)"|ol start="\d+")>$/i;

const BITS = [
  ..."<>[]()!*_`~#|-+:\"'=&;/\\ \n\t\0",
  "<script>",
  "</script>",
  "<img src=x onerror=alert(1)>",
  "<svg onload=",
  "<a href=",
  "<style>",
  " style=",
  " onclick=",
  "javascript:",
  "java\nscript:",
  "&#106;avascript:",
  "data:text/html,",
  "vbscript:",
  "//evil.example",
  "https://a.example",
  "](",
  "![",
  "<!--",
  "-->",
  "]]>",
  "<![CDATA[",
  "```",
  "> ",
  "- ",
  "1. ",
  "|-|-|\n",
  "[a]: ",
  "\u202e",
  "é",
  "\ud800",
];
const hostile = fc.array(fc.oneof(fc.constantFrom(...BITS), fc.string({ unit: "binary", maxLength: 5 })), {
  maxLength: 40,
});

test("whatever is written, only tags of the list come out, with no attribute but a web link, a side and a number", () => {
  fc.assert(
    fc.property(hostile, (bits) => {
      for (const tag of tagsOf(renderMarkdown(bits.join(""))))
        expect(TAGS.test(tag) || WITH.test(tag), tag).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test("whatever is repeated to the longest text that is kept, it is drawn within a moment and never throws", () => {
  const units = [
    ">",
    "1. ",
    "> - ",
    "*a_",
    "**a",
    "[",
    "![[",
    "a~~b",
    "<a ",
    "|a",
    "`",
    "](<",
    "_a*b",
    "* > ",
  ];
  const unit = fc.oneof(
    fc.constantFrom(...units),
    fc.array(fc.constantFrom(...BITS), { minLength: 1, maxLength: 3 }).map((all) => all.join("")),
  );
  const drawn = (text: string) => {
    const begun = performance.now();
    renderMarkdown(text);
    return performance.now() - begun;
  };
  for (const one of units) expect(drawn(one.repeat(50_000 / one.length)), one).toBeLessThan(4000);
  fc.assert(
    fc.property(unit, (one) => {
      expect(drawn(one.repeat(10_000 / one.length)), JSON.stringify(one)).toBeLessThan(2000);
    }),
    { numRuns: 8 },
  );
});

test("what nests deeper than anybody writes, and what emphasizes a thousand times, stays as it was typed", () => {
  expect(renderMarkdown(`${"> ".repeat(30)}deep`)).toContain("deep");
  expect(renderMarkdown(`${"> ".repeat(5)}*deep*`)).toContain("<em>deep</em>");
  expect(renderMarkdown("*a* ".repeat(400))).toContain("<em>a</em>");
  expect(renderMarkdown("*a* ".repeat(600))).toContain("*a* *a*");
  expect(renderMarkdown("x".repeat(60_000)).length).toBeLessThan(51_000);
});
