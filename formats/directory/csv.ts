import { type ListRead, MOST_ROWS, tooManyRows } from "@/domain/organization/list";
import { columnsOf, NO_NAMES, rowOf } from "@/formats/directory/columns";

type Cells = { line: number; cells: string[] };
/** `count` counts all; only as many records as a list may have are kept. */
type Parsed = { ok: true; records: Cells[]; count: number } | { ok: false; because: string };

/** What stands most often in the first row, outside quotes. */
function delimiterOf(text: string): string {
  const end = text.search(/[\r\n]/);
  const first = (end < 0 ? text : text.slice(0, end)).slice(0, 10_000).replace(/"[^"]*"/g, "");
  const counts = [",", ";", "\t"].map((sign) => ({ sign, n: first.split(sign).length }));
  return counts.reduce((best, c) => (c.n > best.n ? c : best)).sign;
}

/** CSV as RFC 4180 has it, by any of three delimiters, in one pass over the text. */
export function parseCsv(text: string, delimiter: string): Parsed {
  const records: Cells[] = [];
  let [cells, cell, line, begun]: [string[], string, number, number] = [[], "", 1, 1];
  let [quoted, closed, blank, opened, count] = [false, false, true, 1, 0];
  const endCell = () => {
    cells.push(cell);
    [cell, closed, blank] = ["", false, true];
  };
  const endRecord = () => {
    endCell();
    // A line without anything on it is no row.
    if (cells.some((c) => c.trim() !== "")) {
      count += 1;
      if (count <= MOST_ROWS + 1) records.push({ line: begun, cells });
    }
    cells = [];
  };
  for (let i = 0; i < text.length; i++) {
    const sign = text[i] as string;
    const newline = sign === "\n" || (sign === "\r" && text[i + 1] !== "\n");
    if (newline) line += 1;
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text[i + 1] === '"') {
        cell += '"';
        i += 1;
      } else {
        quoted = false;
        closed = true;
      }
    } else if (sign === '"' && blank && !closed) {
      [cell, quoted, opened] = ["", true, line];
    } else if (sign === delimiter) endCell();
    else if (newline) {
      endRecord();
      begun = line;
    } else if (sign === "\r") {
      // The first half of a line's end.
    } else if (closed) {
      if (sign.trim() !== "")
        return {
          ok: false,
          because: `Line ${line}: something stands after a closing quote. Double a quote inside quotes (""); nothing was changed.`,
        };
    } else {
      cell += sign;
      blank &&= sign === " " || sign === "\t";
    }
  }
  if (quoted)
    return {
      ok: false,
      because: `The quote that is opened on line ${opened} is never closed. Close it, or double it (""); nothing was changed.`,
    };
  endRecord();
  return { ok: true, records, count };
}

/** A list of values between commas, semicolons or tabs, the first row naming the columns in any order. */
export function readCsv(text: string): ListRead {
  const parsed = parseCsv(text, delimiterOf(text.trimStart()));
  if (!parsed.ok) return parsed;
  const [header, ...records] = parsed.records;
  const columns = header && columnsOf(header.cells);
  if (!columns) return { ok: false, because: NO_NAMES };
  if (parsed.count - 1 > MOST_ROWS) return { ok: false, because: tooManyRows(parsed.count - 1) };
  return { ok: true, kind: "csv", rows: records.map((r) => rowOf(columns, r.cells, r.line)) };
}
