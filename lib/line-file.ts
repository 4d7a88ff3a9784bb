import {
  appendFileSync,
  closeSync,
  createReadStream,
  existsSync,
  fstatSync,
  fsyncSync,
  openSync,
  truncateSync,
} from "node:fs";
import { dirname } from "node:path";

const BREAK = 0x0a;

/** A line that is complete, and where the next one begins. */
export type FileLine = { text: string; end: number };

/**
 * The complete lines of a file from a byte on. What stands after the last line break was never finished by its writer,
 * and is left out. Holds one line in memory.
 * @throws what the file system says, where the file can't be read
 */
export async function* linesOf(path: string, start = 0): AsyncGenerator<FileLine> {
  let parts: Buffer[] = [];
  let end = start;
  for await (const chunk of createReadStream(path, { start }) as AsyncIterable<Buffer>) {
    let from = 0;
    for (let at = chunk.indexOf(BREAK); at >= 0; at = chunk.indexOf(BREAK, from)) {
      const bytes = Buffer.concat([...parts, chunk.subarray(from, at)]);
      parts = [];
      end += bytes.length + 1;
      from = at + 1;
      yield { text: bytes.toString("utf8"), end };
    }
    parts.push(chunk.subarray(from));
  }
}

/**
 * Appends lines at a byte, and returns once they are on the disk. What an interrupted writer left behind that byte
 * without ever finishing it is cut off.
 * @param at the end of the last complete line
 */
export function appendLines(path: string, lines: readonly string[], at: number): void {
  const isNew = !existsSync(path);
  const file = openSync(path, "a", 0o600);
  try {
    if (!isNew) truncateUnfinished(path, file, at);
    appendFileSync(file, `${lines.join("\n")}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) syncFolder(dirname(path));
}

function truncateUnfinished(path: string, file: number, at: number): void {
  if (fstatSync(file).size > at) truncateSync(path, at);
}

/** A new file's name is kept by its folder, which has to be on the disk too. */
function syncFolder(path: string): void {
  const folder = openSync(path, "r");
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}
