import type { Tx } from "@/db/client";
import type { Sealed } from "@/db/schema/columns";

/** Where a value lives; the place becomes part of what authenticates the bytes. */
export type Place = { scope: string; table: string; row: string; column: string };

/** The first byte says how the rest is written. 0: as it is, in UTF-8. */
const PLAIN = 0;

/**
 * The one way into and out of a secret column. Text is written as it is for now; the format mark lets encryption
 * take over, value by value, without moving anything.
 * @param _place `scope` is the id of the case whose key covers the value, or "deployment"
 */
export async function seal(_tx: Tx, _place: Place, value: string): Promise<Sealed> {
  const text = new TextEncoder().encode(value);
  const bytes = new Uint8Array(text.length + 1);
  bytes[0] = PLAIN;
  bytes.set(text, 1);
  return bytes as Sealed;
}

/** @throws when the bytes carry a mark that this build does not know */
export async function open(_tx: Tx, _place: Place, bytes: Sealed): Promise<string> {
  if (bytes[0] !== PLAIN) throw new Error(`unknown format mark ${bytes[0]}`);
  return new TextDecoder().decode(bytes.subarray(1));
}
