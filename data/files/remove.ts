import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { caseIdFor, lockCase } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { namePlace } from "@/data/files/places";
import { advisoryFiles, advisoryVersions, caseFiles } from "@/db/schema";
import { notFound, refused } from "@/lib/errors";

/**
 * Takes a file off the list: no later version can bring it. It is kept as evidence, and the versions that bring it bring
 * it still.
 */
export const removeFile = command(
  "file.remove",
  z.object({ reference: z.string(), fileId: z.uuid() }),
  byMember,
  async (ctx, input) => {
    const of = await lockCase(ctx, await caseIdFor(ctx, input.reference));
    const [newest] = await ctx.tx
      .select({ id: advisoryVersions.id, number: advisoryVersions.number })
      .from(advisoryVersions)
      .where(eq(advisoryVersions.caseId, of.id))
      .orderBy(desc(advisoryVersions.number))
      .limit(1);
    const [brought] = await ctx.tx
      .select({ fileId: advisoryFiles.fileId })
      .from(advisoryFiles)
      .where(and(eq(advisoryFiles.versionId, newest?.id ?? of.id), eq(advisoryFiles.fileId, input.fileId)));
    if (brought)
      throw refused(
        `Version ${newest?.number} of the advisory brings it. Save a version without it first; what was sent stays sent.`,
      );
    const [row] = await ctx.tx
      .update(caseFiles)
      .set({ removedAt: ctx.now, removedBy: ctx.viewer.userId })
      .where(and(eq(caseFiles.id, input.fileId), eq(caseFiles.caseId, of.id), isNull(caseFiles.removedAt)))
      .returning();
    if (!row) throw notFound();
    return {
      result: { fileId: row.id },
      audit: [
        {
          stream: { type: "case", id: of.id },
          action: "file.removed",
          facts: { fileId: row.id },
          note: await ctx.open(namePlace(of.id, row.id), row.name),
        },
      ],
    };
  },
);
