import { isOffice, stripOffice } from "@/lib/strip/office";
import { stripPdf } from "@/lib/strip/pdf";
import { PICTURES, stripPicture } from "@/lib/strip/picture";
import { Unstrippable } from "@/lib/strip/unstrippable";

/** The copy for others; null where there was nothing to take off; or why there can be none. */
export type Stripped = { copy: Uint8Array | null } | { heldBack: Unstrippable["why"] };

/** Takes off a file what says who made it, when, where and with what. In memory alone: it writes no file. */
export async function strip(mediaType: string, bytes: Uint8Array): Promise<Stripped> {
  try {
    if (PICTURES.includes(mediaType)) return { copy: await stripPicture(mediaType, bytes) };
    if (mediaType === "application/pdf") return { copy: await stripPdf(bytes) };
    if (isOffice(mediaType)) return { copy: await stripOffice(bytes) };
    return { copy: null };
  } catch (error) {
    return { heldBack: error instanceof Unstrippable ? error.why : "unreadable" };
  }
}
