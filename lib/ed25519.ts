import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";

// Ed25519 of RFC 8032, with keys as the 32 bytes that they are; node:crypto wants them in the wrappings of RFC 8410.
const PRIVATE = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC = Buffer.from("302a300506032b6570032100", "hex");

export type Signer = { publicKey: Uint8Array; sign(message: string): Uint8Array };

/** @param seed 32 secret bytes, from which the key pair follows */
export function signerFrom(seed: Uint8Array): Signer {
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: "der", type: "pkcs8" });
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).subarray(PUBLIC.length);
  return { publicKey, sign: (message) => sign(null, Buffer.from(message), key) };
}

/** Whether the signature is that key's. Bytes of the wrong length are no signature. */
export function isSignedBy(publicKey: Uint8Array, message: string, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false;
  const key = createPublicKey({ key: Buffer.concat([PUBLIC, publicKey]), format: "der", type: "spki" });
  return verify(null, Buffer.from(message), key, signature);
}
