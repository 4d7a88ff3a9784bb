/** Why vendors can't have a file: what says who made it could not be taken off. */
const HELD_BACK = {
  encrypted: "It is encrypted: nobody can look through it.",
  unreadable: "It can’t be read as what it says it is.",
  embedded: "It holds other files that can’t be looked through.",
  too_large: "Unpacked, it is too large to be looked through.",
} as const satisfies Record<string, string>;
export type HeldBack = keyof typeof HELD_BACK;

/** @param stored the code as it was stored */
export const heldBackWords = (stored: string): string =>
  Object.hasOwn(HELD_BACK, stored) ? HELD_BACK[stored as HeldBack] : "It can’t be looked through.";

/** A file as vendors get it with a version of the advisory; size in bytes and SHA-256 (hex) of what they get. */
export type SentFile = { id: string; name: string; mediaType: string; size: number; digest: string };

/** What of the files differs between two versions, in words. */
export function changedFiles(before: readonly SentFile[], after: readonly SentFile[]): string[] {
  const lacks = (files: readonly SentFile[]) => (f: SentFile) => !files.some((g) => g.id === f.id);
  return [
    ...after.filter(lacks(before)).map((f) => `file ${f.name} added`),
    ...before.filter(lacks(after)).map((f) => `file ${f.name} taken out`),
  ];
}
