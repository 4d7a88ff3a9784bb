import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { newId } from "@/data/audit";
import { contentPlace, titlePlace } from "@/data/cases/facts";
import { lockCase } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { filesOf } from "@/data/files/sent";
import type { Ctx } from "@/data/transaction";
import { advisoryFiles, advisoryVersions, caseFiles, cases, touches } from "@/db/schema";
import { type AdvisoryContent, changedFields } from "@/domain/advisory/advisory";
import { isEmbargoed } from "@/domain/case/state";
import { CASE_FILES } from "@/domain/file/limits";
import { AppError, invalidField, refused, stale } from "@/lib/errors";

export const markdown = z
  .string()
  .max(20_000, "At most 20,000 characters.")
  .transform((t) => t.replaceAll("\r\n", "\n").trim())
  .default("");

export const titleField = z
  .string({ error: "Enter a title." })
  .trim()
  .min(1, "Enter a title.")
  .max(300, "At most 300 characters.")
  .regex(/^[^\p{Cc}]*$/u, "Leave out line breaks.");

const SaveAdvisory = z.object({
  caseId: z.uuid(),
  /** The number of the version that the form was shown with. */
  base: z.coerce.number().int(),
  title: titleField,
  summary: markdown,
  description: markdown,
  impact: markdown,
  affected: markdown,
  fixed: markdown,
  mitigation: markdown,
  references: markdown,
  /** Which files the version brings, in this order; left out, those of the version before. "" is a form's "none". */
  fileIds: z
    .array(z.union([z.literal(""), z.uuid()]))
    .max(CASE_FILES + 1)
    .optional(),
});

/**
 * The chosen files, each once: of this case, on its list, and such as vendors may have. What the version before brings
 * stays in its place.
 * @returns also who uploaded those that are new
 */
async function sendable(ctx: Ctx, caseId: string, chosen: readonly string[], held: readonly string[]) {
  const wanted = new Set(chosen.filter((id) => id !== ""));
  const ids = [...held.filter((id) => wanted.has(id)), ...[...wanted].filter((id) => !held.includes(id))];
  const rows = await ctx.tx
    .select({ id: caseFiles.id, uploadedBy: caseFiles.uploadedBy })
    .from(caseFiles)
    .where(
      and(
        eq(caseFiles.caseId, caseId),
        inArray(caseFiles.id, ids),
        isNull(caseFiles.removedAt),
        isNull(caseFiles.heldBack),
      ),
    );
  if (rows.length !== ids.length)
    throw invalidField("fileIds", "A file that you chose was taken off the list, or can’t go to vendors.");
  return {
    ids,
    uploaders: rows.filter((r) => !held.includes(r.id)).map((r) => r.uploadedBy),
  };
}

/**
 * Saves a new version of the advisory. Versions are never changed: a notice that was approved before leaves with the
 * version that its approver read.
 */
export const saveAdvisory = command(
  "advisory.save",
  SaveAdvisory,
  byMember,
  async (ctx, { caseId, base, fileIds, ...content }) => {
    const of = await lockCase(ctx, caseId);
    if (of.state !== "triaging" && !isEmbargoed(of.state))
      throw refused(`The advisory of a case that is ${of.state} stands as it was.`);
    const [newest] = await ctx.tx
      .select()
      .from(advisoryVersions)
      .where(eq(advisoryVersions.caseId, of.id))
      .orderBy(desc(advisoryVersions.number))
      .limit(1);
    if ((newest?.number ?? 0) !== base) throw stale();
    const before = newest
      ? (JSON.parse(await ctx.open(contentPlace(of.id, newest.id), newest.content)) as AdvisoryContent)
      : null;
    const held = newest ? ((await filesOf(ctx, [newest.id])).get(newest.id) ?? []).map((f) => f.id) : [];
    const { ids: files, uploaders } = fileIds
      ? await sendable(ctx, of.id, fileIds, held)
      : { ids: held, uploaders: [] };
    const changed = before ? changedFields(before, content) : ["Title"];
    if (files.join() !== held.join()) changed.push("Files");
    if (changed.length === 0)
      throw new AppError("refused", "Nothing differs from the version that is saved already.");
    const id = newId();
    const number = base + 1;
    await ctx.tx.insert(advisoryVersions).values({
      id,
      caseId: of.id,
      number,
      content: await ctx.seal(contentPlace(of.id, id), JSON.stringify(content)),
      savedBy: ctx.viewer.userId,
      savedAt: ctx.now,
    });
    if (files.length > 0)
      await ctx.tx
        .insert(advisoryFiles)
        .values(files.map((fileId, position) => ({ versionId: id, fileId, position })));
    await ctx.tx
      .update(cases)
      .set({ title: await ctx.seal(titlePlace(of.id), content.title) })
      .where(eq(cases.id, of.id));
    // What somebody else uploaded is theirs as much as the saver's: neither approves it.
    const touching = [...new Set([ctx.viewer.userId, ...uploaders])];
    await ctx.tx
      .insert(touches)
      .values(touching.map((userId) => ({ caseId: of.id, userId, what: "text" as const })));
    return {
      result: { versionId: id, number },
      audit: [{ stream: { type: "case", id: of.id }, action: "advisory.saved", facts: { number, changed } }],
    };
  },
);
