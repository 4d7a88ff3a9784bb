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
      /<(script|img|svg|iframe|form|input|style|math)|\son\w+=|javascript:|data:|style=|class=|id=|src=|href="\/\//i,
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
