import type { ANCHORS, UNITS } from "@/domain/policy/vocabulary";

export type Unit = keyof typeof UNITS;
export type Anchor = keyof typeof ANCHORS;

/** A length of time, or a range of it: *5 up to 10 business days*. */
export type Span = { amount: number; upTo: number | null; unit: Unit };

/** A length of time says nothing without what it counts from; null where the text does not say. */
export type Anchored = Span & { anchor: Anchor | null };
