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

const PLACES = [
  "bank",
  "bay",
  "beach",
  "brook",
  "cape",
  "cliff",
  "coast",
  "cove",
  "creek",
  "dale",
  "dune",
  "fen",
  "field",
  "ford",
  "glen",
  "grove",
  "heath",
  "hill",
  "isle",
  "lake",
  "lane",
  "marsh",
  "mead",
  "mere",
  "moor",
  "pond",
  "reef",
  "ridge",
  "shore",
  "tarn",
  "vale",
  "wold",
] as const;

/**
 * A case's public handle: the project's prefix and five random letters and digits. A number that counts would tell
 * a vendor how many cases it was not told of.
 * @param bytes five or more random bytes
 */
export function referenceFrom(prefix: string, bytes: Uint8Array): string {
  return `${prefix}-${Array.from(bytes.slice(0, 5), (b) => LETTERS[b % LETTERS.length]).join("")}`;
}

/**
 * A neutral name for subjects and lists, chosen without looking at the case. There are 832 of two words: where they are
 * rare, a third word makes it 26,624, and then a number 2.4 million.
 * @param bytes six or more random bytes
 * @param tries how many names were taken already
 */
export function codeNameFrom(bytes: Uint8Array, tries = 0): string {
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = bytes;
  const words: (string | undefined)[] = [
    COLOURS[(a * 256 + b) % COLOURS.length],
    BIRDS[(c * 256 + d) % BIRDS.length],
  ];
  if (tries >= 3) words.push(PLACES[e % PLACES.length]);
  if (tries >= 10) words.push(String(10 + (f % 90)));
  return words.join("-");
}

/** What a reference looks like; anything else is not looked up. */
export const isReference = (text: string): boolean =>
  /^[A-Z][A-Z0-9]{1,11}-[2-9B-DF-HJKMNP-TV-Z]{5}$/.test(text);
