import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Clause, Clauses } from "@/formats/policy/clauses/clause";
import { OMNISEG } from "@/formats/policy/clauses/omniseg";
import { OPENEMBEDDINGS } from "@/formats/policy/clauses/openembeddings";
import { VLLM } from "@/formats/policy/clauses/vllm";
import { VLLM_OMNI } from "@/formats/policy/clauses/vllm-omni";
import { VLLM_PROCESS } from "@/formats/policy/clauses/vllm-process";
import { parsePolicy } from "@/formats/policy/read";

type Sentence = { heading: string; words: string };

/** Rules, the head of a table and its underline say nothing by themselves. */
const isMarkup = (line: string) => /^(-{3,}|\|[-| ]+\||\| Version +\| Supported +\|)?$/.test(line);

/** Whatever says something, a sentence or a line each, with the heading that it stands under. */
function sentencesOf({ text, plainHeadings = [] }: Clauses): Sentence[] {
  let heading = "";
  const found: Sentence[] = [];
  for (const raw of readFileSync(`formats/samples/policies/${text}`, "utf8").split("\n")) {
    const line = raw.trim().replace(/^([-*]|\d+\.) /, "");
    const marked = /^#+ (.+)$/.exec(line)?.[1];
    if (marked !== undefined || plainHeadings.includes(line)) heading = marked ?? line;
    else if (!isMarkup(line))
      found.push(...line.split(/(?<=[a-z)\d][.!]) (?=[A-Z])/).map((words) => ({ heading, words })));
  }
  return found;
}

const clausesOf = ({ under }: Clauses): { heading: string; clause: Clause }[] =>
  Object.entries(under).flatMap(([heading, all]) => all.map((clause) => ({ heading, clause })));

const claimed = (sentences: readonly Sentence[], heading: string, quote: string): Sentence[] =>
  sentences.filter((s) => s.heading === heading && s.words.includes(quote));

/** What stands at a path such as `clocks[0].within`; undefined where nothing does. */
const standsAt = (policy: unknown, path: string): unknown =>
  path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | null | undefined)?.[key], policy);

const saysNothing = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);

const numbersOf = (words: string): number[] => (words.match(/\d+(\.\d+)?/g) ?? []).map(Number);

describe.each([VLLM, VLLM_PROCESS, VLLM_OMNI, OMNISEG, OPENEMBEDDINGS])("the text $text", (map) => {
  const sentences = sentencesOf(map);
  const policy = parsePolicy(readFileSync(`policies/${map.preset}`, "utf8"));

  test("has no sentence that no clause claims", () => {
    const seen = new Set(clausesOf(map).flatMap((c) => claimed(sentences, c.heading, c.clause.quote)));
    expect(sentences.filter((s) => !seen.has(s))).toEqual([]);
  });

  test("holds every quote word by word, under the heading that is named, and in one sentence alone", () => {
    const astray = clausesOf(map).filter(({ heading, clause }) => {
      const found = claimed(sentences, heading, clause.quote);
      return found.length === 0 || found.some((s) => s.words !== found[0]?.words);
    });
    expect(astray).toEqual([]);
  });

  test("finds each of its clauses in a field of its preset that says something, or says why there is none", () => {
    const lost = clausesOf(map).filter(({ clause }) =>
      "at" in clause ? saysNothing(standsAt(policy, clause.at)) : clause.none.trim() === "",
    );
    expect(lost).toEqual([]);
  });

  test("promises in its preset the numbers that it promises itself", () => {
    const changed = clausesOf(map).filter(({ clause }) => {
      if (!("at" in clause)) return false;
      const said = numbersOf(JSON.stringify(standsAt(policy, clause.at)));
      return numbersOf(clause.quote).some((n) => !said.includes(n));
    });
    expect(changed).toEqual([]);
  });

  test("is carried without the address of any person", () => {
    expect(readFileSync(`formats/samples/policies/${map.text}`, "utf8")).not.toMatch(/[^\s@]+@[^\s@]+\.\w/);
  });
});
