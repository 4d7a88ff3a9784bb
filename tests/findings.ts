import { describe, expect, test } from "vitest";
import type { FindingKind } from "@/domain/policy/lint/finding";
import { lint } from "@/domain/policy/lint/lint";
import type { Policy } from "@/domain/policy/policy";
import { parsePolicy, pathWords } from "@/formats/policy/read";

/** A policy of these lines, which are indented by four. */
export const policyOf = (yaml: string): Policy =>
  parsePolicy(`format: 1\nversion: "1"\ntitle: A policy\n${yaml.replace(/^ {4}/gm, "")}`);

const found = (yaml: string) =>
  lint(policyOf(yaml)).map((f) => [f.kind, ...f.clauses.map((c) => pathWords(c.path))]);

export type FindingCase = {
  kind: FindingKind;
  when: string;
  /** Paths of the clauses, in order. */
  at: string[];
  /** What is like it and no finding, each with why. */
  unless: Record<string, string>;
};

/** Each case is found alone, and each near miss is no finding of any kind. */
export function describeFindings(cases: readonly FindingCase[]): void {
  describe.each(cases)("$kind, at $at", ({ kind, when, at, unless }) => {
    test("is found with its clauses, and nothing beside it", () => {
      expect(found(when)).toEqual([[kind, ...at]]);
    });
    test.each(Object.entries(unless))("is none where %s", (_, yaml) => {
      expect(found(yaml)).toEqual([]);
    });
  });
}

export const level = (label: string, rest: string) => `{ label: ${label}, definition: Grave., ${rest} }`;

export const scale = (...levels: string[]) => `
    severity: { source: own, levels: [${levels.join(", ")}] }
    groups: [{ name: G, description: Distributors. }]`;

export const limits = (...all: string[]) => `
    embargo: { limits: [${all.map((l) => `{ kind: ${l} }`).join(", ")}] }`;

export const door = (rest: string) => `
    reporting: { channels: [{ kind: platform, words: the form, target: "https://example.org/report", private: true }, { ${rest} }] }`;
