import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";

/** A key that wraps data keys. It is never stored in the database. */
export type WrappingKey = { id: string; key: Uint8Array };

const IV = 12;
const TAG = 16;

const hmac = (key: Uint8Array, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** @param key 32 bytes; its id is drawn from it, so that the id alone tells whether two are the same */
export const wrappingKey = (key: Uint8Array): WrappingKey => ({
  id: hmac(key, "curfew wrapping key id").subarray(0, 8).toString("hex"),
  key,
});

/** A value that is kept in the database, and that only this key makes: a wrong one is noticed at the start. */
export const checkValueOf = (key: WrappingKey): Uint8Array =>
  hmac(key.key, `curfew wrapping key check ${key.id}`);

export const matches = (key: WrappingKey, checkValue: Uint8Array): boolean =>
  checkValue.length === 32 && timingSafeEqual(checkValueOf(key), checkValue);

const associated = (by: WrappingKey, id: string, scope: string) =>
  Buffer.from(JSON.stringify(["data_keys", id, scope, by.id]));

export const newDataKey = (): Uint8Array => randomBytes(32);

/** A data key, wrapped for its row: moved to another scope it does not unwrap. */
export function wrap(by: WrappingKey, id: string, scope: string, key: Uint8Array): Uint8Array {
  const iv = randomBytes(IV);
  const cipher = createCipheriv("aes-256-gcm", by.key, iv).setAAD(associated(by, id, scope));
  return Buffer.concat([iv, cipher.update(key), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the bytes were changed, moved, or wrapped by another key */
export function unwrap(by: WrappingKey, id: string, scope: string, wrapped: Uint8Array): Uint8Array {
  if (wrapped.length !== IV + 32 + TAG) throw new Error(`the key of ${scope} was cut short`);
  const bytes = Buffer.from(wrapped);
  const decipher = createDecipheriv("aes-256-gcm", by.key, bytes.subarray(0, IV))
    .setAAD(associated(by, id, scope))
    .setAuthTag(bytes.subarray(-TAG));
  try {
    return Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
  } catch {
    throw new Error(`the key of ${scope} was changed, or wrapped by another key`);
  }
}

/** Bytes of their own for one purpose, drawn from a key (RFC 5869, SHA-256). */
export const derive = (key: Uint8Array, purpose: string, length = 32): Uint8Array =>
  new Uint8Array(hkdfSync("sha256", key, new Uint8Array(0), purpose, length));

/** HMAC-SHA-256 of a text under a key drawn from a data key: tells equal texts, and nothing to who lacks the key. */
export const macOf = (key: Uint8Array, text: string): Uint8Array =>
  createHmac("sha256", derive(key, "curfew mac")).update(text).digest();
