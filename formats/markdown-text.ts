import { hrefOf } from "@/domain/policy/targets";

// Text of others inside a Markdown document of ours: whatever it says, the headings, links and lists are the document's own.

/** A plain text on one line, to be read as it is written. */
export function line(text: string): string {
  const one = text.replace(/\s+/g, " ").trim();
  return one
    .replace(/[\\`*_[\]|~$]/g, "\\$&")
    .replace(/&(?=#?\w+;)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/^(#{1,6}|[-+=]+)(?=\s|$)/, "\\$1")
    .replace(/^([-=+])/, "\\$1")
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, "$1\\$2");
}

/** A link of ours; words alone, with the target beside them, where the target is none that a link may have. */
export function link(words: string, target: string | null): string {
  const href = hrefOf(target);
  if (href !== null) return `[${line(words)}](<${href}>)`;
  return target === null || target === words ? line(words) : `${line(words)} (${line(target)})`;
}

// Whatever a line may be nested in: quotes and lists inside one another.
const CONTAINERS = /^(?:[ \t]|>|[-*+](?=[ \t])|\d{1,9}[.)](?=[ \t]))*/;

/** A line of Markdown that makes no heading, no code block, no HTML and no name for a link. */
function tamed(text: string): string {
  const before = CONTAINERS.exec(text)?.[0] ?? "";
  const rest = text.slice(before.length);
  const breaks = /^(?:#{1,6}(?:[ \t]|$)|`{3}|~{3}|=+[ \t]*$|-+[ \t]*$)/.test(rest);
  return (
    (before + (breaks ? `\\${rest}` : rest))
      // No backslash: behind an address without spaces it would be a letter of that.
      .replace(/<(?=[A-Za-z/!?])/g, "&lt;")
      .replaceAll("]:", "]\\:")
  );
}

/**
 * Markdown as a part of a document: paragraphs, lists, quotes, tables, links and emphasis are kept, and so is a block of
 * code that stands by itself. Headings become text, HTML is shown, and nothing stays open at the end.
 */
export function kept(text: string): string {
  const out: string[] = [];
  let code: { fence: string; lines: string[] } | null = null;
  const close = () => {
    if (code) out.push(...fenced(code.lines));
    code = null;
  };
  for (const row of text.trim().split(/\r\n|[\r\n]/)) {
    if (code) {
      const { fence, lines }: { fence: string; lines: string[] } = code;
      const ends = row.trim();
      if (
        /^ {0,3}\S/.test(row) &&
        ends.length >= fence.length &&
        ends === fence.charAt(0).repeat(ends.length)
      )
        close();
      else lines.push(row);
      continue;
    }
    const fence = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})/.exec(row)?.[1];
    if (fence) code = { fence, lines: [] };
    else out.push(tamed(row));
  }
  close();
  return out.join("\n").trim();
}

/** A block of code that nothing in it can end. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.flatMap((l) => (l.match(/`+/g) ?? []).map((run) => run.length)));
  const fence = "`".repeat(longest + 1);
  return ["", fence, ...lines, fence, ""];
}

/** The same under an item of a list. */
export const indented = (text: string, by = 2): string =>
  text
    .split("\n")
    .map((row) => (row === "" ? "" : " ".repeat(by) + row))
    .join("\n");
