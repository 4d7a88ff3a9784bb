import { z } from "zod";
import { caseIdFor } from "@/data/cases/visibility";
import { byMember, command } from "@/data/command";
import { cases } from "@/db/schema";
import { refused } from "@/lib/errors";

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

/** A member opened the list of cases, which shows their titles: an entry for each project whose titles it showed. */
export const recordTitlesRead = command("cases.listed", z.object({}), byMember, async (ctx) => {
  const rows = await ctx.tx.selectDistinct({ projectId: cases.projectId }).from(cases);
  const own = rows.filter((r) => ctx.viewer.projectIds.includes(r.projectId));
  const [first, ...rest] = own.map((r) => ({
    stream: { type: "project" as const, id: r.projectId },
    action: "cases.listed" as const,
  }));
  if (!first) throw refused("There is no case whose title could be read.");
  return { result: {}, audit: [first, ...rest] };
});
