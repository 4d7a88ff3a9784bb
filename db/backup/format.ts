import { createHash } from "node:crypto";
import { closeSync, createReadStream, openSync, readSync, statSync } from "node:fs";
import { createGunzip } from "node:zlib";

// A backup is a gzip stream of frames (one letter, a length in four bytes, the bytes) and one last line: the SHA-256 of
// everything before it. A head comes first and says which build wrote it; then each table, parents before children, as
// PostgreSQL's text form of COPY; at the end a manifest counts them all.

/** What stops a backup or a restore, as a sentence for the operator. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

const FORMAT = 1;
const TRAILER = 65;

/** Which build wrote it: the newest migration, and the hash of each. */
export type SchemaVersion = { newest: string; migrations: readonly string[] };
export type Head = { curfew: "backup"; format: number; madeAt: string; schema: SchemaVersion };
export type TableHead = { name: string; columns: readonly string[] };
export type TableTotal = TableHead & { rows: number; sha256: string };
export type SequenceState = { name: string; last: string; called: boolean };
export type Manifest = { tables: readonly TableTotal[]; sequences: readonly SequenceState[] };

export type Part =
  | { type: "head"; head: Head }
  | { type: "table"; table: TableHead }
  | { type: "rows"; bytes: Uint8Array }
  | { type: "end"; manifest: Manifest };

const LETTERS = { head: "H", table: "T", rows: "R", end: "E" } as const;

export const headOf = (madeAt: string, schema: SchemaVersion): Head => ({
  curfew: "backup",
  format: FORMAT,
  madeAt,
  schema,
});

export function frame(part: Part): Buffer {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const body =
    part.type === "head"
      ? json(part.head)
      : part.type === "table"
        ? json(part.table)
        : part.type === "end"
          ? json(part.manifest)
          : part.bytes;
  const start = Buffer.alloc(5);
  start.write(LETTERS[part.type], 0, "latin1");
  start.writeUInt32BE(body.length, 1);
  return Buffer.concat([start, body]);
}

export const trailer = (sha256: string): string => `${sha256}\n`;

/** Counts a table's rows and draws its digest while they pass by. In COPY's text form a line is a row. */
export function tally() {
  const hash = createHash("sha256");
  let rows = 0;
  return {
    add(bytes: Uint8Array) {
      hash.update(bytes);
      for (let i = bytes.indexOf(10); i !== -1; i = bytes.indexOf(10, i + 1)) rows++;
    },
    total: (table: TableHead): TableTotal => ({ ...table, rows, sha256: hash.digest("hex") }),
  };
}

const damaged = (file: string) =>
  new Refusal(`${file} is damaged or cut short: nothing of it was used. Take another backup.`);

/** @throws Refusal unless the file is whole and as it was written; it is read in pieces, so that its size does not matter */
export async function checkWhole(file: string): Promise<void> {
  const size = sizeOf(file);
  if (size <= TRAILER) throw damaged(file);
  const last = Buffer.alloc(TRAILER);
  const handle = openSync(file, "r");
  readSync(handle, last, 0, TRAILER, size - TRAILER);
  closeSync(handle);
  const hash = createHash("sha256");
  for await (const piece of createReadStream(file, { end: size - TRAILER - 1 })) hash.update(piece as Buffer);
  if (last.toString("latin1") !== trailer(hash.digest("hex"))) throw damaged(file);
  for await (const _ of parts(file));
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    throw new Refusal(`${file} cannot be read.`);
  }
}

/**
 * The parts of a backup, one after the other, checked as they pass: the order, each table's digest, and the end.
 * @throws Refusal when the file is damaged, or when it is no backup of Curfew
 */
export async function* parts(file: string): AsyncGenerator<Part> {
  const totals: TableTotal[] = [];
  let table: { head: TableHead; tally: ReturnType<typeof tally> } | null = null;
  let state: "before" | "inside" | "after" = "before";
  for await (const part of frames(file)) {
    if ((state === "before") !== (part.type === "head") || state === "after") throw damaged(file);
    if (part.type === "table" || part.type === "end") {
      if (table) totals.push(table.tally.total(table.head));
      table = part.type === "table" ? { head: part.table, tally: tally() } : null;
    }
    if (part.type === "rows") {
      if (!table) throw damaged(file);
      table.tally.add(part.bytes);
    }
    if (part.type === "end" && JSON.stringify(part.manifest.tables) !== JSON.stringify(totals))
      throw damaged(file);
    state = part.type === "end" ? "after" : "inside";
    yield part;
  }
  if (state !== "after") throw damaged(file);
}

async function* frames(file: string): AsyncGenerator<Part> {
  const size = sizeOf(file);
  if (size <= TRAILER) throw damaged(file);
  const stream = createReadStream(file, { end: size - TRAILER - 1 });
  const unzipped = stream.pipe(createGunzip());
  stream.once("error", (error) => unzipped.destroy(error));
  let rest = Buffer.alloc(0);
  try {
    for await (const piece of unzipped) {
      rest = Buffer.concat([rest, piece as Buffer]);
      for (;;) {
        const length = rest.length < 5 ? Number.POSITIVE_INFINITY : rest.readUInt32BE(1);
        if (rest.length < 5 + length) break;
        yield parse(file, rest.toString("latin1", 0, 1), rest.subarray(5, 5 + length));
        rest = rest.subarray(5 + length);
      }
    }
  } catch (error) {
    // zlib's own words say nothing to an operator.
    throw typeof (error as { code?: unknown }).code === "string" &&
      String((error as { code: string }).code).startsWith("Z_")
      ? damaged(file)
      : error;
  }
  if (rest.length > 0) throw damaged(file);
}

function parse(file: string, letter: string, body: Buffer): Part {
  if (letter === LETTERS.rows) return { type: "rows", bytes: body };
  try {
    const value: unknown = JSON.parse(body.toString("utf8"));
    if (letter === LETTERS.head) return { type: "head", head: ours(file, value as Head) };
    if (letter === LETTERS.table) return { type: "table", table: value as TableHead };
    if (letter === LETTERS.end && isList(value, "tables") && isList(value, "sequences"))
      return { type: "end", manifest: value as Manifest };
  } catch (error) {
    if (error instanceof Refusal) throw error;
  }
  throw damaged(file);
}

const isList = (value: unknown, name: string): boolean =>
  Array.isArray((value as Record<string, unknown>)[name]);

function ours(file: string, head: Head): Head {
  if (head.curfew !== "backup") throw new Refusal(`${file} is no backup of Curfew.`);
  if (head.format !== FORMAT)
    throw new Refusal(
      `${file} was written by another version of Curfew, in a form that this one does not read.`,
    );
  return head;
}
