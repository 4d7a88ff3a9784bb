import { Temporal } from "temporal-polyfill";
import { z } from "zod";
import type { Vulnerability } from "@/domain/vulnerability";
import { type Cvss, scoreVector } from "@/formats/cvss";

// OSV schema 1.7 (ossf/osv-schema): the parts that a case needs, checked strictly; fields that it does not need may
// be there and are kept only in the source.

/** Larger than any real record, small enough to parse at once. */
export const MAX_RECORD_BYTES = 512 * 1024;

const line = z
  .string()
  .trim()
  .min(1, "must not be empty")
  .max(500, "is longer than 500 characters")
  .regex(/^[^\p{Cc}]*$/u, "holds control characters");
const id = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{1,99}$/, "is not an identifier");
const version = z
  .string()
  .min(1, "must not be empty")
  .max(200, "is longer than 200 characters")
  .regex(/^[^\p{Cc}\s]+$/u, "is not a version");
const time = z
  .string()
  .refine(
    (t) => /Z$/.test(t) && isInstant(t),
    "is not an RFC 3339 time in UTC, such as 2025-04-30T01:15:51Z",
  );
const webAddress = z
  .string()
  .max(2000, "is longer than 2000 characters")
  .refine((u) => /^https?:\/\//i.test(u) && URL.canParse(u), "is not a web address");

const event = z.looseObject({
  introduced: version.optional(),
  fixed: version.optional(),
  last_affected: version.optional(),
  limit: version.optional(),
});

const range = z.looseObject({
  type: z.enum(["SEMVER", "ECOSYSTEM", "GIT"], "must be SEMVER, ECOSYSTEM or GIT"),
  events: z
    .array(event, "must be a list")
    .min(1, "needs at least one event")
    .max(200, "has more than 200 entries")
    .refine((all) => all.some((e) => e.introduced !== undefined), "needs an “introduced” event"),
});

const affected = z.looseObject({
  package: z.looseObject({ ecosystem: line, name: line }, "is missing"),
  ranges: z.array(range, "must be a list").max(100, "has more than 100 entries").optional(),
  versions: z.array(version, "must be a list").max(5000, "has more than 5000 entries").optional(),
});

const severity = z.looseObject({ type: z.string(), score: z.string() }).superRefine((s, ctx) => {
  const scored = s.type.startsWith("CVSS_V3") || s.type === "CVSS_V4" ? scoreVector(s.score) : null;
  if (typeof scored === "string") ctx.addIssue({ code: "custom", path: ["score"], message: scored });
  if (typeof scored === "object" && scored && (scored.version === "4.0") !== (s.type === "CVSS_V4"))
    ctx.addIssue({ code: "custom", path: ["type"], message: `does not fit a CVSS ${scored.version} vector` });
});

const record = z.looseObject({
  schema_version: z
    .string()
    .regex(/^1\.\d+\.\d+$/, "is not a version 1 of the OSV schema")
    .optional(),
  id,
  modified: time,
  published: time.optional(),
  withdrawn: time.optional(),
  aliases: z.array(id, "must be a list").max(50, "has more than 50 entries").optional(),
  summary: z.string().max(500, "is longer than 500 characters").optional(),
  details: z.string().max(50_000, "is longer than 50,000 characters").optional(),
  severity: z.array(severity, "must be a list").max(10, "has more than 10 entries").optional(),
  affected: z
    .array(affected, "must be a list")
    .min(1, "must name at least one package")
    .max(100, "has more than 100 entries"),
  references: z
    .array(
      z.looseObject({
        type: z.string().regex(/^[A-Z_]{1,30}$/, "is not a type of reference"),
        url: webAddress,
      }),
      "must be a list",
    )
    .max(200, "has more than 200 entries")
    .optional(),
  database_specific: z
    .looseObject({
      cwe_ids: z
        .array(z.string().regex(/^CWE-\d{1,6}$/, "is not a CWE id"))
        .max(50)
        .optional(),
    })
    .optional(),
});

export type Problem = { place: string; what: string };
export type OsvResult = { ok: true; vulnerability: Vulnerability } | { ok: false; problems: Problem[] };

/** Reads one OSV record. A refusal names every place that is wrong, as `affected[0].ranges[1].type`. */
export function parseOsv(text: string): OsvResult {
  if (new TextEncoder().encode(text).length > MAX_RECORD_BYTES)
    return wrong("record", "is larger than 512 kB");
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return wrong(
      "record",
      `is not JSON: ${error instanceof Error ? error.message.slice(0, 200) : "it cannot be read"}`,
    );
  }
  if (typeof json !== "object" || json === null || Array.isArray(json))
    return wrong("record", "must be one JSON object");
  const parsed = record.safeParse(json, { reportInput: true });
  if (!parsed.success) {
    return {
      ok: false,
      problems: parsed.error.issues.slice(0, 20).map((i) => ({ place: placeOf(i.path), what: sentence(i) })),
    };
  }
  if (parsed.data.withdrawn)
    return wrong("withdrawn", "says that the record was withdrawn; it describes no vulnerability any more");
  return { ok: true, vulnerability: toVulnerability(parsed.data) };
}

function toVulnerability(r: z.output<typeof record>): Vulnerability {
  return {
    id: r.id,
    aliases: [...new Set(r.aliases ?? [])],
    summary: r.summary?.trim() || r.id,
    details: r.details?.trim() ?? "",
    cvss: (r.severity ?? []).map((s) => scoreVector(s.score)).filter((s): s is Cvss => typeof s === "object"),
    cwes: [...new Set(r.database_specific?.cwe_ids ?? [])],
    affected: r.affected.map((a) => ({
      ecosystem: a.package.ecosystem,
      name: a.package.name,
      versions: a.versions ?? [],
      ranges: (a.ranges ?? []).flatMap((g) => spans(g.type, g.events)),
    })),
    references: (r.references ?? []).map(({ type, url }) => ({ type, url })),
    published: r.published ?? null,
  };
}

/** Events come in order: each “introduced” opens a span that the next “fixed” or “last_affected” closes. */
function spans(type: string, events: readonly z.output<typeof event>[]) {
  const found: {
    type: string;
    introduced: string | null;
    fixed: string | null;
    lastAffected: string | null;
  }[] = [];
  for (const e of events) {
    if (e.introduced !== undefined)
      found.push({ type, introduced: e.introduced, fixed: null, lastAffected: null });
    const last = found.at(-1);
    if (last && e.fixed !== undefined) last.fixed = e.fixed;
    if (last && e.last_affected !== undefined) last.lastAffected = e.last_affected;
  }
  return found;
}

const wrong = (place: string, what: string): OsvResult => ({ ok: false, problems: [{ place, what }] });

const placeOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (at, step) => (typeof step === "number" ? `${at}[${step}]` : at ? `${at}.${String(step)}` : String(step)),
    "",
  ) || "record";

/** Our own messages are written to follow the place; the library's are not. */
const sentence = (issue: z.core.$ZodIssue): string =>
  issue.code === "invalid_type" && issue.message.startsWith("Invalid input")
    ? `must be ${issue.expected === "string" ? "text" : `a ${issue.expected}`}${issue.input === undefined ? ", and is missing" : ""}`
    : issue.message;

function isInstant(text: string): boolean {
  try {
    Temporal.Instant.from(text);
    return true;
  } catch {
    return false;
  }
}
