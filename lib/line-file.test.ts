import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { appendLines, type FileLine, linesOf } from "@/lib/line-file";
import { allOf } from "@/tests/all-of";

const folder = mkdtempSync(join(tmpdir(), "curfew-lines-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = join(folder, "lines");

const read = (start = 0): Promise<FileLine[]> => allOf(linesOf(path, start));

test("lines read back as they were appended, from any of them on, whatever an interrupted writer left behind", async () => {
  const line = fc.string({ unit: "binary", maxLength: 50 }).map((s) => s.toWellFormed().replaceAll("\n", ""));
  const lines = fc.array(line, { minLength: 1, maxLength: 5 });
  await fc.assert(
    fc.asyncProperty(lines, lines, line, async (first, second, unfinished) => {
      rmSync(path, { force: true });
      appendLines(path, first, 0);
      const end = (await read()).at(-1)?.end ?? 0;
      writeFileSync(path, unfinished, { flag: "a" });
      expect((await read()).map((l) => l.text)).toEqual(first);
      appendLines(path, second, end);
      const all = await read();
      expect(all.map((l) => l.text)).toEqual([...first, ...second]);
      for (const [i, { end: from }] of all.entries())
        expect((await read(from)).map((l) => l.text)).toEqual([...first, ...second].slice(i + 1));
    }),
    { numRuns: 40 },
  );
});

test("any bytes are lines, and what was never finished is none", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
      writeFileSync(path, bytes);
      const all = await read();
      expect(all.length).toBe(bytes.filter((b) => b === 10).length);
      expect(all.at(-1)?.end ?? 0).toBe(bytes.lastIndexOf(10) + 1);
    }),
    { numRuns: 60 },
  );
});
