import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseIdFor } from "@/data/cases/visibility";
import { byContact, byMember, command } from "@/data/command";
import { readParts } from "@/data/files/parts";
import { copyDigestPlace, digestPlace, namePlace, type Part } from "@/data/files/places";
import { DestroyedError } from "@/data/keys/keyring";
import { toldCase, versionFor } from "@/data/readings/visibility";
import { type Ctx, read } from "@/data/transaction";
import { advisoryFiles, caseFiles } from "@/db/schema";
import { isReference } from "@/domain/case/reference";
import { isPublished } from "@/domain/case/visibility";
import type { ContactViewer, Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

type Row = typeof caseFiles.$inferSelect;
type Asked = { reference: string; id: string };

/** What vendors get of a file; where it is held back, they get nothing. */
function partForVendors(row: Row): Part {
  if (row.heldBack !== null) throw notFound();
  return row.copySize === null ? "original" : "copy";
}

/** A file of a case, for who works on it; also one that was taken off the list. */
async function fileFor(ctx: Ctx<Member>, { reference, id }: Asked): Promise<Row> {
  const caseId = await caseIdFor(ctx, reference);
  const [row] = isId(id)
    ? await ctx.tx
        .select()
        .from(caseFiles)
        .where(and(eq(caseFiles.id, id), eq(caseFiles.caseId, caseId)))
    : [];
  if (!row) throw notFound();
  return row;
}

/** A file of the version that the viewer's organization reads: after consent, as the text itself. */
async function sentFileFor(ctx: Ctx<ContactViewer>, { reference, id }: Asked): Promise<Row> {
  if (!isReference(reference) || !isId(id)) throw notFound();
  const { case: of, consent } = await toldCase(ctx, reference);
  if (consent?.state !== "accepted" && !isPublished(of)) throw notFound();
  const version = await versionFor(ctx, of);
  const [row] = await ctx.tx
    .select({ file: caseFiles })
    .from(advisoryFiles)
    .innerJoin(caseFiles, eq(caseFiles.id, advisoryFiles.fileId))
    .where(
      and(
        eq(advisoryFiles.versionId, version.id),
        eq(advisoryFiles.fileId, id),
        eq(caseFiles.caseId, of.id),
        isNull(caseFiles.heldBack),
      ),
    );
  if (!row) throw notFound();
  return row.file;
}

async function opened(ctx: Ctx, row: Row, part: Part) {
  const { id: fileId, caseId, mediaType } = row;
  try {
    const name = await ctx.open(namePlace(caseId, fileId), row.name);
    const digest =
      part === "copy" && row.copyDigest
        ? await ctx.open(copyDigestPlace(caseId, fileId), row.copyDigest)
        : await ctx.open(digestPlace(caseId, fileId), row.digest);
    return { name, mediaType, bytes: await readParts(ctx, { caseId, fileId, part }, digest) };
  } catch (error) {
    // What was destroyed is as absent as what never was.
    if (error instanceof DestroyedError) throw notFound();
    throw error;
  }
}

/** A file of a case with its plain bytes: the original, or what vendors get of it. */
export const openFile = (viewer: Member, asked: Asked, forVendors: boolean) =>
  read(viewer, async (ctx) => {
    const row = await fileFor(ctx, asked);
    return opened(ctx, row, forVendors ? partForVendors(row) : "original");
  });

/** A file of the advisory as it was sent to the viewer's organization, with its bytes. */
export const openSentFile = (viewer: ContactViewer, asked: Asked) =>
  read(viewer, async (ctx) => {
    const row = await sentFileFor(ctx, asked);
    return opened(ctx, row, partForVendors(row));
  });

const Which = z.object({ reference: z.string(), id: z.string() });

/** A member downloads a file. It is not given unless this is on record (ASVS 5.0 16.3.3). */
export const recordFileRead = command(
  "file.read",
  Which.extend({ forVendors: z.boolean() }),
  byMember,
  async (ctx, { forVendors, ...asked }) => {
    const row = await fileFor(ctx, asked);
    const part = forVendors ? partForVendors(row) : "original";
    return {
      result: { fileId: row.id },
      audit: [
        { stream: { type: "case", id: row.caseId }, action: "file.read", facts: { fileId: row.id, part } },
      ],
    };
  },
);

/** A vendor's contact downloads a file: case and organization both say so, the case which one. */
export const recordFileDownload = command("file.download", Which, byContact, async (ctx, asked) => {
  const row = await sentFileFor(ctx, asked);
  const name = await ctx.openOr(namePlace(row.caseId, row.id), row.name, () => {
    throw notFound();
  });
  const { organizationId, contactId } = ctx.viewer;
  const facts = { contactId, fileId: row.id };
  const action = "file.downloaded" as const;
  return {
    result: { fileId: row.id },
    audit: [
      { stream: { type: "case", id: row.caseId }, action, facts: { organizationId, ...facts }, note: name },
      {
        stream: { type: "organization", id: organizationId },
        action,
        facts: { caseId: row.caseId, ...facts },
      },
    ],
  };
});
