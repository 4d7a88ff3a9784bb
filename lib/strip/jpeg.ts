const [START, END, SCAN] = [0xd8, 0xd9, 0xda];

// What a decoder does without: EXIF, XMP, profiles, makers' own segments and comments.
const isSaid = (marker: number): boolean =>
  (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;

/** Where the coded picture that begins at `at` ends: at a mark that is neither a stuffed byte nor a restart. */
function afterScan(bytes: Uint8Array, at: number): number {
  for (let i = at; i + 1 < bytes.length; i++) {
    const next = bytes[i + 1] ?? 0;
    if (bytes[i] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return i;
  }
  throw new Error("no end");
}

/**
 * A JPEG (ISO/IEC 10918-1, annex B) without what it says about itself, its picture untouched, and nothing after its end.
 * @throws Error where it is no whole JPEG
 */
export function withoutSegments(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xff || bytes[1] !== START) throw new Error("no JPEG");
  const kept = [bytes.subarray(0, 2)];
  let at = 2;
  for (;;) {
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined) throw new Error("no segment");
    if (marker === END) return Buffer.concat([...kept, bytes.subarray(at, at + 2)]);
    const length = 2 + (((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0));
    if (length < 4 || at + length > bytes.length) throw new Error("cut short");
    const end = marker === SCAN ? afterScan(bytes, at + length) : at + length;
    if (!isSaid(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
}
