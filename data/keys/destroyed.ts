import type { Place } from "@/data/codec";
import type { Ctx } from "@/data/transaction";
import type { Sealed } from "@/db/schema/columns";
import type { AdvisoryContent } from "@/domain/advisory/advisory";
import { destroyedWords } from "@/domain/retention";
import type { Vulnerability } from "@/domain/vulnerability";

// What pages show of a case whose key was destroyed: the sentence that says so, in place of each text.

export const openWords = (ctx: Ctx, place: Place, bytes: Sealed): Promise<string> =>
  ctx.openOr(place, bytes, destroyedWords);

/** @param destroyed what stands in place of the document */
export async function openDocument<T>(
  ctx: Ctx,
  place: Place,
  bytes: Sealed,
  destroyed: (words: string) => T,
): Promise<T> {
  const text = await ctx.openOr<T>(place, bytes, (at) => destroyed(destroyedWords(at)));
  return typeof text === "string" ? (JSON.parse(text) as T) : text;
}

export const destroyedContent = (words: string): AdvisoryContent => ({
  title: "Its text was destroyed",
  summary: words,
  description: "",
  impact: "",
  affected: "",
  fixed: "",
  mitigation: "",
  references: "",
});

export const destroyedVulnerability = (words: string): Vulnerability => ({
  id: "",
  aliases: [],
  summary: words,
  details: "",
  cvss: [],
  cwes: [],
  affected: [],
  references: [],
  published: null,
});
