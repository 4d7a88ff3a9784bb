import { asc, eq, inArray } from "drizzle-orm";
import { caseIdFor } from "@/data/cases/visibility";
import { copyDigestPlace, digestPlace, namePlace } from "@/data/files/places";
import { openWords } from "@/data/keys/destroyed";
import { type Ctx, read } from "@/data/transaction";
import { advisoryFiles, advisoryVersions, caseFiles, users } from "@/db/schema";
import type { Member } from "@/domain/viewer";

/** The files of a case, oldest first, those that were taken off the list too. */
export const listFiles = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => {
    const caseId = await caseIdFor(ctx, reference);
    const rows = await ctx.tx
      .select({ file: caseFiles, by: users.name })
      .from(caseFiles)
      .innerJoin(users, eq(users.id, caseFiles.uploadedBy))
      .where(eq(caseFiles.caseId, caseId))
      .orderBy(asc(caseFiles.uploadedAt), asc(caseFiles.id));
    const versions = await broughtBy(
      ctx,
      rows.map((r) => r.file.id),
    );
    return Promise.all(
      rows.map(async ({ file, by }) => ({
        id: file.id,
        name: await openWords(ctx, namePlace(caseId, file.id), file.name),
        mediaType: file.mediaType,
        size: file.size,
        digest: await openWords(ctx, digestPlace(caseId, file.id), file.digest),
        copy:
          file.copyDigest && file.copySize !== null
            ? {
                size: file.copySize,
                digest: await openWords(ctx, copyDigestPlace(caseId, file.id), file.copyDigest),
              }
            : null,
        heldBack: file.heldBack,
        uploadedBy: by,
        uploadedAt: file.uploadedAt,
        removedAt: file.removedAt,
        versions: versions.filter((v) => v.fileId === file.id).map((v) => v.number),
      })),
    );
  });

export type CaseFile = Awaited<ReturnType<typeof listFiles>>[number];

const broughtBy = (ctx: Ctx, fileIds: readonly string[]) =>
  ctx.tx
    .select({ fileId: advisoryFiles.fileId, number: advisoryVersions.number })
    .from(advisoryFiles)
    .innerJoin(advisoryVersions, eq(advisoryVersions.id, advisoryFiles.versionId))
    .where(inArray(advisoryFiles.fileId, [...fileIds]))
    .orderBy(asc(advisoryVersions.number));

/** @throws AppError "not_found" to whom does not work on the case */
export const mayUpload = (viewer: Member, reference: string) =>
  read(viewer, (ctx) => caseIdFor(ctx, reference));
