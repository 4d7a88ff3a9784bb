import type { Keyring } from "@/data/keys/keyring";
import type { Sealed } from "@/db/schema/columns";
import type { Place } from "@/lib/crypto/sealed";
import * as sealed from "@/lib/crypto/sealed";

export type { Place } from "@/lib/crypto/sealed";

/**
 * The one way into and out of a secret column: AES-256-GCM under the data key of the place's scope.
 * @param place `scope` is the id of the case or incident whose key covers the value, or "deployment"
 */
export const sealBytes = async (keys: Keyring, place: Place, plain: Uint8Array): Promise<Sealed> =>
  sealed.sealBytes(await keys.get(place.scope), place, plain) as Sealed;

/** @throws SealError, DestroyedError */
export const openBytes = async (keys: Keyring, place: Place, bytes: Sealed): Promise<Uint8Array> =>
  sealed.openBytes(await keys.get(place.scope), place, bytes);

export const seal = (keys: Keyring, place: Place, text: string): Promise<Sealed> =>
  sealBytes(keys, place, Buffer.from(text, "utf8"));

/** @throws SealError, DestroyedError */
export const open = async (keys: Keyring, place: Place, bytes: Sealed): Promise<string> =>
  Buffer.from(await openBytes(keys, place, bytes)).toString("utf8");
