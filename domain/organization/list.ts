/** A row of a list of organizations as it was read, before anything is judged of it. Empty text where it says nothing. */
export type ListRow = {
  /** The line in the text on which it begins, from 1. */
  line: number;
  name: string;
  legalEntity: string;
  website: string;
  /** One address, or several between spaces, commas or semicolons. */
  roles: string;
  person: string;
  personEmail: string;
  group: string;
};

export const FIELDS = ["name", "legalEntity", "website", "roles", "person", "personEmail", "group"] as const;
export type ListField = (typeof FIELDS)[number];

export const FIELD_WORDS: Record<ListField, string> = {
  name: "name",
  legalEntity: "legal entity",
  website: "website",
  roles: "role address",
  person: "person",
  personEmail: "person’s address",
  group: "group",
};

/** More is a mistake rather than a list, and is taken in parts. */
export const MOST_ROWS = 5000;
export const MOST_BYTES = 2 * 1024 * 1024;

export const tooManyRows = (rows: number): string =>
  `The list has ${rows} rows, and at most ${MOST_ROWS} are taken at once. Split it into parts of at most ${MOST_ROWS} rows, and import one after the other; nothing was changed.`;

export type ListKind = "csv" | "markdown" | "groups";
export const KIND_WORDS: Record<ListKind, string> = {
  csv: "a table of values between commas, semicolons or tabs",
  markdown: "a Markdown table",
  groups: "groups with addresses in YAML, each organization named by the domain of its address",
};

export type ListRead = { ok: true; kind: ListKind; rows: ListRow[] } | { ok: false; because: string };
