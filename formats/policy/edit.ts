import { type Document, isCollection, isMap, isScalar, isSeq, parseDocument, stringify } from "yaml";
import { MAX_LENGTH } from "@/formats/policy/yaml";

// Changes to a document that keep its comments and its order: a form writes through these into the source.

export type Path = readonly (string | number)[];

/** The document as plain values, also while it is no policy; null when it is no YAML. */
export function valuesIn(source: string): unknown {
  const doc = open(source);
  return doc ? doc.toJS() : null;
}

/** What cannot be done to the text as it stands leaves it as it stands. */
function attempt(source: string, change: (doc: Document) => string): string {
  const doc = open(source);
  if (!doc) return source;
  try {
    return change(doc);
  } catch {
    return source;
  }
}

/** Puts a value at a path. A scalar in one line is replaced where it stands; nothing else of the text moves. */
export const setValue = (source: string, path: Path, value: unknown): string =>
  attempt(source, (doc) => {
    const node = doc.getIn(path, true);
    if (isScalar(node) && node.range && inOneLine(source, node.range) && isPlain(value)) {
      const [start, end] = node.range;
      return source.slice(0, start) + scalar(value) + source.slice(end);
    }
    const next = doc.createNode(value);
    // A block of lines loses blanks at its edges; in quotes they stay.
    if (isScalar(next) && typeof value === "string" && EDGES.test(value)) next.type = "QUOTE_DOUBLE";
    doc.setIn(path, next);
    return written(doc);
  });

/** Takes a field or an item out. */
export const removeValue = (source: string, path: Path): string =>
  attempt(source, (doc) => {
    if (!doc.hasIn(path)) return source;
    doc.deleteIn(path);
    // A list or map without anything in it is none.
    for (let n = path.length - 1; n > 0; n--) {
      const parent = doc.getIn(path.slice(0, n), true);
      if (!isCollection(parent) || parent.items.length > 0) break;
      doc.deleteIn(path.slice(0, n));
    }
    return written(doc);
  });

/** Adds an item to a list, which begins with it where there is none yet. */
export const addItem = (source: string, path: Path, value: unknown): string =>
  attempt(source, (doc) => {
    const list = doc.getIn(path, true);
    if (isSeq(list)) list.add(doc.createNode(value));
    else doc.setIn(path, doc.createNode([value]));
    return written(doc);
  });

function open(source: string): Document | null {
  if (source.length > MAX_LENGTH) return null;
  try {
    const doc = parseDocument(source, { prettyErrors: false });
    return doc.errors.length > 0 || !isMap(doc.contents) ? null : doc;
  } catch {
    return null;
  }
}

const EDGES = /^\s|\s$|\n[ \t]|[ \t]\n/;

const written = (doc: Document): string => doc.toString({ lineWidth: 100 });
const isPlain = (value: unknown): value is string | number | boolean | null =>
  value === null || ["string", "number", "boolean"].includes(typeof value);
const inOneLine = (source: string, [start, end]: readonly [number, number, number]) =>
  !source.slice(start, end).includes("\n");

/** A scalar in one line, quoted in every place where it could be read as something else. */
function scalar(value: string | number | boolean | null): string {
  if (typeof value !== "string") return String(value);
  const safe =
    /^[A-Za-z][A-Za-z0-9 ._/-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value);
  return safe && !value.endsWith(" ")
    ? value
    : stringify(value, { defaultStringType: "QUOTE_DOUBLE", lineWidth: 0 }).trimEnd();
}
