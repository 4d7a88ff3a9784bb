import { Marked } from "marked";
import sanitize from "sanitize-html";

const marked = new Marked({ gfm: true, breaks: false });

/**
 * Markdown as HTML that can do nothing: no raw HTML survives, links go to the web alone, images become their words.
 * Text comes from reporters, records and colleagues, and is read by people with secrets in the same browser.
 */
export function renderMarkdown(text: string): string {
  const html = marked.parse(text, { async: false });
  return sanitize(html, {
    allowedTags: [
      "p",
      "br",
      "strong",
      "em",
      "del",
      "code",
      "pre",
      "ul",
      "ol",
      "li",
      "blockquote",
      "hr",
      "h3",
      "h4",
      "h5",
      "h6",
      "table",
      "thead",
      "tbody",
      "tr",
      "th",
      "td",
      "a",
    ],
    allowedAttributes: { a: ["href", "rel"], th: ["align"], td: ["align"], ol: ["start"] },
    allowedSchemes: ["http", "https", "mailto"],
    allowProtocolRelative: false,
    // A link whose address was refused is words again.
    exclusiveFilter: (frame) => (frame.tag === "a" && !frame.attribs["href"] ? "excludeTag" : false),
    transformTags: {
      a: sanitize.simpleTransform("a", { rel: "noreferrer noopener nofollow" }),
      // The page's own headings stand above those of a text.
      h1: "h3",
      h2: "h3",
      img: (_tag, { alt }) => ({ tagName: "em", attribs: {}, text: alt || "image" }),
    },
  });
}
