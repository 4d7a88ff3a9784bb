import { and, asc, eq, gt, inArray, isNotNull, isNull, lte, max, or } from "drizzle-orm";
import type { Temporal } from "temporal-polyfill";
import { openVulnerability } from "@/data/cases/facts";
import { revisionPlace } from "@/data/cases/records";
import { destroyedVulnerability, openDocument, openWords } from "@/data/keys/destroyed";
import type { Ctx } from "@/data/transaction";
import {
  deliveries,
  notices,
  organizations,
  statements,
  users,
  vulnerabilities,
  vulnerabilityRevisions,
} from "@/db/schema";
import { NOTICE_KINDS, opensCase } from "@/domain/notice/messages";
import type { ContactViewer } from "@/domain/viewer";
import type { Vulnerability } from "@/domain/vulnerability";

const OPENING = NOTICE_KINDS.filter(opensCase);

export const statementPlace = (caseId: string, row: string, column: "note" | "tracking_id") => ({
  scope: caseId,
  table: "statements",
  row,
  column,
});

/**
 * The vulnerabilities that were part of a case when the last notice that the organization got was approved, sealed as
 * they are, each with that instant: one that was added later was not sent to it, and one that was removed is no
 * question any more.
 */
export async function sentVulnerabilities(ctx: Ctx, caseId: string, organizationId: string) {
  const [last] = await ctx.tx
    .select({ at: max(notices.approvedAt) })
    .from(deliveries)
    .innerJoin(notices, eq(notices.id, deliveries.noticeId))
    .where(
      and(
        eq(deliveries.caseId, caseId),
        eq(deliveries.organizationId, organizationId),
        inArray(deliveries.kind, OPENING),
        isNotNull(deliveries.firstAttemptAt),
      ),
    );
  const approvedAt = last?.at;
  if (!approvedAt) return [];
  const rows = await ctx.tx
    .select()
    .from(vulnerabilities)
    .where(
      and(
        eq(vulnerabilities.caseId, caseId),
        isNull(vulnerabilities.removedAt),
        or(isNull(vulnerabilities.addedAt), lte(vulnerabilities.addedAt, approvedAt)),
      ),
    )
    .orderBy(asc(vulnerabilities.position));
  return rows.map((row) => ({ row, approvedAt }));
}

/** A record as it stood at an instant: what was changed later was not approved, and is not shown (rule 3). */
async function recordAt(
  ctx: Ctx,
  caseId: string,
  row: typeof vulnerabilities.$inferSelect,
  at: Temporal.Instant,
): Promise<Vulnerability> {
  const [replaced] = await ctx.tx
    .select()
    .from(vulnerabilityRevisions)
    .where(and(eq(vulnerabilityRevisions.vulnerabilityId, row.id), gt(vulnerabilityRevisions.at, at)))
    .orderBy(asc(vulnerabilityRevisions.number))
    .limit(1);
  if (!replaced) return openVulnerability(ctx, caseId, row);
  return openDocument(ctx, revisionPlace(caseId, replaced.id), replaced.record, destroyedVulnerability);
}

/** The newest statement of each organization on each vulnerability of a case, opened, with how many came before. */
export async function statementsOf(ctx: Ctx, caseId: string, organizationId?: string) {
  const rows = await ctx.tx
    .select({ statement: statements, by: users.name, organization: organizations.name })
    .from(statements)
    .innerJoin(users, eq(users.id, statements.by))
    .innerJoin(organizations, eq(organizations.id, statements.organizationId))
    .where(
      and(
        eq(statements.caseId, caseId),
        organizationId ? eq(statements.organizationId, organizationId) : undefined,
      ),
    )
    .orderBy(asc(statements.number));
  const newest = new Map(
    rows.map((r) => [`${r.statement.vulnerabilityId} ${r.statement.organizationId}`, r]),
  );
  return Promise.all(
    [...newest.values()].map(async ({ statement: s, by, organization }) => ({
      id: s.id,
      vulnerabilityId: s.vulnerabilityId,
      organizationId: s.organizationId,
      organization,
      number: s.number,
      state: s.state,
      justification: s.justification,
      note: s.note ? await openWords(ctx, statementPlace(caseId, s.id, "note"), s.note) : "",
      trackingId: s.trackingId
        ? await openWords(ctx, statementPlace(caseId, s.id, "tracking_id"), s.trackingId)
        : "",
      fixAt: s.fixAt,
      by,
      at: s.at,
    })),
  );
}

/** How many vulnerabilities that were sent to the viewer's organization it said nothing of yet. */
export async function unansweredOf(ctx: Ctx<ContactViewer>, caseId: string): Promise<number> {
  const { organizationId } = ctx.viewer;
  const sent = await sentVulnerabilities(ctx, caseId, organizationId);
  const said = await ctx.tx
    .selectDistinct({ id: statements.vulnerabilityId })
    .from(statements)
    .where(and(eq(statements.caseId, caseId), eq(statements.organizationId, organizationId)));
  return sent.filter((v) => !said.some((s) => s.id === v.row.id)).length;
}

/** What a vendor is asked about: each vulnerability that was sent to it, with its own newest statement. */
export async function questionsFor(ctx: Ctx<ContactViewer>, caseId: string) {
  const own = await statementsOf(ctx, caseId, ctx.viewer.organizationId);
  const rows = await sentVulnerabilities(ctx, caseId, ctx.viewer.organizationId);
  return Promise.all(
    rows.map(async ({ row, approvedAt }) => {
      const record = await recordAt(ctx, caseId, row, approvedAt);
      return {
        vulnerabilityId: row.id,
        identifier: record.id,
        summary: record.summary,
        severity: row.severity,
        statement: own.find((s) => s.vulnerabilityId === row.id) ?? null,
      };
    }),
  );
}
