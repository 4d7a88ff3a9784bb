import { and, desc, eq, notInArray } from "drizzle-orm";
import { type Activity, explain } from "@/data/activity/explain";
import { caseIdFor } from "@/data/cases/visibility";
import { visibleTo as organizationVisible } from "@/data/organizations/visibility";
import { type Ctx, read } from "@/data/transaction";
import { auditEntries, organizations } from "@/db/schema";
import { READS, type Stream } from "@/domain/audit";
import type { Member } from "@/domain/viewer";
import { notFound } from "@/lib/errors";
import { isId } from "@/lib/ids";

const PAGE = 500;

/** What happened to a case, newest first. Who merely read it stands on the Audit page. */
export const caseActivity = (viewer: Member, reference: string) =>
  read(viewer, async (ctx) => entriesOf(ctx, { type: "case", id: await caseIdFor(ctx, reference) }));

/** What happened to an organization, newest first. Entries that name a case of another project are left out. */
export const organizationActivity = (viewer: Member, id: string) =>
  read(viewer, async (ctx) => {
    if (!isId(id)) throw notFound();
    const [row] = await ctx.tx
      .select({ id: organizations.id })
      .from(organizations)
      .where(and(eq(organizations.id, id), organizationVisible(viewer)));
    if (!row) throw notFound();
    return entriesOf(ctx, { type: "organization", id: row.id });
  });

async function entriesOf(ctx: Ctx<Member>, stream: Stream) {
  const rows = await ctx.tx
    .select()
    .from(auditEntries)
    .where(
      and(
        eq(auditEntries.streamType, stream.type),
        eq(auditEntries.streamId, stream.id),
        notInArray(auditEntries.action, [...READS]),
      ),
    )
    .orderBy(desc(auditEntries.sequence))
    .limit(PAGE);
  const entries = await explain(ctx, rows);
  const hidden = (e: Activity) =>
    (stream.type === "organization" && "caseId" in e.facts && e.reference === null) ||
    (typeof e.facts["projectId"] === "string" && !ctx.viewer.projectIds.includes(e.facts["projectId"]));
  return { entries: entries.filter((e) => !hidden(e)), now: ctx.now };
}

export type { Activity } from "@/data/activity/explain";
