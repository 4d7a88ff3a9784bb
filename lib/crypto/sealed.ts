import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

/** Where a value lives. It is part of what authenticates the bytes: moved to another row or column, they don't open. */
export type Place = { scope: string; table: string; row: string; column: string };

/** A data key with its id, as it is held in memory only. */
export type DataKey = { id: string; key: Uint8Array };

/** The bytes are damaged, were sealed for another place, or by another key. Says where, never what. */
export class SealError extends Error {
  override readonly name = "SealError";
  constructor(place: Pick<Place, "table" | "column" | "row">, because: string) {
    super(`${place.table}.${place.column} of ${place.row} can't be opened: ${because}.`);
  }
}

// The first byte says how the rest is written: 0, text as it was before this version; 1, AES-256-GCM.
export const PLAIN = 0;
const AES_256_GCM = 1;

const KEY_ID = 16;
/** Random, 96 bits: good for 2^32 values under one key (NIST SP 800-38D, 8.3). */
const IV = 12;
const TAG = 16;
const START = 1 + KEY_ID + IV;

const idBytes = (id: string): Buffer => Buffer.from(id.replaceAll("-", ""), "hex");

const associated = (key: DataKey, place: Place): Buffer =>
  Buffer.from(JSON.stringify([AES_256_GCM, key.id, place.scope, place.table, place.row, place.column]));

/** Plain bytes to sealed ones: format mark, key id, IV, ciphertext, tag (ASVS 5.0 11.3.2, 11.3.4). */
export function sealBytes(key: DataKey, place: Place, plain: Uint8Array): Uint8Array {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", key.key, iv).setAAD(associated(key, place));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([Buffer.of(AES_256_GCM), idBytes(key.id), iv, sealed, cipher.getAuthTag()]);
}

/** @throws SealError unless exactly these bytes were sealed by this key for this place */
export function openBytes(key: DataKey, place: Place, bytes: Uint8Array): Uint8Array {
  if (bytes[0] === PLAIN) throw new SealError(place, "it was never sealed; run `npm run migrate`");
  if (bytes[0] !== AES_256_GCM)
    throw new SealError(place, `its format mark ${bytes[0] ?? "none"} is unknown to this version`);
  if (bytes.length < START + TAG) throw new SealError(place, "it was cut short");
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!buffer.subarray(1, 1 + KEY_ID).equals(idBytes(key.id)))
    throw new SealError(place, "it was sealed by another key");
  const decipher = createDecipheriv("aes-256-gcm", key.key, buffer.subarray(1 + KEY_ID, START))
    .setAAD(associated(key, place))
    .setAuthTag(buffer.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(buffer.subarray(START, -TAG)), decipher.final()]);
  } catch {
    throw new SealError(place, "it was changed, or belongs elsewhere");
  }
}

export const sealText = (key: DataKey, place: Place, text: string): Uint8Array =>
  sealBytes(key, place, Buffer.from(text, "utf8"));

/** @throws SealError as `openBytes` does */
export const openText = (key: DataKey, place: Place, bytes: Uint8Array): string =>
  Buffer.from(openBytes(key, place, bytes)).toString("utf8");

/** What a value was before there was encryption; null for one that is sealed. Only the migration reads it. */
export const plainText = (bytes: Uint8Array): string | null =>
  bytes[0] === PLAIN ? new TextDecoder().decode(bytes.subarray(1)) : null;
