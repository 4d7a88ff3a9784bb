import { contentPlace } from "@/data/cases/facts";
import { destroyedContent, openDocument } from "@/data/keys/destroyed";
import type { Ctx } from "@/data/transaction";
import type { advisoryVersions } from "@/db/schema";
import type { SentFile } from "@/domain/file/file";
import { advisoryDigest } from "@/formats/advisory-digest";

type Stored = Pick<typeof advisoryVersions.$inferSelect, "id" | "content">;

/** What a version says and brings. Its digest is null, and nothing of its files is left, once the key was destroyed. */
export async function versionBody(ctx: Ctx, caseId: string, version: Stored, files: readonly SentFile[]) {
  let destroyed = false;
  const content = await openDocument(ctx, contentPlace(caseId, version.id), version.content, (words) => {
    destroyed = true;
    return destroyedContent(words);
  });
  return destroyed
    ? { content, files: [], digest: null }
    : { content, files: [...files], digest: advisoryDigest(content, files) };
}
