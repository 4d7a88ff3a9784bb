import { createHash, createSign, generateKeyPairSync, randomBytes } from "node:crypto";
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { isoCBOR } from "@simplewebauthn/server/helpers";
import { env } from "@/lib/env";

const b64 = (bytes: Uint8Array) => Buffer.from(bytes).toString("base64url");
const sha256 = (data: Uint8Array | string) => createHash("sha256").update(data).digest();

const PRESENT = 1;
const VERIFIED = 4;
const ATTESTED = 64;

type Say = { challenge: string; origin?: string; rpID?: string; verified?: boolean };

/** An authenticator in software, as WebAuthn Level 3 describes one: what a test's browser would hand over. */
export function softAuthenticator() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { x = "", y = "" } = publicKey.export({ format: "jwk" });
  const id = randomBytes(16);
  let counter = 0;
  const cose = isoCBOR.encode(
    new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, new Uint8Array(Buffer.from(x, "base64url"))],
      [-3, new Uint8Array(Buffer.from(y, "base64url"))],
    ]),
  );
  const site = () => new URL(env().url);
  const client = (type: string, { challenge, origin }: Say) =>
    Buffer.from(JSON.stringify({ type, challenge, origin: origin ?? site().origin, crossOrigin: false }));
  const data = ({ rpID, verified = true }: Say, flags = 0) => {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(++counter);
    const bits = Buffer.of(PRESENT | (verified ? VERIFIED : 0) | flags);
    return Buffer.concat([sha256(rpID ?? site().hostname), bits, count]);
  };
  const credential = { id: b64(id), rawId: b64(id), type: "public-key" as const, clientExtensionResults: {} };
  return {
    id: b64(id),
    register(say: Say): RegistrationResponseJSON {
      const length = Buffer.alloc(2);
      length.writeUInt16BE(id.length);
      const authData = Buffer.concat([data(say, ATTESTED), Buffer.alloc(16), length, id, cose]);
      const attestationObject = isoCBOR.encode(
        new Map<string, unknown>([
          ["fmt", "none"],
          ["attStmt", new Map()],
          ["authData", new Uint8Array(authData)],
        ]) as never,
      );
      return {
        ...credential,
        response: {
          clientDataJSON: b64(client("webauthn.create", say)),
          attestationObject: b64(attestationObject),
        },
      };
    },
    answer(say: Say): AuthenticationResponseJSON {
      const [clientData, authData] = [client("webauthn.get", say), data(say)];
      const signature = createSign("sha256")
        .update(Buffer.concat([authData, sha256(clientData)]))
        .sign(privateKey);
      return {
        ...credential,
        response: {
          clientDataJSON: b64(clientData),
          authenticatorData: b64(authData),
          signature: b64(signature),
        },
      };
    },
  };
}
