import { saveAdvisory } from "@/data/advisories/commands";
import { listVersions } from "@/data/advisories/queries";
import { dispatchNotice } from "@/data/deliveries/commands";
import { uploadFile } from "@/data/files/upload";
import { answerTerms } from "@/data/readings/commands";
import { read } from "@/data/transaction";
import { advisoryFiles, caseFileParts, caseFiles } from "@/db/schema";
import type { Member, Viewer } from "@/domain/viewer";
import { sha256, toHex } from "@/lib/sha256";
import { approve, type Case, scheduled, send, written } from "@/tests/case";
import { photo } from "@/tests/files";
import { at, makeOrg, makeWorld, type Org, worker } from "@/tests/world";

export const PATCH = Buffer.from("--- a/engine.py\n+++ b/engine.py\n@@ -1 +1 @@\n-run()\n+check()\n");
export const hex = (bytes: Uint8Array) => toHex(sha256(bytes));

export const upload = async (
  by: Viewer,
  c: Case,
  name = "fix.patch",
  bytes: Uint8Array = PATCH,
  hours = 0.9,
): Promise<string> => (await uploadFile(by, { reference: c.reference, name, bytes }, at(hours))).fileId;

/** Saves the newest text with these files. */
export async function bring(by: Member, c: Case, fileIds: string[], hours = 0.95) {
  const [newest] = (await listVersions(by, c.reference)).versions;
  return saveAdvisory(by, { caseId: c.caseId, base: newest?.number, ...newest?.content, fileIds }, at(hours));
}

/** A vendor that was told of a version with a patch and a photo, and has not answered. */
export async function sent() {
  const w = await makeWorld();
  const org = await makeOrg(w);
  const c = await scheduled(w);
  const patch = await upload(w.ada, c);
  const picture = await upload(w.ada, c, "screen.jpg", await photo("jpeg"));
  await bring(w.ada, c, [patch, picture]);
  const noticeId = await written(w, c, [org]);
  await approve(w, c, noticeId);
  await dispatchNotice(worker, { noticeId }, at(24));
  await send(noticeId);
  return { w, org, c, patch, picture, noticeId };
}

export const accept = (org: Org, c: Case, hours = 30) =>
  answerTerms(
    org.person,
    { reference: c.reference, answer: "accepted", termsVersion: "curfew-1" },
    at(hours),
  );

/** What the database alone shows of files to a viewer, whatever a query asks for. */
export const rows = (viewer: Viewer, hours = 48) =>
  read(
    viewer,
    async ({ tx }) => [
      (await tx.select().from(caseFiles)).length,
      (await tx.select().from(advisoryFiles)).length,
      (await tx.select({ part: caseFileParts.part }).from(caseFileParts)).map((p) => p.part).sort(),
    ],
    at(hours),
  );
