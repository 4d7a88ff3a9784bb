import { Marked, Tokenizer } from "marked";
import sanitize from "sanitize-html";

const marked = new Marked({ gfm: true, breaks: false });

const WEB = /^(https?:\/\/|mailto:)/i;

/** No text that is kept is longer: 50,000 characters. */
const LONGEST = 50_000;
/** Quotes and lists inside one another. Each level is a call within a call, and whoever nests a thousand means harm. */
const DEEPEST = 20;
/** Signs of emphasis in one paragraph: the time that they take grows with their square. */
const MOST_SIGNS = 1000;

/** Reads every text within bounds: what is beyond them is text that was typed, and no Markdown. */
class Bounded extends Tokenizer {
  #depth = 0;
  #counted = { text: "", signs: 0 };

  override blockquote(src: string) {
    return this.#deeper(() => super.blockquote(src));
  }

  override list(src: string) {
    return this.#deeper(() => super.list(src));
  }

  override emStrong(src: string, maskedSrc: string, prevChar?: string) {
    if (this.#counted.text !== maskedSrc)
      this.#counted = { text: maskedSrc, signs: maskedSrc.match(/[*_]/g)?.length ?? 0 };
    return this.#counted.signs > MOST_SIGNS ? undefined : super.emStrong(src, maskedSrc, prevChar);
  }

  #deeper<T>(read: () => T): T | undefined {
    if (this.#depth >= DEEPEST) return undefined;
    this.#depth += 1;
    try {
      return read();
    } finally {
      this.#depth -= 1;
    }
  }
}

/**
 * Markdown as HTML that can do nothing: no HTML survives but the plainest, links go to the web alone, images become their words.
 * Text comes from reporters, records and colleagues, and is read by people with secrets in the same browser. Whatever
 * it is, it is drawn within a moment.
 */
export function renderMarkdown(text: string): string {
  const html = marked.parse(text.slice(0, LONGEST), { async: false, tokenizer: new Bounded() });
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
      // A path would lead to a page of ours, in the words of a stranger.
      a: (_tag, { href = "" }) => ({
        tagName: "a",
        attribs: WEB.test(href) ? { href, rel: "noreferrer noopener nofollow" } : {},
      }),
      // The page's own headings stand above those of a text.
      h1: "h3",
      h2: "h3",
      img: (_tag, { alt }) => ({ tagName: "em", attribs: {}, text: alt || "image" }),
    },
  });
}
