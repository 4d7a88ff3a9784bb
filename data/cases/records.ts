import { asc, eq, inArray } from "drizzle-orm";
import { openVulnerability } from "@/data/cases/facts";
import { destroyedVulnerability, openDocument, openWords } from "@/data/keys/destroyed";
import type { Ctx } from "@/data/transaction";
import { users, vulnerabilities, vulnerabilityRevisions } from "@/db/schema";
import type { Policy } from "@/domain/policy/policy";
import { proposeSeverity } from "@/domain/policy/severity";
import { isAfter } from "@/domain/time";
import { scoreOf } from "@/domain/vulnerability";

export const revisionPlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "vulnerability_revisions",
  row,
  column: "record",
});
export const removedPlace = (caseId: string, row: string) => ({
  scope: caseId,
  table: "vulnerabilities",
  row,
  column: "removed_reason",
});

/** Every vulnerability of a case, opened: those that count, and those that were removed. */
export async function recordsOf(ctx: Ctx, caseId: string, policy: Policy) {
  const rows = await ctx.tx
    .select()
    .from(vulnerabilities)
    .where(eq(vulnerabilities.caseId, caseId))
    .orderBy(asc(vulnerabilities.position));
  const revisions = await ctx.tx
    .select()
    .from(vulnerabilityRevisions)
    .where(
      inArray(
        vulnerabilityRevisions.vulnerabilityId,
        rows.map((r) => r.id),
      ),
    )
    .orderBy(asc(vulnerabilityRevisions.number));
  const named = [...rows.flatMap((r) => [r.severityBy, r.removedBy]), ...revisions.map((r) => r.by)];
  const people = await ctx.tx
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(
      inArray(
        users.id,
        named.filter((id) => id !== null),
      ),
    );
  const nameOf = (id: string | null) => people.find((p) => p.id === id)?.name ?? null;
  const all = await Promise.all(
    rows.map(async (row) => {
      const data = await openVulnerability(ctx, caseId, row);
      const earlier = await Promise.all(
        revisions
          .filter((r) => r.vulnerabilityId === row.id)
          .map(async (r) => ({
            number: r.number,
            by: nameOf(r.by),
            at: r.at,
            record: await openDocument(ctx, revisionPlace(caseId, r.id), r.record, destroyedVulnerability),
          })),
      );
      const reasonPlace = { scope: caseId, table: "vulnerabilities", row: row.id, column: "severity_reason" };
      const proposed = proposeSeverity(policy, scoreOf(data))?.label ?? null;
      // The record that was read when the severity was decided: the first that was replaced after it, else today's.
      const then = earlier.find((r) => row.severityAt && isAfter(r.at, row.severityAt))?.record ?? data;
      const proposedThen = proposeSeverity(policy, scoreOf(then))?.label ?? null;
      return {
        rowId: row.id,
        ...data,
        imported: row.source !== null,
        /** As it stood before each change, the first one first; each with who changed it. */
        earlier,
        severity: row.severity,
        severityAt: row.severityAt,
        decidedBy: nameOf(row.severityBy),
        severityReason: row.severityReason ? await openWords(ctx, reasonPlace, row.severityReason) : null,
        score: scoreOf(data),
        proposed,
        /** The score was changed after the decision, and proposes another severity than it did then. */
        proposesAnew: row.severity !== null && proposed !== proposedThen,
        removed: row.removedAt
          ? {
              at: row.removedAt,
              by: nameOf(row.removedBy),
              reason: row.removedReason
                ? await openWords(ctx, removedPlace(caseId, row.id), row.removedReason)
                : "",
            }
          : null,
      };
    }),
  );
  return {
    present: all.filter((v) => v.removed === null),
    removed: all.flatMap((v) => (v.removed ? [{ ...v, removed: v.removed }] : [])),
  };
}
