import { type ListRead, MOST_BYTES } from "@/domain/organization/list";
import { readCsv } from "@/formats/directory/csv";
import { hasGroups, readGroups } from "@/formats/directory/groups";
import { hasTable, readMarkdown } from "@/formats/directory/markdown";

/**
 * Reads a list of organizations, whichever of the known forms it has. Never throws, whatever it is given, and takes time in
 * proportion to its length.
 */
export function readList(text: string): ListRead {
  if (new TextEncoder().encode(text).length > MOST_BYTES) return { ok: false, because: TOO_LARGE };
  if (text.trim() === "") return { ok: false, because: "The list is empty. Paste it, or choose a file." };
  const plain = text.replace(/^\ufeff/, "");
  if (hasGroups(plain)) return readGroups(plain);
  return hasTable(plain) ? readMarkdown(plain) : readCsv(plain);
}

export const TOO_LARGE =
  "The list is larger than 2 MB. Split it into parts, and import one after the other; nothing was changed.";
