/** Text, or why the bytes are none. */
export type Decoded = { ok: true; text: string } | { ok: false; because: string };

const NEWLINE = 0x0a;

/**
 * The bytes of a list as text: UTF-8 with or without a byte order mark, or UTF-16 with one. Nothing is guessed: a list in
 * another encoding would name organizations that do not exist.
 */
export function decodeList(bytes: Uint8Array): Decoded {
  const [a, b] = bytes;
  if (a === 0xff && b === 0xfe) return utf16(bytes, "utf-16le");
  if (a === 0xfe && b === 0xff) return utf16(bytes, "utf-16be");
  const text = decoded(bytes, "utf-8");
  if (text === null)
    return {
      ok: false,
      because: `Line ${brokenLine(bytes)} is not UTF-8. Save the list as UTF-8, and send it again; nothing was changed.`,
    };
  return noNul(text);
}

function utf16(bytes: Uint8Array, label: string): Decoded {
  const text = decoded(bytes, label);
  if (text !== null) return noNul(text);
  const lines = new TextDecoder(label).decode(bytes).split("\n");
  const line = lines.findIndex((l) => l.includes("\ufffd")) + 1;
  return {
    ok: false,
    because: `Line ${Math.max(1, line)} is not UTF-16. Save the list as UTF-8, and send it again; nothing was changed.`,
  };
}

/** What has a NUL is no list: most often UTF-16 without its mark. */
function noNul(text: string): Decoded {
  const at = text.indexOf("\0");
  if (at < 0) return { ok: true, text };
  const line = text.slice(0, at).split("\n").length;
  return {
    ok: false,
    because: `Line ${line} holds a character that no list has (NUL). Save the list as UTF-8, and send it again; nothing was changed.`,
  };
}

function decoded(bytes: Uint8Array, label: string): string | null {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The first line that is not UTF-8: no character of more than one byte holds a line's end. */
function brokenLine(bytes: Uint8Array): number {
  let [line, from] = [1, 0];
  for (;;) {
    const end = bytes.indexOf(NEWLINE, from);
    if (decoded(bytes.subarray(from, end < 0 ? bytes.length : end), "utf-8") === null || end < 0) return line;
    [line, from] = [line + 1, end + 1];
  }
}
