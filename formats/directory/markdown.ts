import {
  type ListField,
  type ListRead,
  type ListRow,
  MOST_ROWS,
  tooManyRows,
} from "@/domain/organization/list";
import { columnsOf, NO_NAMES, rowOf } from "@/formats/directory/columns";

/** The rule under a header, blanks taken out: what could be read in two ways would take long to refuse. */
const RULE = /^\|?(?::?-+:?\|)*:?-+:?\|?$/;
/** Longer than any row of a list; a longer line is text. */
const MOST_LINE = 10_000;

const isRule = (line: string): boolean =>
  line.length <= MOST_LINE && line.includes("|") && line.includes("-") && RULE.test(line.replace(/\s+/g, ""));

/** Whether a text holds a pipe table: a line with columns, and the rule under it. */
export const hasTable = (text: string): boolean => {
  const lines = text.split(/\r\n|\n|\r/);
  return lines.some((line, i) => i > 0 && isRule(line) && (lines[i - 1] ?? "").includes("|"));
};

/** The cells of a row; a pipe behind a backslash stands for itself. */
const cellsOf = (line: string): string[] => {
  const inner = line
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.split(/(?<!\\)\|/).map((c) => c.replaceAll("\\|", "|").trim());
};

const LINK = /\[([^\][]*)\]\(([^()]*)\)/g;
const AUTOLINK = /<((?:https?:\/\/|mailto:)?[^<>\s]+)>/g;

/** What is written in a cell, without signs of Markdown, and where its links lead. */
function takenApart(cell: string): { text: string; links: string[] } {
  const links: string[] = [];
  const text = cell
    .slice(0, MOST_LINE)
    .replace(LINK, (_, words: string, target: string) => {
      links.push(
        target
          .trim()
          .replace(/^<|>.*$/gs, "")
          .split(/\s/, 1)[0] ?? "",
      );
      return words;
    })
    .replace(AUTOLINK, (_, target: string) => {
      links.push(target);
      return target.replace(/^mailto:/i, "");
    })
    .replace(/[*`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}@])/gu, "")
    .replace(/<br\s*\/?>/gi, " ")
    .replaceAll("&amp;", "&")
    .trim();
  return { text: /^[-–—]$/.test(text) ? "" : text, links };
}

const addressesIn = ({ text, links }: ReturnType<typeof takenApart>): string[] => {
  const mailed = links
    .filter((l) => /^mailto:/i.test(l))
    .map((l) => l.replace(/^mailto:/i, "").replace(/\?.*$/s, ""));
  const written = text.split(/[\s<>()[\]|,;:"]+/).filter((word) => word.includes("@"));
  return [...new Set([...mailed, ...written])];
};

function row(columns: ReadonlyMap<ListField, number>, cells: readonly string[], line: number): ListRow {
  const apart = cells.map(takenApart);
  const plain = rowOf(
    columns,
    apart.map((a) => a.text),
    line,
  );
  const cellOf = (field: ListField) => {
    const at = columns.get(field);
    return at === undefined ? undefined : apart[at];
  };
  const web = (field: ListField) => cellOf(field)?.links.find((l) => /^https?:\/\//i.test(l));
  const [roles, own] = [cellOf("roles"), cellOf("personEmail")];
  return {
    ...plain,
    // A name that is a link says where its organization is on the web.
    website: web("website") ?? (plain.website || web("name") || ""),
    roles: roles ? addressesIn(roles).join(" ") || plain.roles : "",
    personEmail: own ? (addressesIn(own)[0] ?? plain.personEmail) : "",
  };
}

/** The first pipe table of a text that names organizations; links and <mailto:> are taken apart. */
export function readMarkdown(text: string): ListRead {
  const lines = text.split(/\r\n|\n|\r/);
  for (let i = 1; i < lines.length; i++) {
    if (!isRule(lines[i] ?? "")) continue;
    const columns = columnsOf(
      cellsOf((lines[i - 1] ?? "").slice(0, MOST_LINE)).map((c) => takenApart(c).text),
    );
    if (!columns) continue;
    let end = i + 1;
    while (lines[end]?.includes("|")) end += 1;
    if (end - i - 1 > MOST_ROWS) return { ok: false, because: tooManyRows(end - i - 1) };
    const rows = lines
      .slice(i + 1, end)
      .map((line, n) => row(columns, cellsOf(line.slice(0, MOST_LINE)), i + 2 + n));
    return { ok: true, kind: "markdown", rows };
  }
  return { ok: false, because: NO_NAMES };
}
