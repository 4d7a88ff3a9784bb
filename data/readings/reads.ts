import { and, inArray } from "drizzle-orm";
import { z } from "zod";
import { caseIdFor, visibleTo } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { cases } from "@/db/schema";
import { notFound, refused } from "@/lib/errors";

/** Which page was opened: the part of its address that names no row. */
const page = z.string().regex(/^[a-z-]{1,40}$/);

/**
 * A member opened a page that shows the text of an unpublished case (ASVS 5.0 16.3.3). The page is not shown unless this
 * is on record.
 */
export const recordCaseRead = command(
  "case.read",
  z.object({ reference: z.string(), page }),
  byMember,
  async (ctx, input) => {
    const caseId = await caseIdFor(ctx, input.reference);
    return {
      result: { caseId },
      audit: [{ stream: { type: "case", id: caseId }, action: "case.read", facts: { page: input.page } }],
    };
  },
);

/** A member opened a page of the record that shows notes of unpublished cases: an entry in each of these. */
export const recordNotesRead = command(
  "record.read",
  z.object({ caseIds: z.array(z.uuid()).max(1000) }),
  byMember,
  async (ctx, input) => {
    const own = await ctx.tx
      .select({ id: cases.id })
      .from(cases)
      .where(and(inArray(cases.id, input.caseIds), visibleTo(ctx)));
    const [first, ...rest] = own.map(({ id }) => ({
      stream: { type: "case" as const, id },
      action: "case.read" as const,
      facts: { page: "audit" },
    }));
    if (!first) throw notFound();
    return { result: {}, audit: [first, ...rest] };
  },
);

/** A member opened the list of cases, which shows their titles: an entry for each project whose titles it showed. */
export const recordTitlesRead = command("cases.listed", z.object({}), byMember, async (ctx) => {
  const own = await ctx.tx.selectDistinct({ projectId: cases.projectId }).from(cases).where(visibleTo(ctx));
  const [first, ...rest] = own.map((r) => ({
    stream: { type: "project" as const, id: r.projectId },
    action: "cases.listed" as const,
  }));
  if (!first) throw refused("There is no case whose title could be read.");
  return { result: {}, audit: [first, ...rest] };
});
