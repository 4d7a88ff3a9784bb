import type { z } from "zod";
import type { Policy } from "@/domain/policy/policy";
import { fromEarlier } from "@/formats/policy/earlier";
import { hiddenLetter, shown } from "@/formats/policy/fields";
import { document } from "@/formats/policy/schema";
import { problemsOf } from "@/formats/policy/whole";
import { type Path, type Placed, readYaml } from "@/formats/policy/yaml";

const MAX_PROBLEMS = 50;

/** What is wrong with a document, by path and place; both count from 1. */
export type DocumentProblem = { path: string; line: number; column: number; message: string };
export type Read = { ok: true; policy: Policy; place: Placed } | { ok: false; problems: DocumentProblem[] };

/** A document that is none of ours. */
export class PolicyError extends Error {
  constructor(readonly problems: readonly DocumentProblem[]) {
    super(problems.map((p) => `line ${p.line}: ${p.path ? `${p.path}: ` : ""}${p.message}`).join("\n"));
  }
}

/**
 * Reads a policy as it is written, in bounded time and memory. Anything unknown is refused by path and line; nothing
 * that the text leaves out is filled in.
 */
export function readDocument(text: string): Read {
  const yaml = readYaml(text);
  if (!yaml.ok) return refusal(yaml.problems);
  const { value, place } = yaml;
  const parsed = document.safeParse(value);
  const issues = parsed.success ? problemsOf(parsed.data) : flatten(parsed.error);
  if (!parsed.success || issues.length > 0) return refusal(issues.map((i) => ({ ...i, ...place(i.path) })));
  // No field holds one by now; a comment that reads otherwise than it seems can deceive as well.
  const hidden = hiddenLetter(text);
  if (hidden !== null) return refusal([{ ...hidden, path: [] }]);
  return { ok: true, policy: withoutFormat(parsed.data), place };
}

function refusal(all: readonly { path: Path; line: number; column: number; message: string }[]): Read {
  const problems = [...all]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .slice(0, MAX_PROBLEMS)
    .map(({ path, line, column, message }) => ({
      path: pathWords(path.map((p) => (typeof p === "string" ? shown(p) : p))),
      line,
      column,
      message: shown(message),
    }));
  return { ok: false, problems };
}

/** A preset, or another document that has to be right. @throws PolicyError */
export function parsePolicy(text: string): Policy {
  const read = readDocument(text);
  if (!read.ok) throw new PolicyError(read.problems);
  return read.policy;
}

/** A document that was read before, such as one from the database. @throws ZodError with the path */
export function readPolicy(stored: unknown): Policy {
  const given = typeof stored === "object" && stored !== null ? stored : {};
  return withoutFormat(document.parse(fromEarlier(stored) ?? { format: 1, ...given }));
}

/** `eligibility.criteria.all[1].text`, as people write it. */
export const pathWords = (path: Path): string =>
  path.map((p, i) => (typeof p === "number" ? `[${p}]` : i === 0 ? p : `.${p}`)).join("");

function withoutFormat({ format: _, ...policy }: z.output<typeof document>): Policy {
  return policy;
}

type Issue = { path: (string | number)[]; message: string };

function flatten(error: z.ZodError): Issue[] {
  return error.issues.flatMap((i) => flattened(i as z.core.$ZodIssue, []));
}

function flattened(issue: z.core.$ZodIssue, above: (string | number)[]): Issue[] {
  const path = [...above, ...issue.path.filter((p) => typeof p !== "symbol")];
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({ path: [...path, key], message: "This is not part of a policy." }));
  if (issue.code === "invalid_union" && issue.errors.length > 0) {
    const meant = branchOf(issue.errors);
    if (meant === null) return [{ path, message: ONE_OF_THESE }];
    return meant.flatMap((i) => flattened(i, path));
  }
  return [{ path, message: sentence(issue) }];
}

/**
 * The branch that was meant is the one that got furthest, and complains least about names; null where none of them knows
 * any of the names that are there.
 */
function branchOf(errors: readonly z.core.$ZodIssue[][]): z.core.$ZodIssue[] | null {
  const unknown = new Set(
    errors.map((all) => {
      const names = all.find((i) => i.code === "unrecognized_keys" && i.path.length === 0);
      return names?.code === "unrecognized_keys" ? names.keys.length : 0;
    }),
  );
  const isMap = errors.every((all) => all.some((i) => i.path.length > 0));
  if (unknown.size === 1 && isMap) return null;
  const cost = (all: readonly z.core.$ZodIssue[]) =>
    all.reduce(
      (n, i) => n + (i.code === "unrecognized_keys" ? 100 * i.keys.length : i.path.length > 0 ? 10 : 50),
      0,
    );
  const deepest = (all: readonly z.core.$ZodIssue[]) => Math.max(...all.map((i) => i.path.length));
  const [best] = [...errors].sort((a, b) => deepest(b) - deepest(a) || cost(a) - cost(b));
  return best ?? null;
}
const ONE_OF_THESE =
  "A criterion is one of all, any, not, atLeast with of, waivedIf with otherwise, capacity with appliesTo, or a statement with id and text.";
const isMissing = (i: z.core.$ZodIssue) => i.code === "invalid_type" && i.message.includes("undefined");

function sentence(issue: z.core.$ZodIssue): string {
  if (isMissing(issue)) return "This is missing.";
  if (issue.code === "invalid_value") return `Write one of ${issue.values.map(String).join(", ")}.`;
  if (issue.code === "too_small" && isPlain(issue)) return `At least ${issue.minimum}.`;
  if (issue.code === "too_big" && isPlain(issue)) return `At most ${issue.maximum}.`;
  if (issue.code === "not_multiple_of") return `In steps of ${issue.divisor}.`;
  if (issue.code === "invalid_type") return `This must be ${KINDS[issue.expected] ?? issue.expected}.`;
  return issue.message;
}
/** Whether a limit has no sentence of its own. */
const isPlain = (issue: z.core.$ZodIssue): boolean => /^Too (small|big)/.test(issue.message);
const KINDS: Record<string, string> = {
  string: "a text; put it in quotes if it looks like something else",
  number: "a number",
  boolean: "true or false",
  array: "a list",
  object: "a map of names and values",
  int: "a whole number",
};
