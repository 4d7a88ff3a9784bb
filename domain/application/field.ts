/** What is filled in, by the field's name; whatever the kind of field, as text. */
export type Answers = Readonly<Record<string, string>>;

export const FIELD_KINDS = ["line", "text", "yesNo", "link", "day", "number", "address", "agree"] as const;
export type Field = {
  name: string;
  label: string;
  kind: (typeof FIELD_KINDS)[number];
  required: boolean;
  hint: string | null;
  /** What `agree` agrees to, so that an older text is not taken for a newer one. */
  value?: string;
};

export const field = (
  name: string,
  label: string,
  kind: Field["kind"],
  required = false,
  hint: string | null = null,
): Field => ({ name, label, kind, required, hint });
