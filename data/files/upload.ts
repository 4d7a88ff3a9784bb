import { eq } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { caseIdFor, lockCase } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { writeParts } from "@/data/files/parts";
import { copyDigestPlace, digestPlace, namePlace } from "@/data/files/places";
import { read } from "@/data/transaction";
import { caseFiles } from "@/db/schema";
import type { HeldBack } from "@/domain/file/file";
import { fitsName, mediaTypeFor } from "@/domain/file/kinds";
import { REFUSALS, type Refusal, roomFor } from "@/domain/file/limits";
import { fileName } from "@/domain/file/name";
import type { Viewer } from "@/domain/viewer";
import { AppError, notFound } from "@/lib/errors";
import { sha256, toHex } from "@/lib/sha256";
import { foundIn } from "@/lib/strip/found";
import { strip } from "@/lib/strip/strip";

/** A file that is not taken. `reason` is a word for an address, which may hold nothing of the file. */
export class FileRefused extends AppError {
  constructor(readonly reason: Refusal) {
    super("refused", REFUSALS[reason], { file: REFUSALS[reason] });
  }
}

const stripped = z.object({
  caseId: z.uuid(),
  name: z.string(),
  mediaType: z.string(),
  original: z.instanceof(Uint8Array),
  copy: z.instanceof(Uint8Array).nullable(),
  heldBack: z.custom<HeldBack>().nullable(),
});

const addFile = command("file.add", stripped, byMember, async (ctx, input) => {
  const of = await lockCase(ctx, input.caseId);
  if (of.state === "rejected" || of.state === "closed") throw new FileRefused("ended");
  const held = await ctx.tx
    .select({ size: caseFiles.size })
    .from(caseFiles)
    .where(eq(caseFiles.caseId, of.id));
  const { name, mediaType, original, copy, heldBack } = input;
  const full = roomFor(
    original.length,
    held.map((f) => f.size),
  );
  if (full) throw new FileRefused(full);
  const id = newId();
  const digestOf = (bytes: Uint8Array) => toHex(sha256(bytes));
  await ctx.tx.insert(caseFiles).values({
    id,
    caseId: of.id,
    name: await ctx.seal(namePlace(of.id, id), name),
    mediaType,
    size: original.length,
    digest: await ctx.seal(digestPlace(of.id, id), digestOf(original)),
    copySize: copy?.length ?? null,
    copyDigest: copy ? await ctx.seal(copyDigestPlace(of.id, id), digestOf(copy)) : null,
    heldBack,
    uploadedBy: ctx.viewer.userId,
    uploadedAt: ctx.now,
  });
  await writeParts(ctx, { caseId: of.id, fileId: id, part: "original" }, original);
  if (copy) await writeParts(ctx, { caseId: of.id, fileId: id, part: "copy" }, copy);
  return {
    result: { fileId: id },
    audit: [
      {
        stream: { type: "case", id: of.id },
        action: "file.added",
        facts: { fileId: id, mediaType, size: original.length, heldBack },
        note: name,
      },
    ],
  };
});

/**
 * Puts a file on a case: judged by its content, the copy for vendors made without metadata, both sealed. In memory alone:
 * at no time is any of it in a temporary file, so that a crash leaves nothing.
 * @param upload the name as it came, and the bytes, at most `FILE_BYTES`
 * @throws FileRefused with the reason; AppError "not_found" to whom does not work on the case
 */
export async function uploadFile(
  viewer: Viewer,
  upload: { reference: string; name: string; bytes: Uint8Array },
  options: Parameters<typeof addFile>[2] = {},
): Promise<{ fileId: string }> {
  if (!byMember(viewer)) throw notFound();
  // Who may not put it there makes us look through nothing.
  const caseId = await read(viewer, (ctx) => caseIdFor(ctx, upload.reference), options);
  const { bytes: original } = upload;
  const oversized = roomFor(original.length, []);
  if (oversized) throw new FileRefused(oversized);
  const name = fileName(upload.name);
  if (!name) throw new FileRefused("name");
  const mediaType = mediaTypeFor(await foundIn(original));
  if (!mediaType) throw new FileRefused("kind");
  if (!fitsName(mediaType, name)) throw new FileRefused("mismatch");
  const made = await strip(mediaType, original);
  return addFile(
    viewer,
    {
      caseId,
      name,
      mediaType,
      original,
      copy: "copy" in made ? made.copy : null,
      heldBack: "heldBack" in made ? made.heldBack : null,
    },
    options,
  );
}
