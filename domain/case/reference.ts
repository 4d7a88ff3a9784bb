/** No vowels, so that no word can appear; no 0, 1, I, O, L, so that it can be read aloud. */
const LETTERS = "23456789BCDFGHJKMNPQRSTVWXYZ";

const COLOURS = [
  "amber",
  "ashen",
  "azure",
  "bronze",
  "cobalt",
  "copper",
  "coral",
  "crimson",
  "golden",
  "hazel",
  "indigo",
  "ivory",
  "jade",
  "khaki",
  "lilac",
  "maroon",
  "ochre",
  "olive",
  "pearl",
  "russet",
  "sable",
  "silver",
  "slate",
  "teal",
  "umber",
  "violet",
] as const;
const BIRDS = [
  "avocet",
  "bittern",
  "bunting",
  "curlew",
  "dipper",
  "dunlin",
  "egret",
  "falcon",
  "finch",
  "gannet",
  "godwit",
  "grebe",
  "harrier",
  "heron",
  "jackdaw",
  "kestrel",
  "lapwing",
  "linnet",
  "martin",
  "merlin",
  "osprey",
  "petrel",
  "pipit",
  "plover",
  "redstart",
  "siskin",
  "starling",
  "swift",
  "teal",
  "tern",
  "wagtail",
  "wren",
] as const;

/**
 * A case's public handle: the project's prefix and five random letters and digits. A number that counts would tell
 * a vendor how many cases it was not told of.
 * @param bytes five or more random bytes
 */
export function referenceFrom(prefix: string, bytes: Uint8Array): string {
  return `${prefix}-${Array.from(bytes.slice(0, 5), (b) => LETTERS[b % LETTERS.length]).join("")}`;
}

/** A neutral name for subjects and lists, chosen without looking at the case. */
export function codeNameFrom(bytes: Uint8Array): string {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  return `${COLOURS[(a * 256 + b) % COLOURS.length]}-${BIRDS[(c * 256 + d) % BIRDS.length]}`;
}

/** What a reference looks like; anything else is not looked up. */
export const isReference = (text: string): boolean =>
  /^[A-Z][A-Z0-9]{1,11}-[2-9B-DF-HJKMNP-TV-Z]{5}$/.test(text);
