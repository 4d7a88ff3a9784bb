import { z } from "zod";
import { ANCHORS, UNITS } from "@/domain/policy/vocabulary";
import { keysOf } from "@/lib/keys";

// What fields are made of. Every field may be left out: an absent one is read as null, an absent list as empty.

/**
 * Letters that nobody sees, that turn the reading direction, that break a line where none shows, or that are none: a
 * text must say what it seems to say. Joiners are part of some scripts and of emoji, and of no Latin word.
 */
const HIDDEN =
  /[^\P{Cc}\n\t]|\p{Cs}|[\u00ad\u061c\u115f\u1160\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff]|[\u{e0000}-\u{e0fff}]|(?<=^|[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}\p{P}\p{Z}\s])[\u200c\u200d]/u;
const NOBODY_SEES = "It holds letters that nobody sees. Type it again by hand.";
/** A link of Markdown that runs or reads something where it is opened. */
const RUNS = /\]\(\s*<?\s*(?:javascript|vbscript|data|file|blob)\s*:/i;

const visible = (s: z.ZodString) =>
  s
    .regex(/\S/, "Write something, or leave the field out.")
    .refine((t) => !HIDDEN.test(t), NOBODY_SEES)
    .refine((t) => !RUNS.test(t), "A link leads to a page or to mail. Write one that begins with https.");

/** The first such letter of a whole document, whose lines may end as on any system. */
export function hiddenLetter(text: string): { line: number; column: number; message: string } | null {
  const lines = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
  const line = lines.findIndex((l) => HIDDEN.test(l));
  if (line < 0) return null;
  return { line: line + 1, column: (HIDDEN.exec(lines[line] ?? "")?.index ?? 0) + 1, message: NOBODY_SEES };
}

/** Words of a document that was refused, fit for a terminal and a page. */
export const shown = (text: string): string => {
  const short = text.length > 300 ? `${text.slice(0, 300)}…` : text;
  return short.replace(new RegExp(HIDDEN, "gu"), "\ufffd").replaceAll("\n", " ");
};

/** Every object has these names already, whatever is kept in it. */
export const notInherited = (name: string) => !(name in {});
export const ANOTHER_NAME = "This name means something to computers. Choose another.";

/** Up to 4,000 letters, Markdown where it is shown as text. */
export const words = (most = 4000) =>
  visible(z.string().max(most, `At most ${most.toLocaleString("en")} letters.`));
export const line = (max = 200) =>
  visible(z.string().max(max, `At most ${max} letters.`)).refine(
    (t) => !t.includes("\n"),
    "One line, without a break.",
  );
/** A part of an address on a page. */
export const slug = () =>
  z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,59}$/, "Small letters, digits and hyphens, at most 60.")
    .refine(notInherited, ANOTHER_NAME);

const SCHEMES = ["https:", "http:", "mailto:", "tel:", "sms:", "xmpp:", "irc:", "ircs:", "matrix:"];
/** An address or link; what is neither is kept as words, and no page makes a link of it. */
export const target = () =>
  line(500).refine(
    (t) => {
      // Browsers take blanks out of a scheme, and before what follows it.
      const bare = t.replace(/\s/g, "");
      const scheme = /^[a-z][a-z0-9+.-]*:/i.exec(bare)?.[0].toLowerCase();
      if (scheme === undefined || SCHEMES.includes(scheme)) return true;
      return !RUNNING.includes(scheme) && !/^[a-z][a-z0-9+.-]*:\S/i.test(t.trim());
    },
    `A link begins with one of ${SCHEMES.join(" ")}`,
  );
const RUNNING = ["javascript:", "vbscript:", "data:", "file:", "blob:"];

/** What may be left out. Its description is that of the type. */
export const maybe = <T extends z.ZodType>(type: T) => {
  const left = type.nullable().default(null);
  return type.description ? left.describe(type.description) : left;
};
export const flag = (otherwise = false) => z.boolean().default(otherwise);
export const oneOf = <K extends string>(words: Record<K, string>) => z.enum(keysOf(words));
export const list = <T extends z.ZodType>(type: T, max = 200) =>
  z.array(type).max(max, `At most ${max}.`).default([]);
export const someOf = <K extends string>(words: Record<K, string>) => list(oneOf(words), 50);

const amount = z.number().min(0).max(36_500);
const length = {
  amount: amount.describe("How long; the shortest of a range."),
  upTo: maybe(amount).describe("The longest of a range."),
  unit: oneOf(UNITS).describe("businessDays are Monday to Friday without holidays; 5 make a workingWeek."),
};
const inOrder = (s: { amount: number; upTo: number | null }) => s.upTo === null || s.upTo >= s.amount;
const ORDER = { path: ["upTo"], error: "The range ends before it begins." };

export const span = () =>
  z
    .strictObject(length)
    .refine(inOrder, ORDER)
    .describe("A length of time, such as { amount: 3, unit: businessDays }, or a range with upTo.");
export const anchor = () =>
  maybe(oneOf(ANCHORS)).describe("What it counts from; left out where the text does not say.");
export const anchored = <E extends z.ZodRawShape>(more: E) =>
  z.strictObject({ ...length, anchor: anchor(), ...more }).refine(inOrder as never, ORDER);

export const severities = () =>
  list(line(40), 20).describe(
    "Labels of the severity scale that it is for; all of them where it is left out.",
  );

const realDay = (text: string) => {
  const [y, m, d] = text.split("-").map(Number) as [number, number, number];
  const date = new Date(Date.UTC(y, m - 1, d));
  return date.getUTCMonth() === m - 1 && date.getUTCDate() === d;
};
export const day = () =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "Write the date like 2027-01-12.")
    .refine(realDay, "There is no such day.");
/** A day of one year, or of every year. */
export const anyDay = () =>
  z
    .string()
    .regex(/^(\d{4}-)?\d{2}-\d{2}$/, "Write the date like 2027-01-12, or 12-24 for every year.")
    .refine((t) => realDay(t.length === 5 ? `2024-${t}` : t), "There is no such day.");
export const zone = () =>
  line(60).refine((t) => {
    try {
      return Boolean(new Intl.DateTimeFormat("en", { timeZone: t }));
    } catch {
      return false;
    }
  }, "That is no time zone. Write it like America/Los_Angeles, or UTC.");
