import { type Clause, clause, type Finding } from "@/domain/policy/lint/finding";
import { type Said, stringsOf } from "@/domain/policy/lint/strings";
import type { Policy } from "@/domain/policy/policy";

// What a template leaves for its author. A word in brackets alone is none: subjects begin with [SECURITY], and Markdown
// puts the words of a link in them.

/** What nobody writes but as a note to themselves. */
const PLAIN = [
  /\b(?:TODO|TBD|TBA|FIXME)\b/,
  // Not the digits of CVE-2027-XXXX.
  /(?<![\w-])XXX(?![\w-])/,
  /\{\{[^{}]{0,200}\}\}/,
  /\blorem ipsum\b/i,
  /\byour[\w.+-]{0,60}@/i,
  /\b(?:user(?:name)?|name|e?mail|someone|you|first\.last)@example\.(?:com|org|net)\b/i,
  /@(?:your|my)-?(?:domain|company|project|organi[sz]ation)\.[a-z]{2,}\b/i,
];

/** What tells the author what to do with the brackets, or says what was taken out of them. */
const INSTRUCTION =
  /\b(?:replace|insert|fill[ -]in|placeholder|change ?me|your|to be (?:added|announced|confirmed|decided|defined|determined)|(?:removed|redacted|left out(?: here)?)$|(?:goes|add|enter|put) .{0,40}here)\b/i;

const NOUNS = new Set(
  "address contact contacts date e-mail email info information link mail name names number phone telephone url".split(
    " ",
  ),
);
const BESIDE = new Set(
  "a company current key mailing of organisation organization our person pgp primary project public release repository response role security team the today's today’s update version".split(
    " ",
  ),
);
/** Nothing but what a template calls its blanks: *security contact email*, *Current Date*. */
function namesABlank(inside: string): boolean {
  const words = inside.toLowerCase().split(/[\s/_]+/);
  return words.some((w) => NOUNS.has(w)) && words.every((w) => NOUNS.has(w) || BESIDE.has(w));
}

// Neither the words of a link, inline or by reference, nor a tag of HTML with attributes, nor an address in <>.
const BRACKETS = /\[([^[\]\n]{2,200})\](?![([:])|<(?=\S)([^<>\n@:/=]{2,200})>/g;

function placeholderIn({ path, text }: Said): string | null {
  for (const pattern of PLAIN) {
    const found = pattern.exec(text)?.[0];
    if (found) return found;
  }
  // A subject has blanks that the sender fills in: "[SECURITY] <project name>".
  const isSubject = path.some((p) => p === "subject" || p === "subjectTag");
  for (const found of text.matchAll(BRACKETS)) {
    const inside = (found[1] ?? found[2] ?? "").trim();
    if (INSTRUCTION.test(inside) || (!isSubject && namesABlank(inside))) return found[0];
  }
  return null;
}

/** Every text that still holds a placeholder. While there is one, what would be published of the policy is refused. */
export const placeholdersIn = (policy: Policy): Clause[] =>
  stringsOf(policy).flatMap((s) => (placeholderIn(s) === null ? [] : [clause(s.path, s.text)]));

export const placeholders = (policy: Policy): Finding[] =>
  stringsOf(policy).flatMap((s): Finding[] => {
    const found = placeholderIn(s);
    return found === null
      ? []
      : [
          {
            kind: "placeholder",
            message: `“${found}” was left in from a template, and says nothing.`,
            advice: "Write what belongs here, or leave the field out. Nothing is exported while it stands.",
            clauses: [clause(s.path, s.text)],
          },
        ];
  });

/** Whether a single text holds one. */
export const isPlaceholder = (text: string): boolean => placeholderIn({ path: [], text }) !== null;
