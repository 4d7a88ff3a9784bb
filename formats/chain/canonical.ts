import canonicalize from "canonicalize";

/** Canonical JSON (RFC 8785): the same value is the same bytes, whoever writes it. */
export function canonical(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new Error("there is no canonical JSON of this");
  return text;
}
