import {
  type CST,
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  Parser,
  parseDocument,
  type YAMLError,
} from "yaml";

/** Letters; the largest preset has a tenth of it. */
export const MAX_LENGTH = 200_000;
const MAX_LINES = 8_000;
/** Names, values and signs between them; the largest preset has a tenth of it. */
const MAX_TOKENS = 60_000;
/** Lists and maps within one another. */
const MAX_DEPTH = 40;

export type Path = readonly (string | number)[];
export type Place = { line: number; column: number };
/** Where a path stands, counted from 1; the nearest that does, for what is missing. */
export type Placed = (path: Path) => Place;
export type YamlProblem = Place & { path: Path; message: string };
export type Yaml = { ok: true; value: unknown; place: Placed } | { ok: false; problems: YamlProblem[] };

/**
 * Reads the part of YAML 1.2 that a policy is written in, in bounded time and memory: one document of maps, lists and
 * plain values, every one written out where it stands.
 */
export function readYaml(text: string): Yaml {
  const tooMuch = refuseSize(text) ?? refuseDepth(text);
  if (tooMuch) return { ok: false, problems: [tooMuch] };
  const lines = new LineCounter();
  const doc = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    merge: false,
    uniqueKeys: false,
  });
  const at = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const broken = [...doc.errors, ...doc.warnings].map((e) => ({
    path: [],
    ...at(e.pos[0]),
    message: reason(e),
  }));
  if (doc.directives?.yaml.explicit)
    broken.push({ path: [], line: 1, column: 1, message: "Take out the line that begins with %YAML." });
  if (broken.length > 0) return { ok: false, problems: broken };
  const problems = unplain(doc.contents, []).map(({ offset, path, message }) => ({
    path,
    ...at(offset),
    message: message(at),
  }));
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, value: doc.toJS(), place: (path) => at(offsetOf(doc, path)) };
}

const whole = (message: string): YamlProblem => ({ path: [], line: 1, column: 1, message });

function refuseSize(text: string): YamlProblem | null {
  if (text.length > MAX_LENGTH) return whole(`A policy has at most ${MAX_LENGTH} letters. Take some out.`);
  let lines = 1;
  for (let i = text.indexOf("\n"); i >= 0; i = text.indexOf("\n", i + 1)) lines++;
  return lines > MAX_LINES ? whole(`A policy has at most ${MAX_LINES} lines. Take some out.`) : null;
}

type Below = { token: CST.Token; depth: number; path: Path };

/** What is too deep would end the process before it could be refused: this looks without going into it. */
function refuseDepth(text: string): YamlProblem | null {
  let tokens = 0;
  for (const _ of new Lexer().lex(text))
    if (++tokens > MAX_TOKENS) return whole("A policy has fewer names and values than this. Take some out.");
  const lines = new LineCounter();
  const open: Below[] = [...new Parser(lines.addNewLine).parse(text)].map((token) => ({
    token,
    depth: 0,
    path: [],
  }));
  for (let next = open.pop(); next; next = open.pop()) {
    const { token, depth, path } = next;
    if (token.type === "document" && token.value) open.push({ token: token.value, depth, path });
    if (!("items" in token)) continue;
    if (depth >= MAX_DEPTH) {
      const { line, col } = lines.linePos(token.offset);
      return { path, line, column: col, message: "This is nested too deeply. Write it flatter." };
    }
    token.items.forEach((item, i) => {
      const name = item.key && "source" in item.key ? item.key.source : i;
      for (const below of [item.key, item.value])
        if (below) open.push({ token: below, depth: depth + 1, path: [...path, name] });
    });
  }
  return null;
}

const REASONS: Partial<Record<YAMLError["code"], string>> = {
  MULTIPLE_DOCS: "A policy is one document. Take out the lines of --- and what belongs to another.",
  TAB_AS_INDENT: "Indent with spaces instead of tabs.",
  TAG_RESOLVE_FAILED: "Take out the tag (!): values are written as they are.",
  BAD_DIRECTIVE: "Take out the line that begins with %.",
};
const reason = (e: YAMLError): string =>
  REASONS[e.code] ?? `This is no YAML as it stands: ${e.message.slice(0, 200)}`;

/** No sign for nothing, no other base, no power of ten, no infinity. */
const PLAIN_NUMBER = /^(?!-0(?:\.0*)?$)-?(?:0|[1-9]\d{0,14})(?:\.\d{1,15})?$/;

type Unplain = { offset: number; path: Path; message: (at: (offset: number) => Place) => string };

/** What YAML knows and a policy does not: what stands for something else, and what is read as something else. */
function unplain(node: unknown, path: Path): Unplain[] {
  const said = (of: unknown, message: string): Unplain => ({
    offset: start(of),
    path,
    message: () => message,
  });
  if (isAlias(node)) return [said(node, WRITTEN_OUT)];
  if (!isMap(node) && !isSeq(node) && !isScalar(node)) return [];
  const own = [
    ...(node.anchor ? [said(node, WRITTEN_OUT)] : []),
    ...(node.tag ? [said(node, "Take out the tag (!): values are written as they are.")] : []),
    ...(isScalar(node) && typeof node.value === "number" && !PLAIN_NUMBER.test(node.source ?? "")
      ? [said(node, "Write the number in plain digits, such as 12 or 3.5.")]
      : []),
  ];
  if (isSeq(node)) return [...own, ...node.items.flatMap((item, i) => unplain(item, [...path, i]))];
  if (!isMap(node)) return own;
  const first = new Map<string, number>();
  return [
    ...own,
    ...node.items.flatMap((pair): Unplain[] => {
      const { key, value } = pair;
      if (!isScalar(key) || typeof key.value !== "string")
        return [
          said(key ?? node, "A name is a single text. Put it in quotes if it looks like something else."),
        ];
      const name = key.value;
      const earlier = first.get(name);
      if (earlier === undefined) first.set(name, start(key));
      const twice: Unplain[] =
        earlier === undefined
          ? []
          : [
              {
                offset: start(key),
                path: [...path, name],
                message: (at) => `This stands in line ${at(earlier).line} already. Keep one of the two.`,
              },
            ];
      return [...unplain(key, [...path, name]), ...twice, ...unplain(value, [...path, name])];
    }),
  ];
}
const WRITTEN_OUT = "A policy is written out: put the text itself in place of anchors and aliases (& and *).";

const start = (node: unknown): number =>
  (node as { range?: [number, number, number] } | null)?.range?.[0] ?? 0;

function offsetOf(doc: Document, path: Path): number {
  let [node, offset]: [unknown, number] = [doc.contents, start(doc.contents)];
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((p) => isPair(p) && isScalar(p.key) && p.key.value === step);
      if (!pair) return offset;
      [node, offset] = [pair.value, start(pair.key)];
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      if (!node) return offset;
      offset = start(node);
    } else return offset;
  }
  return offset;
}
