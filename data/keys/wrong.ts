import { matches, type WrappingKey } from "@/lib/crypto/wrapping";

/** This process lacks a key that the database was sealed with. Nothing may go on. */
export class WrongKeyError extends Error {
  override readonly name = "WrongKeyError";
}

/**
 * Holds the keys that a process was given against those that the database was sealed with.
 * @param used by something, each with its check value
 * @throws WrongKeyError, which says what to bring
 */
export function refuseWrong(
  used: readonly { id: string; checkValue: Uint8Array }[],
  mine: readonly WrappingKey[],
): void {
  for (const { id, checkValue } of used) {
    const key = mine.find((k) => k.id === id);
    if (!key)
      throw new WrongKeyError(
        `CURFEW_MASTER_KEY is not the key of this database: it was sealed with the key ${id}. Bring that one back; nothing was changed.`,
      );
    if (!matches(key, checkValue))
      throw new WrongKeyError(
        `The check value of the key ${id} was changed in the database. Compare it with a backup; nothing was changed.`,
      );
  }
}
