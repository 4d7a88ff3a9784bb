import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import {
  checkWhole,
  frame,
  headOf,
  type Manifest,
  type Part,
  parts,
  Refusal,
  tally,
  trailer,
} from "@/db/backup/format";
import { allOf } from "@/tests/all-of";

const folder = mkdtempSync(join(tmpdir(), "curfew-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));
const file = join(folder, "backup");

/** A backup with these bytes in its frames, whole and digested, as nobody but a writer can make it. */
function put(frames: Uint8Array): void {
  const zipped = gzipSync(frames);
  const sha256 = createHash("sha256").update(zipped).digest("hex");
  writeFileSync(file, Buffer.concat([zipped, Buffer.from(trailer(sha256))]));
}

const read = (): Promise<Part[]> => allOf(parts(file));
const head: Part = { type: "head", head: headOf("2027-01-04T09:00:00Z", { newest: "1", migrations: ["a"] }) };

const tables = fc.uniqueArray(
  fc.record({
    name: fc.string(),
    columns: fc.array(fc.string()),
    pieces: fc.array(fc.uint8Array({ maxLength: 30 })),
  }),
  { selector: (t) => t.name, maxLength: 4 },
);

function written(all: readonly { name: string; columns: string[]; pieces: Uint8Array[] }[]): Part[] {
  const manifest: Manifest = {
    tables: all.map(({ name, columns, pieces }) => {
      const counted = tally();
      for (const bytes of pieces) counted.add(bytes);
      return counted.total({ name, columns });
    }),
    sequences: [],
  };
  const body = all.flatMap(({ name, columns, pieces }): Part[] => [
    { type: "table", table: { name, columns } },
    ...pieces.map((bytes): Part => ({ type: "rows", bytes: Buffer.from(bytes) })),
  ]);
  return [head, ...body, { type: "end", manifest }];
}

test("any tables, written and read again, are the same", async () => {
  await fc.assert(
    fc.asyncProperty(tables, async (all) => {
      const made = written(all);
      put(Buffer.concat(made.map(frame)));
      await checkWhole(file);
      expect(await read()).toEqual(made);
    }),
    { numRuns: 60 },
  );
});

test("whatever stands in a file, digested or not, it is refused in a sentence or read to its end", async () => {
  const json = fc.oneof(
    fc.json(),
    fc.constantFrom("null", "[]", "5", '{"tables":null}', '{"curfew":"backup"}'),
  );
  const framed = (letter: string, text: string) => {
    const start = Buffer.alloc(5);
    start.write(letter, 0, "latin1");
    start.writeUInt32BE(Buffer.byteLength(text), 1);
    return Buffer.concat([start, Buffer.from(text)]);
  };
  const odd = fc
    .tuple(fc.constantFrom("H", "T", "R", "E", "X"), json)
    .map(([letter, text]) => framed(letter, text));
  const rest = fc.array(
    fc.oneof(
      odd,
      fc.constant(frame(head)),
      tables.map((all) => Buffer.concat(written(all).slice(1).map(frame))),
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
    ),
    { maxLength: 4 },
  );
  await fc.assert(
    fc.asyncProperty(rest, fc.boolean(), fc.boolean(), async (frames, begun, whole) => {
      const bytes = Buffer.concat([...(begun ? [frame(head)] : []), ...frames]);
      if (whole) put(bytes);
      else writeFileSync(file, bytes);
      const failed = await checkWhole(file).catch((error: unknown) => error);
      if (failed !== undefined) expect(failed).toBeInstanceOf(Refusal);
      else expect((await read()).at(-1)?.type).toBe("end");
    }),
    {
      numRuns: 150,
      examples: [
        [[framed("E", "null")], true, true],
        [[framed("E", "{}")], true, true],
        [[framed("T", "null")], true, true],
        [[framed("T", "5"), framed("E", '{"tables":[],"sequences":[]}')], true, true],
      ],
    },
  );
});
