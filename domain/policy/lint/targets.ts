// What a target is, as far as its letters say.

export const isMailAddress = (target: string): boolean =>
  /^mailto:/i.test(target.trim()) || /^[^\s@/:]+@[^\s@/:]+\.[^\s@/:]+$/.test(target.trim());

export const isWebPage = (target: string): boolean => /^https?:\/\//i.test(target.trim());

/** The address behind mailto:, in small letters; null for another target. */
export const addressOf = (target: string): string | null =>
  isMailAddress(target)
    ? target
        .trim()
        .replace(/^mailto:/i, "")
        .replace(/\?.*$/s, "")
        .toLowerCase()
    : null;

/** The host of a web address, without www; null for another target. */
export function hostOf(target: string): string | null {
  const found = /^https?:\/\/(?:[^/?#@\s]*@)?([^/?#:@\s]+)/i.exec(target.trim());
  return found?.[1]?.toLowerCase().replace(/^www\./, "") ?? null;
}

/** Words that are themselves a web address: with a scheme, or a bare host of a name that no file ends with. */
export function hostInWords(words: string): string | null {
  const w = words.trim();
  if (/\s/.test(w)) return null;
  return (
    hostOf(w) ??
    (/^(?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|info|ai)(?:\/\S*)?$/i.test(w) ? hostOf(`https://${w}`) : null)
  );
}
