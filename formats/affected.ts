import type { AffectedPackage, VersionRange } from "@/domain/vulnerability";

// Affected versions as a person types them, one range to a line: the package as "ecosystem/name", then where the range
// begins and ends, with the signs that advisories use.
//   PyPI/vllm >=0.6.5 <0.8.5
//   PyPI/vllm >=0.9.0 <=0.9.2
//   PyPI/vllm =0.10.0
//   npm/@scope/name *

const MOST_LINES = 300;
const VERSION = /^[^\p{Cc}\s<>=,*]{1,200}$/u;

export type Affected = { ok: true; affected: AffectedPackage[] } | { ok: false; because: string };

/**
 * Reads the lines strictly. What they cannot say (ranges of commits, the list of versions that an imported record
 * adds to its ranges) is kept from the earlier record: commits always, a list where the package's ranges stay as they were.
 * @returns a sentence that names the first line that is wrong
 */
export function parseAffected(text: string, earlier: readonly AffectedPackage[] = []): Affected {
  const lines = text
    .split("\n")
    .map((line, i) => ({ line: line.trim(), at: i + 1 }))
    .filter(({ line }) => line !== "");
  if (lines.length > MOST_LINES) return { ok: false, because: `At most ${MOST_LINES} lines.` };
  const found = new Map<string, Typed>();
  for (const { line, at } of lines) {
    const wrong = readLine(line, found, earlier);
    if (wrong) return { ok: false, because: `Line ${at} ${wrong}` };
  }
  return { ok: true, affected: [...found.values()].map((t) => merged(t, earlier)) };
}

/** The lines for a record, so that reading them again gives the same record. */
export const writeAffected = (affected: readonly AffectedPackage[]): string =>
  affected.flatMap(linesOf).join("\n");

type Typed = { ecosystem: string; name: string; ranges: Span[]; versions: string[] };
type Span = Omit<VersionRange, "type">;

function readLine(line: string, found: Map<string, Typed>, earlier: readonly AffectedPackage[]) {
  const match = /^([^/]{1,100})\/(.{1,300}?)(?:\s+([<>=*].*))?$/u.exec(line);
  const [, ecosystem, name, bounds] = match ?? [];
  if (!ecosystem || !name || /[\p{Cc}<>]/u.test(ecosystem + name))
    return "names no package. Write it like PyPI/vllm >=0.6.5 <0.8.5.";
  const key = `${ecosystem}/${name}`;
  const typed = found.get(key) ?? { ecosystem, name, ranges: [], versions: [] };
  found.set(key, typed);
  if (bounds === undefined)
    return known(earlier, typed)
      ? null
      : "does not say which versions. Add a range such as >=0.6.5 <0.8.5, or * for all of them.";
  const read = readBounds(bounds);
  if (typeof read === "string") return read;
  if ("version" in read) typed.versions.push(read.version);
  else if (typed.ranges.some((r) => sameSpan(r, read))) return "says the same as a line before it.";
  else typed.ranges.push(read);
  return null;
}

/** A package that stood there with what no line can say: its bare name keeps it. */
const known = (earlier: readonly AffectedPackage[], of: Pick<Typed, "ecosystem" | "name">): boolean =>
  earlier.some(
    (p) => samePackage(p, of) && !p.ranges.some((r) => r.type !== "GIT") && p.versions.length === 0,
  );

function readBounds(bounds: string): Span | { version: string } | string {
  if (bounds === "*") return { introduced: "0", fixed: null, lastAffected: null };
  const span: Span = { introduced: null, fixed: null, lastAffected: null };
  const parts = bounds.replace(/([<>]=?|=)\s+/g, "$1").split(/\s*,\s*|\s+/);
  const [only] = parts;
  if (parts.length === 1 && only?.startsWith("="))
    return VERSION.test(only.slice(1)) ? { version: only.slice(1) } : `has “${only}”, which is no version.`;
  for (const part of parts) {
    const [, sign = "", version = ""] = /^(>=|<=|<)(.*)$/u.exec(part) ?? [];
    if (!sign || !VERSION.test(version))
      return `has “${part.slice(0, 60)}”. A range begins with >=, and ends before < or at <= a version.`;
    const field = { ">=": "introduced", "<": "fixed", "<=": "lastAffected" } as const;
    const end = sign !== ">=" && (span.fixed !== null || span.lastAffected !== null);
    if (end) return "ends twice. Write each range on a line of its own.";
    if (sign === ">=" && span.introduced !== null)
      return "begins twice. Write each range on a line of its own.";
    span[field[sign as keyof typeof field]] = version;
  }
  if (span.introduced !== null && span.introduced === span.fixed)
    return `holds no version: it begins at ${span.fixed} and ends before it.`;
  return { ...span, introduced: span.introduced ?? "0" };
}

function merged(typed: Typed, earlier: readonly AffectedPackage[]): AffectedPackage {
  const { ecosystem, name } = typed;
  const before = earlier.find((p) => samePackage(p, typed));
  const spans = before?.ranges.filter((r) => r.type !== "GIT") ?? [];
  const unchanged =
    before !== undefined &&
    spans.length === typed.ranges.length &&
    spans.every((r, i) => sameSpan(r, typed.ranges[i]));
  if (before && unchanged && (spans.length > 0 || typed.versions.join() === before.versions.join())) {
    const added = typed.versions.filter((v) => !before.versions.includes(v));
    return { ...before, versions: [...before.versions, ...added] };
  }
  const type = spans[0]?.type ?? "ECOSYSTEM";
  return {
    ecosystem,
    name,
    ranges: [
      ...(before?.ranges.filter((r) => r.type === "GIT") ?? []),
      ...typed.ranges.map((r) => ({ type, ...r })),
    ],
    versions: [...new Set(typed.versions)],
  };
}

function linesOf(p: AffectedPackage): string[] {
  const at = `${p.ecosystem}/${p.name}`;
  const spans = p.ranges.filter((r) => r.type !== "GIT");
  if (spans.length > 0) return spans.map((r) => `${at} ${inSigns(r)}`);
  return p.versions.length > 0 ? p.versions.map((v) => `${at} =${v}`) : [at];
}

function inSigns(r: Span): string {
  const from = r.introduced && r.introduced !== "0" ? `>=${r.introduced}` : "";
  const to = r.fixed ? `<${r.fixed}` : r.lastAffected ? `<=${r.lastAffected}` : "";
  return [from, to].filter(Boolean).join(" ") || "*";
}

const samePackage = (a: Pick<Typed, "ecosystem" | "name">, b: Pick<Typed, "ecosystem" | "name">) =>
  a.ecosystem === b.ecosystem && a.name === b.name;
const sameSpan = (a: Span, b: Span | undefined) => b !== undefined && inSigns(a) === inSigns(b);
