import { FINDINGS } from "@/domain/policy/lint/finding";
import { lint } from "@/domain/policy/lint/lint";
import { pathWords, readDocument } from "@/formats/policy/read";

/** Something that is said of a place in the document. */
export type Mark = {
  tone: "problem" | "finding";
  title: string;
  message: string;
  advice: string | null;
  places: readonly { path: string; line: number; says: string }[];
};

/** What is wrong with a text, or what a policy that is right contradicts itself in. */
export function marksOf(source: string): Mark[] {
  const read = readDocument(source);
  if (!read.ok)
    return read.problems.map((p) => ({
      tone: "problem",
      title: "It is no policy yet",
      message: p.message,
      advice: null,
      places: [{ path: p.path, line: p.line, says: "" }],
    }));
  return lint(read.policy).map((f) => ({
    tone: "finding",
    title: FINDINGS[f.kind],
    message: f.message,
    advice: f.advice,
    places: f.clauses.map((c) => ({
      path: pathWords(c.path),
      line: read.place(c.path).line,
      says: c.says,
    })),
  }));
}

/** The marks at a field, or within it. */
export const marksAt = (marks: readonly Mark[], path: string): Mark[] =>
  marks.filter((m) =>
    m.places.some((p) => p.path === path || p.path.startsWith(`${path}.`) || p.path.startsWith(`${path}[`)),
  );
