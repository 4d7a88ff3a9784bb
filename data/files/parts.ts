import { and, asc, eq } from "drizzle-orm";
import { type Part, partPlace } from "@/data/files/places";
import type { Ctx } from "@/data/transaction";
import { caseFileParts } from "@/db/schema";
import { PART_BYTES } from "@/domain/file/limits";
import { sha256, toHex } from "@/lib/sha256";

type Which = { caseId: string; fileId: string; part: Part };

/** Seals the bytes piece by piece; together with the file's row or not at all. */
export async function writeParts(ctx: Ctx, { caseId, fileId, part }: Which, bytes: Uint8Array) {
  for (let number = 0; number * PART_BYTES < bytes.length; number++) {
    const piece = bytes.subarray(number * PART_BYTES, (number + 1) * PART_BYTES);
    await ctx.tx.insert(caseFileParts).values({
      fileId,
      part,
      number,
      bytes: await ctx.sealBytes(partPlace(caseId, fileId, part, number), piece),
    });
  }
}

/**
 * The plain bytes, whole.
 * @param digest SHA-256 (hex) of what was stored: a piece that is missing at the end shows in nothing else
 * @throws SealError, DestroyedError, or Error where it is not what was stored
 */
export async function readParts(
  ctx: Ctx,
  { caseId, fileId, part }: Which,
  digest: string,
): Promise<Uint8Array> {
  const rows = await ctx.tx
    .select({ bytes: caseFileParts.bytes })
    .from(caseFileParts)
    .where(and(eq(caseFileParts.fileId, fileId), eq(caseFileParts.part, part)))
    .orderBy(asc(caseFileParts.number));
  const pieces = await Promise.all(
    rows.map((row, number) => ctx.openBytes(partPlace(caseId, fileId, part, number), row.bytes)),
  );
  const bytes = Buffer.concat(pieces);
  if (toHex(sha256(bytes)) !== digest)
    throw new Error(`the ${part} of file ${fileId} is not what was stored`);
  return bytes;
}
