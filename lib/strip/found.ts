import { fileTypeFromBuffer } from "file-type";

/** UTF-8 by the letter, and no NUL. */
function isText(bytes: Uint8Array): boolean {
  if (bytes.includes(0)) return false;
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** What bytes are by their content alone, whatever anybody says of them. */
export async function foundIn(bytes: Uint8Array): Promise<{ known: string | null; text: boolean }> {
  const known = await fileTypeFromBuffer(bytes).catch(() => undefined);
  return { known: known?.mime ?? null, text: isText(bytes) };
}
