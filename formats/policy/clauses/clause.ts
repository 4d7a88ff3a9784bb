/**
 * A clause of a text, by a short verbatim quote from one of its lines, and the field of the preset that says it, or why
 * there is none.
 */
export type Clause = { quote: string; at: string } | { quote: string; none: string };

/** A text with all of its clauses, under the headings that they stand under. */
export type Clauses = {
  /** In `formats/samples/policies/`. */
  text: string;
  /** In `policies/`. */
  preset: string;
  /** Lines that are headings, where the text does not mark them. */
  plainHeadings?: readonly string[];
  under: Readonly<Record<string, readonly Clause[]>>;
};
