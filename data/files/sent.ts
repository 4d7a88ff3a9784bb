import { asc, eq, inArray } from "drizzle-orm";
import { copyDigestPlace, digestPlace, namePlace } from "@/data/files/places";
import { openWords } from "@/data/keys/destroyed";
import type { Ctx } from "@/data/transaction";
import { advisoryFiles, caseFiles } from "@/db/schema";
import type { SentFile } from "@/domain/file/file";

type Row = typeof caseFiles.$inferSelect;

/** A file as vendors get it: the copy, or the original where nothing was to be taken off. */
export async function asSent(ctx: Ctx, row: Row): Promise<SentFile> {
  const { id, caseId, mediaType } = row;
  return {
    id,
    mediaType,
    name: await openWords(ctx, namePlace(caseId, id), row.name),
    size: row.copySize ?? row.size,
    digest: row.copyDigest
      ? await openWords(ctx, copyDigestPlace(caseId, id), row.copyDigest)
      : await openWords(ctx, digestPlace(caseId, id), row.digest),
  };
}

/** Which files each of some versions of an advisory brings, in their order. */
export async function filesOf(ctx: Ctx, versionIds: readonly string[]): Promise<Map<string, SentFile[]>> {
  const rows = await ctx.tx
    .select({ versionId: advisoryFiles.versionId, file: caseFiles })
    .from(advisoryFiles)
    .innerJoin(caseFiles, eq(caseFiles.id, advisoryFiles.fileId))
    .where(inArray(advisoryFiles.versionId, [...versionIds]))
    .orderBy(asc(advisoryFiles.versionId), asc(advisoryFiles.position));
  const found = new Map<string, SentFile[]>(versionIds.map((id) => [id, []]));
  for (const { versionId, file } of rows) found.get(versionId)?.push(await asSent(ctx, file));
  return found;
}
