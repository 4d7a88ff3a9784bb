export const NAME_LENGTH = 120;

// Controls, format characters (also those that turn the direction of writing), separators of lines, halves of a character.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/**
 * The name of a file without its path and without what can't be seen; nothing hides behind a leading dot.
 * @returns null where nothing is left, or more than 120 characters
 */
export function fileName(raw: string): string | null {
  const last = raw.split(/[/\\]/).at(-1) ?? "";
  const name = last
    .normalize("NFC")
    .replace(UNSEEN, "")
    .replace(/\s+/gu, " ")
    .replace(/^[. ]+|[. ]+$/g, "");
  return name === "" || [...name].length > NAME_LENGTH ? null : name;
}
