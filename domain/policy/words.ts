import type { Anchor, Span } from "@/domain/policy/parts/time";
import { ANCHORS, UNITS } from "@/domain/policy/vocabulary";

// Lengths of time, and what surrounds them, as people read them.

/** *1 week*, *5 to 10 business days*. */
export function spanWords({ amount, upTo, unit }: Span): string {
  const many = UNITS[unit];
  if (upTo !== null && upTo !== amount) return `${amount} to ${upTo} ${many}`;
  return `${amount} ${amount === 1 ? many.slice(0, -1) : many}`;
}

/** *the report arrived*, as what a clock counts from or down to; a length says nothing without it (policies.md, P17). */
export const anchorWords = (anchor: Anchor): string =>
  anchor === "beforePublic" ? ANCHORS.beforePublic : `after ${ANCHORS[anchor]}`;

/** *3 business days after the report arrived*, *7 days before it is public*; the length alone where no anchor is named. */
export const anchoredWords = (span: Span, anchor: Anchor | null): string =>
  anchor === null ? spanWords(span) : `${spanWords(span)} ${anchorWords(anchor)}`;

/** A promise of a time. That none is named, or nothing that it counts from, is said. */
export function clockWords(within: Span | null, anchor: Anchor | null): string {
  if (within === null) return anchor === null ? "No time named" : `No time named, ${anchorWords(anchor)}`;
  return anchor === null
    ? `${spanWords(within)}; the text does not say from when`
    : anchoredWords(within, anchor);
}

/** *a, b and c*. */
export const listed = (all: readonly string[]): string =>
  all.length < 2 ? (all[0] ?? "") : `${all.slice(0, -1).join(", ")} and ${all.at(-1)}`;

/** With a capital at its beginning and a full stop at its end. */
export function sentence(words: string): string {
  const text = capital(words.trim());
  return /[.!?…:]["”’)]*$/.test(text) ? text : `${text}.`;
}

/** A name that is written with a capital in it, such as vLLM, stays as it is. */
export const capital = (words: string): string =>
  /^\p{Ll}\S*\p{Lu}/u.test(words) ? words : words.charAt(0).toUpperCase() + words.slice(1);
