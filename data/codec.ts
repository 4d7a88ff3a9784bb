import type { Keyring } from "@/data/keys/keyring";
import type { Sealed } from "@/db/schema/columns";
import { openText, type Place, sealText } from "@/lib/crypto/sealed";

export type { Place } from "@/lib/crypto/sealed";

/**
 * The one way into and out of a secret column: AES-256-GCM under the data key of the place's scope.
 * @param place `scope` is the id of the case or incident whose key covers the value, or "deployment"
 */
export const seal = async (keys: Keyring, place: Place, value: string): Promise<Sealed> =>
  sealText(await keys.get(place.scope), place, value) as Sealed;

/** @throws SealError, DestroyedError */
export const open = async (keys: Keyring, place: Place, bytes: Sealed): Promise<string> =>
  openText(await keys.get(place.scope), place, bytes);
