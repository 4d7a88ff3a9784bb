import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { FINDINGS } from "@/domain/policy/lint/finding";
import { lint } from "@/domain/policy/lint/lint";
import { readDocument } from "@/formats/policy/read";

const COMMENT = /^\s*# Finding ([a-z-]+): (?=\S)/;

/** What a preset's comments name, each with the line that it stands above; other comments may lie between. */
function commented(text: string): { kind: string; line: number }[] {
  const lines = text.split("\n");
  return lines.flatMap((said, i) => {
    const kind = COMMENT.exec(said)?.[1];
    const below = lines.findIndex((l, j) => j > i && !/^\s*#/.test(l));
    return kind ? [{ kind, line: below + 1 }] : [];
  });
}

test.each(readdirSync("policies").filter((f) => f.endsWith(".yaml")))(
  "%s names each finding of the lint above a clause of it, and no other",
  (file) => {
    const text = readFileSync(`policies/${file}`, "utf8");
    const read = readDocument(text);
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    const open = commented(text);
    const unnamed = lint(read.policy).flatMap(({ kind, message, clauses }) => {
      const lines = clauses.map((c) => read.place(c.path).line);
      const at = open.findIndex((c) => c.kind === kind && lines.includes(c.line));
      if (at >= 0) open.splice(at, 1);
      return at >= 0 ? [] : [{ kind, line: lines[0], message }];
    });
    expect({ unnamed, withoutFinding: open }).toEqual({ unnamed: [], withoutFinding: [] });
    for (const line of text.split("\n").filter((l) => /^\s*# Finding\b/.test(l))) {
      expect(line).toMatch(COMMENT);
      expect(Object.keys(FINDINGS)).toContain(COMMENT.exec(line)?.[1]);
    }
  },
);
