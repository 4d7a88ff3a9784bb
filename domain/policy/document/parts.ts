import type { Criterion } from "@/domain/policy/parts/eligibility";
import type { Block } from "@/domain/policy/parts/reading";
import type { SeverityScale } from "@/domain/policy/parts/severity";
import type { Handling } from "@/domain/policy/parts/vendor";
import { sentence } from "@/domain/policy/words";

// What a policy reads like, apart from how it is drawn: the page and SECURITY.md are made of the same parts, so that
// neither says what the other leaves out.

/** A line with what it leads to, and Markdown under it. */
export type Item = { text: string; target: string | null; note: string | null };
/** A question and the policy's answer; null where the text gives none, and shown as none. */
export type Fact = { label: string; value: string | null; target: string | null; note: string | null };

export type Part =
  /** Markdown of the policy. */
  | { type: "text"; text: string }
  /** A sentence of ours, about what the portal does: for its page alone. */
  | { type: "ours"; text: string }
  | { type: "heading"; text: string }
  | { type: "list"; items: readonly Item[]; ordered: boolean }
  | { type: "facts"; facts: readonly Fact[] }
  /** Where not to report, which has to stand out. */
  | { type: "warning"; title: string; items: readonly string[] }
  /** A text under a heading and an anchor of its own. */
  | { type: "block"; block: Block }
  | { type: "criteria"; of: Criterion }
  | { type: "severities"; scale: SeverityScale }
  | { type: "handling"; of: Handling };

/** Without parts the text promises nothing of it, and `none` says so. */
export type Chapter = { id: string; title: string; none: string; parts: readonly Part[] };
/** Chapters that belong together: where the text has none of them, one line says so. */
export type Area = { id: string; title: string; none: string; chapters: readonly Chapter[] };

export const item = (text: string, more: Partial<Omit<Item, "text">> = {}): Item => ({
  text,
  target: null,
  note: null,
  ...more,
});
type More = Partial<Omit<Fact, "label" | "value">>;
/** The answer as it is written, letter by letter. */
export const exact = (label: string, value: string, more: More = {}): Fact => ({
  label,
  value,
  target: null,
  note: null,
  ...more,
});
export const fact = (label: string, value: string | null, more: More = {}): Fact => ({
  ...exact(label, "", more),
  value: value === null ? null : sentence(value),
});

export const ours = (text: string): Part[] => [{ type: "ours", text }];
export const text = (words: string | null | undefined): Part[] =>
  words ? [{ type: "text", text: words }] : [];
export const list = (items: readonly Item[], heading?: string): Part[] =>
  items.length === 0 ? [] : [...headed(heading), { type: "list", items, ordered: false }];
export const steps = (items: readonly Item[], heading?: string): Part[] =>
  items.length === 0 ? [] : [...headed(heading), { type: "list", items, ordered: true }];
export const facts = (all: readonly (Fact | false)[], heading?: string): Part[] => {
  const said = all.filter((f) => f !== false);
  return said.length === 0 ? [] : [...headed(heading), { type: "facts", facts: said }];
};
const headed = (heading: string | undefined): Part[] =>
  heading === undefined ? [] : [{ type: "heading", text: heading }];

export const chapter = (id: string, title: string, parts: readonly Part[], none = "None."): Chapter => ({
  id,
  title,
  none,
  parts,
});

/** A chapter that stands by itself. */
export const alone = (of: Chapter): Area => ({ id: of.id, title: of.title, none: of.none, chapters: [of] });

/** Yes or no as the text says it; nothing where it does not. */
export const said = (label: string, answer: boolean | null, yes: string, no: string): Fact | false =>
  answer === null ? false : fact(label, answer ? yes : no);
