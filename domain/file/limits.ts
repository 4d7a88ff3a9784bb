import { TAKEN } from "@/domain/file/kinds";
import { NAME_LENGTH } from "@/domain/file/name";

const KIB = 1024;
const MIB = 1024 * KIB;

/** Of one file, in bytes. */
export const FILE_BYTES = 10 * MIB;
/** Of all originals of a case, also of those that were taken off the list: they are kept. */
export const CASE_BYTES = 100 * MIB;
export const CASE_FILES = 50;
/** What is sealed at once. */
export const PART_BYTES = 256 * KIB;

/** Why a file is not taken, in words for who chose it. */
export const REFUSALS = {
  none: "Choose a file first.",
  empty: "This file is empty.",
  too_large: `This file is larger than ${FILE_BYTES / MIB} MiB.`,
  name: `This file has no name that can be kept: at most ${NAME_LENGTH} characters, and not only dots.`,
  kind: `What is in this file is not taken. Taken are ${TAKEN}.`,
  mismatch: `The ending of its name says something else than its content. Taken are ${TAKEN}.`,
  too_many: `A case holds at most ${CASE_FILES} files, those taken off the list included.`,
  case_full: `A case holds at most ${CASE_BYTES / MIB} MiB of files, those taken off the list included.`,
  ended: "This case has ended, or its text was destroyed: it takes no more files.",
  busy: "Other files are being taken in at this moment. Try again in a moment.",
  damaged: "The form arrived damaged. Choose the file again.",
} as const satisfies Record<string, string>;
export type Refusal = keyof typeof REFUSALS;
export const isRefusal = (text: string): text is Refusal => Object.hasOwn(REFUSALS, text);

/** Whether a case has room for one more. @param held sizes in bytes of the files that it has */
export function roomFor(size: number, held: readonly number[]): Refusal | null {
  if (size === 0) return "empty";
  if (size > FILE_BYTES) return "too_large";
  if (held.length >= CASE_FILES) return "too_many";
  return held.reduce((sum, n) => sum + n, size) > CASE_BYTES ? "case_full" : null;
}

/** "12 B", "3.4 KiB", "10 MiB". */
export function sizeInWords(bytes: number): string {
  const [n, unit] = bytes < KIB ? [bytes, "B"] : bytes < MIB ? [bytes / KIB, "KiB"] : [bytes / MIB, "MiB"];
  return `${n < 10 && unit !== "B" ? Math.round(n * 10) / 10 : Math.round(n)} ${unit}`;
}
